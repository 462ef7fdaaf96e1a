using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Heed.Kernels;

/// <summary>Copies of parts of A and B, laid out as the tiles read them.</summary>
internal static unsafe class GemmCopies<T> where T : unmanaged
{
    /// <summary>Rows, to be nearer to each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows(T* source, nint sourceRow, T* target, nint targetRow, int rows, int columns)
    {
        long bytes = (long)columns * sizeof(T);
        for (; rows > 0; rows--, source += sourceRow, target += targetRow)
        {
            if (bytes >= 32) Buffer.MemoryCopy(source, target, bytes, bytes);
            else for (int q = 0; q < columns; q++) target[q] = source[q];
        }
    }

    /// <summary>A stored transposed, (depth, rows), as panels as high as the tiles: element (r, p) of one is at p · height + r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Columns(T* source, nint sourceRow, T* target, int rows, int depth, delegate*<int, int> height)
    {
        for (int r = 0, high; r < rows; r += high)
        {
            high = height(rows - r);
            T* line = source + r;
            if (high == 6) for (int p = 0; p < depth; p++, target += 6, line += sourceRow) *(Six*)target = *(Six*)line;
            else for (int p = 0; p < depth; p++, target += high, line += sourceRow) for (int q = 0; q < high; q++) target[q] = line[q];
        }
    }

    /// <summary>Turns rows into columns, in blocks that fit the registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Turn(T* source, nint sourceRow, T* target, nint targetRow, int rows, int columns)
    {
        int r = 0;
        if (Avx.IsSupported && typeof(T) == typeof(float))
        {
            for (; r + 8 <= rows; r += 8)
            {
                int p = 0;
                for (; p + 8 <= columns; p += 8) Turn8((float*)(source + r * sourceRow + p), sourceRow, (float*)(target + p * targetRow + r), targetRow);
                Plain(source + r * sourceRow + p, sourceRow, target + p * targetRow + r, targetRow, 8, columns - p);
            }
        }
        else if (Avx.IsSupported && typeof(T) == typeof(double))
        {
            for (; r + 4 <= rows; r += 4)
            {
                int p = 0;
                for (; p + 4 <= columns; p += 4) Turn4((double*)(source + r * sourceRow + p), sourceRow, (double*)(target + p * targetRow + r), targetRow);
                Plain(source + r * sourceRow + p, sourceRow, target + p * targetRow + r, targetRow, 4, columns - p);
            }
        }
        Plain(source + r * sourceRow, sourceRow, target + r, targetRow, rows - r, columns);
    }

    /// <summary>16 elements of each row at a time, so that what is read and written stays in the first cache.</summary>
    private static void Plain(T* source, nint sourceRow, T* target, nint targetRow, int rows, int columns)
    {
        for (int p = 0; p < columns; p += 16)
        {
            int count = Math.Min(16, columns - p);
            for (int q = 0; q < rows; q++)
            {
                T* from = source + q * sourceRow + p, to = target + p * targetRow + q;
                for (int i = 0; i < count; i++) to[i * targetRow] = from[i];
            }
        }
    }

    /// <summary>8 × 8: halves of rows i and i + 4 side by side, then pairs and quadruples of columns interleaved within the halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn8(float* x, nint row, float* y, nint yRow)
    {
        for (int half = 0; half < 8; half += 4, x += 4, y += 4 * yRow)
        {
            Vector256<float> r0 = Pair(x, 4 * row), r1 = Pair(x + row, 4 * row), r2 = Pair(x + 2 * row, 4 * row), r3 = Pair(x + 3 * row, 4 * row);
            Vector256<double> low01 = Avx.UnpackLow(r0, r1).AsDouble(), high01 = Avx.UnpackHigh(r0, r1).AsDouble();
            Vector256<double> low23 = Avx.UnpackLow(r2, r3).AsDouble(), high23 = Avx.UnpackHigh(r2, r3).AsDouble();
            Avx.UnpackLow(low01, low23).AsSingle().Store(y);
            Avx.UnpackHigh(low01, low23).AsSingle().Store(y + yRow);
            Avx.UnpackLow(high01, high23).AsSingle().Store(y + 2 * yRow);
            Avx.UnpackHigh(high01, high23).AsSingle().Store(y + 3 * yRow);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Pair(float* x, nint second) => Vector256.Create(Vector128.Load(x), Vector128.Load(x + second));

    /// <summary>4 × 4, likewise.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn4(double* x, nint row, double* y, nint yRow)
    {
        for (int half = 0; half < 4; half += 2, x += 2, y += 2 * yRow)
        {
            Vector256<double> r0 = Pair(x, 2 * row), r1 = Pair(x + row, 2 * row);
            Avx.UnpackLow(r0, r1).Store(y);
            Avx.UnpackHigh(r0, r1).Store(y + yRow);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Pair(double* x, nint second) => Vector256.Create(Vector128.Load(x), Vector128.Load(x + second));

    /// <summary>The elements of A that a full tile needs at one step, copied at once.</summary>
    [InlineArray(6)]
    private struct Six
    {
        private T _first;
    }
}
