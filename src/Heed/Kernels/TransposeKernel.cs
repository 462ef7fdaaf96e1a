using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Heed.Kernels;

/// <summary>Turns rows into columns, tile by tile.</summary>
/// <remarks>
/// Elements of four bytes go in tiles of 16 × 16, whose lines in memory are used as a whole: lines that lie a power of two apart, as they often do, share
/// few places in the first cache, and could not wait there for their other parts.
/// </remarks>
internal static class TransposeKernel
{
    /// <summary>Rows of the result that one block writes, and the sides of a tile.</summary>
    public const int BlockRows = 16;

    /// <summary>y (columns, rows) = x (rows, columns), transposed.</summary>
    public static void Matrix<T>(ReadOnlySpan<T> x, Span<T> y, int rows, int columns)
    {
        Debug.Assert(x.Length == rows * columns && y.Length == x.Length);
        StridedCopy.Run(x, 0, [1, columns], y, [columns, rows]);
    }

    /// <summary>y[i, j] = x[from + i + j · xRow], for a few rows and columns of the result.</summary>
    public static void Block<T>(ReadOnlySpan<T> x, int from, int xRow, Span<T> y, int yRow, int rows, int columns)
    {
        int first = 0;
        if (rows == BlockRows && xRow > 0 && Unsafe.SizeOf<T>() == sizeof(uint) && !RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            Debug.Assert(columns == 0 || (from + BlockRows + (columns - 1) * xRow <= x.Length && (rows - 1) * yRow + columns <= y.Length));
            ref uint x0 = ref Unsafe.As<T, uint>(ref MemoryMarshal.GetReference(x[from..])), y0 = ref Unsafe.As<T, uint>(ref MemoryMarshal.GetReference(y));
            for (; first + BlockRows <= columns; first += BlockRows)
                Tile(ref Unsafe.Add(ref x0, (nint)first * xRow), (nuint)xRow, ref Unsafe.Add(ref y0, first), (nuint)yRow);
        }
        for (; first < columns; first += BlockRows)
        {
            int end = Math.Min(columns, first + BlockRows);
            for (int i = 0; i < rows; i++)
                for (int j = first; j < end; j++) y[i * yRow + j] = x[from + i + j * xRow];
        }
    }

    /// <summary>Four rows of the result at a time, so that each of their lines is written at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile(ref uint x, nuint xRow, ref uint y, nuint yRow)
    {
        for (nuint i = 0; i < BlockRows; i += 4)
        {
            ref uint from = ref Unsafe.Add(ref x, i), to = ref Unsafe.Add(ref y, i * yRow);
            for (nuint j = 0; j < BlockRows; j += 4)
            {
                Vector128<uint> a = Vector128.LoadUnsafe(ref from), b = Vector128.LoadUnsafe(ref from, xRow);
                Vector128<uint> c = Vector128.LoadUnsafe(ref from, 2 * xRow), d = Vector128.LoadUnsafe(ref from, 3 * xRow);
                Vector128<uint> lowAC = ZipLow(a, c), highAC = ZipHigh(a, c), lowBD = ZipLow(b, d), highBD = ZipHigh(b, d);
                ZipLow(lowAC, lowBD).StoreUnsafe(ref to, j);
                ZipHigh(lowAC, lowBD).StoreUnsafe(ref to, j + yRow);
                ZipLow(highAC, highBD).StoreUnsafe(ref to, j + 2 * yRow);
                ZipHigh(highAC, highBD).StoreUnsafe(ref to, j + 3 * yRow);
                from = ref Unsafe.Add(ref from, 4 * xRow);
            }
        }
    }

    /// <summary>x₀ y₀ x₁ y₁</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> ZipLow(Vector128<uint> x, Vector128<uint> y) =>
        Sse2.IsSupported ? Sse2.UnpackLow(x, y) : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(x, y) : Vector128.Create(x[0], y[0], x[1], y[1]);

    /// <summary>x₂ y₂ x₃ y₃</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> ZipHigh(Vector128<uint> x, Vector128<uint> y) =>
        Sse2.IsSupported ? Sse2.UnpackHigh(x, y) : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(x, y) : Vector128.Create(x[2], y[2], x[3], y[3]);
}
