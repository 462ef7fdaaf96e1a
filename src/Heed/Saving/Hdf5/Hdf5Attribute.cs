using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Heed.Saving;

/// <summary>A small value that goes with a group or dataset: text, texts, numbers.</summary>
/// <param name="Name">Unique in its object.</param>
/// <param name="Type">What the elements are.</param>
/// <param name="Shape">The lengths of the axes; none: a single value.</param>
internal sealed record Hdf5Attribute(string Name, Hdf5Type Type, long[] Shape)
{
    /// <summary>The elements in this machine's byte order; empty for texts.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>The elements if they are texts, else none.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>A single text of any length, as h5py writes <c>str</c> (UTF-8) and <c>bytes</c> (ASCII).</summary>
    public static Hdf5Attribute OfText(string name, string text, bool utf8 = true) => new(name, Hdf5Type.Text(utf8), []) { Texts = [text] };

    /// <summary>Texts of one fixed length, as h5py writes NumPy's <c>S</c> arrays; without any, an empty float array, as NumPy makes of an empty list.</summary>
    public static Hdf5Attribute OfTexts(string name, IReadOnlyList<string> texts) => texts.Count == 0
        ? new(name, Hdf5Type.Of(DType.Float64), [0])
        : new(name, Hdf5Type.FixedText(texts.Max(Hdf5Cursor.Utf8.GetByteCount)), [texts.Count]) { Texts = texts };

    /// <summary>Numbers or booleans; a scalar tensor is a single value.</summary>
    public static Hdf5Attribute Of(string name, Tensor values) => values.DType == DType.String
        ? new(name, Hdf5Type.Text(), [.. values.Shape.ToArray()]) { Texts = values.AsSpan<string>().ToArray() }
        : new(name, Hdf5Type.Of(values.DType), [.. values.Shape.ToArray()]) { Bytes = ElementBytes.Bits<byte>(values).ToArray() };

    /// <summary>The value as a tensor of its own type.</summary>
    /// <exception cref="FormatException">Keras never writes this type.</exception>
    public Tensor ToTensor()
    {
        if (Type.DType is not { } dtype) throw new FormatException($"HDF5 attribute '{Name}' expects numbers, booleans or texts. Received {Type.Name}. Rewrite it with h5py.");
        Tensor tensor = Tensor.Allocate(new Shape(Shape.Select(axis => (Dim)(int)axis)), dtype);
        if (dtype == DType.String)
            Texts.ToArray().CopyTo(tensor.Writable<string>());
        else
            Bytes.Span.CopyTo(ElementBytes.Bits<byte>(tensor));
        return tensor;
    }

    /// <summary>Puts elements into this machine's byte order.</summary>
    public static void SwapBytes(Span<byte> elements, Hdf5Type type)
    {
        if (type.BigEndian != BitConverter.IsLittleEndian) return;
        switch (type.Size)
        {
            case 2:
                Span<ushort> twos = MemoryMarshal.Cast<byte, ushort>(elements);
                BinaryPrimitives.ReverseEndianness(twos, twos);
                break;
            case 4:
                Span<uint> fours = MemoryMarshal.Cast<byte, uint>(elements);
                BinaryPrimitives.ReverseEndianness(fours, fours);
                break;
            case 8:
                Span<ulong> eights = MemoryMarshal.Cast<byte, ulong>(elements);
                BinaryPrimitives.ReverseEndianness(eights, eights);
                break;
        }
    }
}
