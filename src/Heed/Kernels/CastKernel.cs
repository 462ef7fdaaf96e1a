using System.Diagnostics;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Heed.Kernels;

/// <summary>Converts a stretch of numbers.</summary>
internal interface ICast<TFrom, TTo>
{
    static abstract void Run(ReadOnlySpan<TFrom> x, Span<TTo> y);
}

/// <summary>Converts numbers from one type to another: fractions are cut off, integers that do not fit lose their upper bits.</summary>
/// <remarks>Booleans travel as bytes 0 and 1, bfloat16 by way of float.</remarks>
internal static class CastKernel
{
    public static void Run<TFrom, TTo>(ReadOnlySpan<TFrom> x, Span<TTo> y)
        where TFrom : unmanaged, INumberBase<TFrom>
        where TTo : unmanaged, INumberBase<TTo> => Run<TFrom, TTo, Truncating<TFrom, TTo>>(x, y);

    public static void ToBool<T>(ReadOnlySpan<T> x, Span<bool> y) where T : unmanaged, INumberBase<T> => Run<T, bool, NotZero<T>>(x, y);

    public static void ToBFloat16(ReadOnlySpan<float> x, Span<BFloat16> y) => Run<float, BFloat16, Rounding>(x, y);

    public static void FromBFloat16(ReadOnlySpan<BFloat16> x, Span<float> y) => Run<BFloat16, float, Widening>(x, y);

    private static void Run<TFrom, TTo, TCast>(ReadOnlySpan<TFrom> x, Span<TTo> y) where TCast : struct, ICast<TFrom, TTo>
    {
        Debug.Assert(x.Length == y.Length);
        WorkerPool.Run(Elementwise.Pieces(x.Length), new Pieces<TFrom, TTo, TCast>(x, y));
    }

    private readonly ref struct Pieces<TFrom, TTo, TCast>(ReadOnlySpan<TFrom> x, Span<TTo> y) : IPieces where TCast : struct, ICast<TFrom, TTo>
    {
        private readonly ReadOnlySpan<TFrom> _x = x;
        private readonly Span<TTo> _y = y;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int piece)
        {
            Range range = Elementwise.PieceRange(piece, _x.Length);
            TCast.Run(_x[range], _y[range]);
        }
    }

    private readonly struct Truncating<TFrom, TTo> : ICast<TFrom, TTo>
        where TFrom : unmanaged, INumberBase<TFrom> where TTo : unmanaged, INumberBase<TTo>
    {
        public static void Run(ReadOnlySpan<TFrom> x, Span<TTo> y)
        {
            if (typeof(TFrom) == typeof(TTo)) MemoryMarshal.Cast<TFrom, TTo>(x).CopyTo(y);
            else TensorPrimitives.ConvertTruncating(x, y);
        }
    }

    private readonly struct NotZero<T> : ICast<T, bool> where T : unmanaged, INumberBase<T>
    {
        public static void Run(ReadOnlySpan<T> x, Span<bool> y)
        {
            if (typeof(T) == typeof(float)) Compare(MemoryMarshal.Cast<T, float>(x), y);
            else if (typeof(T) == typeof(int)) Compare(MemoryMarshal.Cast<T, int>(x), y);
            else
                for (int i = 0; i < x.Length; i++) y[i] = x[i] != T.Zero;
        }

        private static void Compare<TNumber>(ReadOnlySpan<TNumber> x, Span<bool> y) where TNumber : unmanaged, INumber<TNumber> =>
            CompareRow<TNumber, Different>.Run(x, [TNumber.Zero], y);
    }

    private readonly struct Different : IPredicate
    {
        public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y) where T : unmanaged, INumber<T> => ~Vector.Equals(x, y);
    }

    /// <summary>To the nearest bfloat16, halves to the even one; see <see cref="BFloat16"/>.</summary>
    private readonly struct Rounding : ICast<float, BFloat16>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Run(ReadOnlySpan<float> x, Span<BFloat16> y)
        {
            ref uint x0 = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<float, uint>(x));
            ref ushort y0 = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<BFloat16, ushort>(y));
            nuint i = 0, n = (nuint)x.Length, count = (nuint)Vector<uint>.Count;
            for (; i + 2 * count <= n; i += 2 * count)
                Vector.Narrow(Upper(Vector.LoadUnsafe(ref x0, i)), Upper(Vector.LoadUnsafe(ref x0, i + count))).StoreUnsafe(ref y0, i);
            for (; i < n; i++) y[(int)i] = (BFloat16)x[(int)i];
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector<uint> Upper(Vector<uint> bits)
        {
            Vector<uint> rounded = bits + new Vector<uint>(0x7FFF) + (bits >> 16 & Vector<uint>.One), quiet = bits | new Vector<uint>(0x400000);
            Vector<float> x = bits.As<uint, float>();
            return Vector.ConditionalSelect(Vector.Equals(x, x).As<int, uint>(), rounded, quiet) >> 16;
        }
    }

    private readonly struct Widening : ICast<BFloat16, float>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Run(ReadOnlySpan<BFloat16> x, Span<float> y)
        {
            ref ushort x0 = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<BFloat16, ushort>(x));
            ref uint y0 = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<float, uint>(y));
            nuint i = 0, n = (nuint)x.Length, count = (nuint)Vector<ushort>.Count;
            for (; i + count <= n; i += count)
            {
                Vector.Widen(Vector.LoadUnsafe(ref x0, i), out Vector<uint> low, out Vector<uint> high);
                (low << 16).StoreUnsafe(ref y0, i);
                (high << 16).StoreUnsafe(ref y0, i + count / 2);
            }
            for (; i < n; i++) Unsafe.Add(ref y0, i) = (uint)Unsafe.Add(ref x0, i) << 16;
        }
    }
}
