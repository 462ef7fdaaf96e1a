using System.Globalization;

namespace Heed;

/// <summary>A column of a CSV file: where it is, and what its texts mean.</summary>
internal sealed class CsvField
{
    private readonly Tensor? _default;
    private readonly string? _naValue;

    /// <exception cref="ArgumentException">The default is not of the column's type.</exception>
    public CsvField(string name, int place, DType type, Tensor? defaultValue, string? naValue)
    {
        (Name, Place, Type, _naValue) = (name, place, type, naValue);
        if (defaultValue is not null && (defaultValue.Length != 1 || (defaultValue.DType == DType.String) != (type == DType.String)))
            throw new ArgumentException($"Dataset.FromCsv expects one {type.Name()} as the default of column '{name}'. Received {defaultValue}.");
        _default = defaultValue is null ? null : Ops.Reshape(defaultValue.DType == type ? defaultValue : defaultValue.Cast(type), Shape.Scalar).Keep();
    }

    public string Name { get; }

    public int Place { get; }

    public DType Type { get; }

    /// <summary>The scalar that a text means; null: none.</summary>
    public Tensor? Read(ReadOnlySpan<char> text)
    {
        if (IsEmpty(text)) return _default ?? (Type == DType.String ? Tensor.FromScalar("") : null);
        return Type switch
        {
            DType.String => Tensor.FromScalar(text.ToString()),
            DType.Bool => Truth(text) is { } truth ? Tensor.FromScalar(truth) : null,
            DType.Float32 => Number<float>(text),
            DType.Float64 => Number<double>(text),
            DType.Float16 => Number<Half>(text),
            DType.BFloat16 => Number<float>(text)?.Cast(DType.BFloat16),
            DType.Int8 => Number<sbyte>(text),
            DType.Int16 => Number<short>(text),
            DType.Int32 => Number<int>(text),
            DType.Int64 => Number<long>(text),
            DType.UInt8 => Number<byte>(text),
            DType.UInt16 => Number<ushort>(text),
            DType.UInt32 => Number<uint>(text),
            _ => Number<ulong>(text),
        };
    }

    /// <summary>The number that a text means; null: none.</summary>
    public float? ReadNumber(ReadOnlySpan<char> text)
    {
        if (Type == DType.Float32 && !IsEmpty(text)) return float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float number) ? number : null;
        return Read(text)?.Cast(DType.Float32).Item<float>();
    }

    private bool IsEmpty(ReadOnlySpan<char> text) => text.IsEmpty || (_naValue is not null && text.SequenceEqual(_naValue)) || (Type != DType.String && text.IsWhiteSpace());

    private static bool? Truth(ReadOnlySpan<char> text) => text.Trim() switch
    {
        "0" => false,
        "1" => true,
        var word => bool.TryParse(word, out bool truth) ? truth : null,
    };

    private static Tensor? Number<T>(ReadOnlySpan<char> text) where T : System.Numerics.INumber<T> =>
        T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out T? number) ? Tensor.FromScalar(number) : null;
}
