namespace Heed;

/// <summary>Which type the result of two types together has: Keras's rules.</summary>
/// <remarks>
/// Floats win over integers and integers over booleans, whatever their widths; float16 with bfloat16 gives float32; a signed with an unsigned integer
/// gives the signed type that holds both, uint64 with a signed one float32. A number in code adapts to the tensor it meets.
/// Source: keras/src/backend/common/dtypes.py.
/// </remarks>
internal static class Promotion
{
    public static DType Of(DType a, DType b)
    {
        if (a == b) return a;
        if (a == DType.String || b == DType.String)
            throw new ArgumentException($"An op expects numbers or strings, not both. Received {a.Name()} and {b.Name()}. Convert the strings with StringLookup or parse them first.");
        if (a == DType.Bool) return b;
        if (b == DType.Bool) return a;
        if (a.IsFloat() && b.IsFloat())
            return a.ItemSize() == b.ItemSize() ? DType.Float32 : a.ItemSize() > b.ItemSize() ? a : b;
        if (a.IsFloat()) return a;
        if (b.IsFloat()) return b;
        if (IsUnsigned(a) == IsUnsigned(b)) return a.ItemSize() > b.ItemSize() ? a : b;
        var (signed, unsigned) = IsUnsigned(a) ? (b, a) : (a, b);
        return signed.ItemSize() > unsigned.ItemSize() ? signed : unsigned switch
        {
            DType.UInt8 => DType.Int16,
            DType.UInt16 => DType.Int32,
            DType.UInt32 => DType.Int64,
            _ => DType.Float32,
        };
    }

    public static DType Of(Tensor a, Tensor b) => (a.Weak is null, b.Weak is null) switch
    {
        (true, false) => WithNumber(a.DType, b.DType),
        (false, true) => WithNumber(b.DType, a.DType),
        _ => Of(a.DType, b.DType),
    };

    /// <summary>The type that floating-point maths of <paramref name="type"/> gives: itself, or float32 for integers and booleans.</summary>
    public static DType Floating(DType type) => type.IsFloat() ? type : DType.Float32;

    /// <summary>The type that arithmetic of <paramref name="type"/> gives: itself, or int32 for booleans.</summary>
    public static DType Number(DType type) => type == DType.Bool ? DType.Int32 : type;

    private static DType WithNumber(DType tensor, DType number) =>
        number.IsFloat() ? Floating(tensor) : tensor == DType.Bool ? DType.Int32 : tensor;

    private static bool IsUnsigned(DType type) => type >= DType.UInt8;
}
