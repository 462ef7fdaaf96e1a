using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>m += (g − m) · mShare, v += (g² − v) · vShare, w −= (m · mRate + g · gRate) / (√(v · vScale) + ε)</summary>
internal readonly struct NadamRule<T>(T meanShare, T squareShare, T meanRate, T gradientRate, T squareScale, T epsilon) : IUpdateRule<T> where T : unmanaged, INumber<T>
{
    private readonly Vector<T> _meanShare = new(meanShare), _squareShare = new(squareShare), _meanRate = new(meanRate);
    private readonly Vector<T> _gradientRate = new(gradientRate), _squareScale = new(squareScale), _epsilon = new(epsilon);

    public bool Rests { get; } = epsilon > T.Zero && T.IsFinite(meanRate) && T.IsFinite(gradientRate);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Next(Vector<T> weight, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
    {
        first += (gradient - first) * _meanShare;
        second += (gradient * gradient - second) * _squareShare;
        return weight - (first * _meanRate + gradient * _gradientRate) / (Simd.Sqrt(second * _squareScale) + _epsilon);
    }
}
