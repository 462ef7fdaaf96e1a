namespace Heed.Saving;

/// <summary>What the elements of a dataset or attribute are.</summary>
internal enum Hdf5Class
{
    /// <summary>Whole numbers of 1, 2, 4 or 8 bytes; enumerations other than booleans too.</summary>
    Integer,
    /// <summary>float16, bfloat16, float32 or float64.</summary>
    Float,
    /// <summary>h5py's booleans: an enumeration of FALSE = 0 and TRUE = 1 in a byte.</summary>
    Boolean,
    /// <summary>Text of a fixed number of bytes (NumPy's <c>S</c>).</summary>
    FixedText,
    /// <summary>Text of any length, kept in the global heap.</summary>
    Text,
    /// <summary>Bytes that say nothing of themselves (NumPy's <c>V</c>).</summary>
    Opaque,
    /// <summary>A type that Keras never writes; its values cannot be read.</summary>
    Other,
}

/// <summary>How a fixed text of less than its full length ends.</summary>
internal enum TextPadding { Terminated, Zeros, Spaces }

/// <summary>An element type of HDF5.</summary>
/// <param name="Class">What kind it is.</param>
/// <param name="Size">Bytes of an element in the file; 16 for variable text (where it lies, and how long it is).</param>
internal sealed record Hdf5Type(Hdf5Class Class, int Size)
{
    /// <summary>Heed's type with the same elements; <see langword="null"/> for opaque and other ones.</summary>
    public DType? DType { get; init; }

    /// <summary>Is the most significant byte first in the file?</summary>
    public bool BigEndian { get; init; }

    /// <summary>Does the file say that texts are UTF-8, not ASCII? They are read as UTF-8 anyway.</summary>
    public bool Utf8 { get; init; }

    /// <summary>How fixed texts end.</summary>
    public TextPadding Padding { get; init; }

    /// <summary>The type in words, for errors.</summary>
    public string Name { get; init; } = Class.ToString().ToLowerInvariant();

    /// <summary>Is it text?</summary>
    public bool IsText => Class is Hdf5Class.FixedText or Hdf5Class.Text;

    /// <summary>Variable text, as h5py writes strings.</summary>
    /// <param name="utf8">What the file says of it: h5py's <c>str</c> is UTF-8, its <c>bytes</c> are ASCII.</param>
    public static Hdf5Type Text(bool utf8 = true) => new(Hdf5Class.Text, 16) { DType = Heed.DType.String, Utf8 = utf8 };

    /// <summary>Text of a fixed number of bytes, as h5py writes NumPy's <c>S</c>.</summary>
    public static Hdf5Type FixedText(int size) => new(Hdf5Class.FixedText, Math.Max(size, 1)) { DType = Heed.DType.String, Padding = TextPadding.Zeros };

    /// <summary>The type that holds the elements of a tensor of numbers or booleans.</summary>
    public static Hdf5Type Of(DType dtype) => new(
        dtype.IsFloat() ? Hdf5Class.Float : dtype == Heed.DType.Bool ? Hdf5Class.Boolean : Hdf5Class.Integer, dtype.ItemSize())
    { DType = dtype };
}
