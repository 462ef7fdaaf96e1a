using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Heed.Kernels;

/// <summary>Rows laid into lanes: a panel has a row for each column of the source, and in it the source's rows side by side.</summary>
internal static unsafe class LanePanel<T> where T : unmanaged
{
    /// <summary>panel[c, r] = factor · source[r, c] for <paramref name="rows"/> rows; the lanes beyond them become 0.</summary>
    /// <param name="source">Rows that lie <paramref name="sourceRow"/> apart.</param>
    /// <param name="sourceRow">See <paramref name="source"/>.</param>
    /// <param name="rows">At most <paramref name="lanes"/>.</param>
    /// <param name="columns">Numbers of a row.</param>
    /// <param name="panel">(columns, lanes).</param>
    /// <param name="lanes">Elements from one row of the panel to the next.</param>
    /// <param name="factor">Multiplies everything.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack(T* source, nint sourceRow, int rows, int columns, T* panel, int lanes, double factor)
    {
        int r = 0;
        if (typeof(T) == typeof(float) && Avx.IsSupported)
            for (; r + 8 <= rows; r += 8) Pack8((float*)source + r * sourceRow, sourceRow, columns, (float*)panel + r, lanes, (float)factor);
        for (; r < rows; r++)
        {
            T* from = source + r * sourceRow, to = panel + r;
            for (int c = 0; c < columns; c++, to += lanes)
            {
                if (typeof(T) == typeof(float)) *(float*)to = ((float*)from)[c] * (float)factor;
                else *(double*)to = ((double*)from)[c] * factor;
            }
        }
        if (rows < lanes)
            for (int c = 0; c < columns; c++) new Span<T>(panel + (nint)c * lanes + rows, lanes - rows).Clear();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pack8(float* source, nint row, int columns, float* panel, nint lanes, float factor)
    {
        Vector256<float> f = Vector256.Create(factor);
        int c = 0;
        for (; c + 8 <= columns; c += 8) Transpose8(source + c, row, panel + c * lanes, lanes, f);
        for (; c < columns; c++)
            for (int r = 0; r < 8; r++) panel[c * lanes + r] = source[r * row + c] * factor;
    }

    /// <summary>Eight rows of eight, turned by pairs, then by fours, then by halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose8(float* source, nint row, float* target, nint targetRow, Vector256<float> factor)
    {
        float* lower = source + 4 * row;
        Vector256<float> r0 = Vector256.Load(source), r1 = Vector256.Load(source + row), r2 = Vector256.Load(source + 2 * row), r3 = Vector256.Load(source + 3 * row);
        Vector256<float> r4 = Vector256.Load(lower), r5 = Vector256.Load(lower + row), r6 = Vector256.Load(lower + 2 * row), r7 = Vector256.Load(lower + 3 * row);
        Vector256<float> t0 = Avx.UnpackLow(r0, r1), t1 = Avx.UnpackHigh(r0, r1), t2 = Avx.UnpackLow(r2, r3), t3 = Avx.UnpackHigh(r2, r3);
        Vector256<float> t4 = Avx.UnpackLow(r4, r5), t5 = Avx.UnpackHigh(r4, r5), t6 = Avx.UnpackLow(r6, r7), t7 = Avx.UnpackHigh(r6, r7);
        r0 = Avx.Shuffle(t0, t2, 0x44) * factor;
        r1 = Avx.Shuffle(t0, t2, 0xEE) * factor;
        r2 = Avx.Shuffle(t1, t3, 0x44) * factor;
        r3 = Avx.Shuffle(t1, t3, 0xEE) * factor;
        r4 = Avx.Shuffle(t4, t6, 0x44) * factor;
        r5 = Avx.Shuffle(t4, t6, 0xEE) * factor;
        r6 = Avx.Shuffle(t5, t7, 0x44) * factor;
        r7 = Avx.Shuffle(t5, t7, 0xEE) * factor;
        Avx.Permute2x128(r0, r4, 0x20).Store(target);
        Avx.Permute2x128(r1, r5, 0x20).Store(target + targetRow);
        Avx.Permute2x128(r2, r6, 0x20).Store(target + 2 * targetRow);
        Avx.Permute2x128(r3, r7, 0x20).Store(target + 3 * targetRow);
        target += 4 * targetRow;
        Avx.Permute2x128(r0, r4, 0x31).Store(target);
        Avx.Permute2x128(r1, r5, 0x31).Store(target + targetRow);
        Avx.Permute2x128(r2, r6, 0x31).Store(target + 2 * targetRow);
        Avx.Permute2x128(r3, r7, 0x31).Store(target + 3 * targetRow);
    }
}
