namespace Heed;

/// <summary>Conversion to an integer type that keeps what does not fit at the ends of its range.</summary>
internal static class SaturatingCast
{
    /// <summary>Converts whole numbers of a floating-point type.</summary>
    public static Tensor Of(Tensor x, DType type)
    {
        var (least, largest) = Range(type);
        return Ops.Clip(x, least, largest).Cast(type);
    }

    /// <summary>The ends, rounded inwards to what a double holds.</summary>
    private static (double, double) Range(DType type) => type switch
    {
        DType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
        DType.Int16 => (short.MinValue, short.MaxValue),
        DType.Int32 => (int.MinValue, int.MaxValue),
        DType.Int64 => (long.MinValue, Math.BitDecrement((double)long.MaxValue)),
        DType.UInt8 => (0, byte.MaxValue),
        DType.UInt16 => (0, ushort.MaxValue),
        DType.UInt32 => (0, uint.MaxValue),
        _ => (0, Math.BitDecrement((double)ulong.MaxValue)),
    };
}
