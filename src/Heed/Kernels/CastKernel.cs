using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Heed.Kernels;

/// <summary>Converts numbers from one type to another: fractions are cut off, integers that do not fit lose their upper bits.</summary>
/// <remarks>Booleans travel as bytes 0 and 1, bfloat16 by way of float.</remarks>
internal static class CastKernel
{
    public static void Run<TFrom, TTo>(ReadOnlySpan<TFrom> x, Span<TTo> y)
        where TFrom : unmanaged, INumberBase<TFrom>
        where TTo : unmanaged, INumberBase<TTo> => TensorPrimitives.ConvertTruncating(x, y);

    public static void ToBool<T>(ReadOnlySpan<T> x, Span<bool> y) where T : unmanaged, INumberBase<T>
    {
        for (int i = 0; i < x.Length; i++) y[i] = x[i] != T.Zero;
    }

    public static void ToBFloat16(ReadOnlySpan<float> x, Span<BFloat16> y)
    {
        for (int i = 0; i < x.Length; i++) y[i] = (BFloat16)x[i];
    }

    public static void FromBFloat16(ReadOnlySpan<BFloat16> x, Span<float> y)
    {
        ReadOnlySpan<ushort> bits = MemoryMarshal.Cast<BFloat16, ushort>(x);
        Span<uint> wide = MemoryMarshal.Cast<float, uint>(y);
        for (int i = 0; i < bits.Length; i++) wide[i] = (uint)bits[i] << 16;
    }
}
