using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Weights as panels for <see cref="RnnTile{T, TVector, TWidth}"/>, copied once for all steps; and rows whose length is no multiple of a vector.</summary>
internal static unsafe class RnnPanels<T, TVector, TWidth> where T : unmanaged where TWidth : struct, IVectorWidth<TVector, T>
{
    private const int CacheLine = 64;

    /// <summary>Elements to add to working memory, so that it can begin at a cache line.</summary>
    public static int Slack => CacheLine / sizeof(T);

    /// <summary>The first cache line from here on.</summary>
    public static T* Align(T* memory) => (T*)(((nuint)memory + CacheLine - 1) / CacheLine * CacheLine);

    /// <summary>Vectors that cover so many elements.</summary>
    public static int Vectors(int length) => (length + TWidth.Count - 1) / TWidth.Count;

    /// <summary>Panels that cover so many columns.</summary>
    public static int Panels(int columns) => (columns + RnnTile<T, TVector, TWidth>.Columns - 1) / RnnTile<T, TVector, TWidth>.Columns;

    /// <summary>From (k, 4 units): panel p holds, side by side, vector p of each of the four parts; zeros where there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PackGates(T* weights, int k, int units, T* target)
    {
        for (int j = 0; j < units; j += TWidth.Count)
        {
            int width = Math.Min(TWidth.Count, units - j);
            for (int p = 0; p < k; p++)
                for (int gate = 0; gate < 4; gate++, target += TWidth.Count) TWidth.Store(Load(weights + (p * 4 + gate) * (nint)units + j, width), target);
        }
    }

    /// <summary>From (k, columns), whose rows lie <paramref name="row"/> apart: panel p holds columns 4p vectors …; zeros where there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack(T* weights, nint row, int k, int columns, T* target)
    {
        for (int j = 0; j < columns; j += RnnTile<T, TVector, TWidth>.Columns)
            for (int p = 0; p < k; p++)
                for (int v = 0; v < 4; v++, target += TWidth.Count)
                {
                    int from = j + v * TWidth.Count, width = Math.Max(0, columns - from);
                    TWidth.Store(Load(weights + p * row + from, width), target);
                }
    }

    /// <summary>From (columns, k), whose rows lie <paramref name="row"/> apart: panel p holds columns 4p vectors …; zeros where there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PackTransposed(T* weights, nint row, int k, int columns, T* target)
    {
        int wide = RnnTile<T, TVector, TWidth>.Columns;
        for (int j = 0; j < columns; j += wide, target += (nint)k * wide)
        {
            for (int c = 0; c < wide; c++)
            {
                T* source = weights + (j + c) * row;
                for (int p = 0; p < k; p++) target[p * wide + c] = j + c < columns ? source[p] : default;
            }
        }
    }

    /// <summary>The first elements of a vector; the others are 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load(T* source, int width) => width >= TWidth.Count ? TWidth.Load(source) : LoadPart(source, width);

    /// <summary>Stores the first elements of a vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(TVector value, T* target, int width)
    {
        if (width >= TWidth.Count) TWidth.Store(value, target);
        else StorePart(value, target, width);
    }

    /// <summary>Copies elements, or clears them where the source is null.</summary>
    public static void CopyOrClear(T* source, T* target, int length)
    {
        if (source == null) new Span<T>(target, length).Clear();
        else new Span<T>(source, length).CopyTo(new(target, length));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TVector LoadPart(T* source, int width)
    {
        T* lanes = stackalloc T[TWidth.Count];
        new Span<T>(lanes, TWidth.Count).Clear();
        CopyOrClear(source, lanes, width);
        return TWidth.Load(lanes);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StorePart(TVector value, T* target, int width)
    {
        T* lanes = stackalloc T[TWidth.Count];
        TWidth.Store(value, lanes);
        CopyOrClear(lanes, target, width);
    }
}
