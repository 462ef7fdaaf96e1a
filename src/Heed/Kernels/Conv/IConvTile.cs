using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Neighbouring steps of a sum: <c>Length</c> of them, from <c>Offset</c> on, counted from each row's own start.</summary>
internal struct ConvRun
{
    public nint Offset, Length;
}

/// <summary>A micro-kernel of convolutions: a tile of <see cref="ConvTiles.Rows"/> rows by two vectors, which stays in registers while a sum passes by.</summary>
internal unsafe interface IConvTile<T> where T : unmanaged
{
    /// <summary>c (+)= Σ a · b.</summary>
    /// <param name="runs">Where the steps of the sum lie.</param>
    /// <param name="count">How many runs.</param>
    /// <param name="aShift">Added to all offsets.</param>
    /// <param name="aStep">From one step to the next in a run.</param>
    /// <param name="a">The starts of the 6 rows; a missing row repeats another.</param>
    /// <param name="b">The panel: two vectors for each step of all runs, in order.</param>
    /// <param name="c">The starts of the 6 results; a missing row's goes where nobody looks.</param>
    /// <param name="cShift">Added to all results' places.</param>
    /// <param name="start">The first term of every row; <see langword="null"/>: what lies in c.</param>
    /// <param name="relu">Replace negative results by 0?</param>
    static abstract void Run(ConvRun* runs, int count, nint aShift, nint aStep, T** a, T* b, T** c, nint cShift, T* start, bool relu);
}

/// <summary>What the micro-kernels share.</summary>
internal static unsafe class ConvTiles
{
    /// <summary>Rows of a tile.</summary>
    public const int Rows = 6;

    /// <summary>Stores a row, perhaps with its negative elements replaced by 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put<T, TVector, TWidth>(T* c, TVector left, TVector right, bool relu) where T : unmanaged where TWidth : struct, IVectorWidth<TVector, T>
    {
        if (relu)
        {
            TVector zero = TWidth.Broadcast(default);
            left = TWidth.Select(TWidth.Less(left, zero), zero, left);      // NaN stays
            right = TWidth.Select(TWidth.Less(right, zero), zero, right);
        }
        TWidth.Store(left, c);
        TWidth.Store(right, c + TWidth.Count);
    }
}
