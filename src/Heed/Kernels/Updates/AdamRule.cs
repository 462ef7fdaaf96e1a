using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>m += (g − m) · mShare, v += (g² − v) · vShare, w −= α · m / (√v + ε); of the largest v so far, if there is a third slot.</summary>
internal readonly struct AdamRule<T>(T alpha, T meanShare, T squareShare, T epsilon) : IUpdateRule<T> where T : unmanaged, INumber<T>
{
    private readonly Vector<T> _alpha = new(alpha), _meanShare = new(meanShare), _squareShare = new(squareShare), _epsilon = new(epsilon);

    /// <summary>α · 0 / (0 + ε) is 0, unless it is no number.</summary>
    public bool Rests { get; } = epsilon > T.Zero && T.IsFinite(alpha);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Next(Vector<T> weight, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
    {
        first += (gradient - first) * _meanShare;
        second += (gradient * gradient - second) * _squareShare;
        third = Vector.Max(second, third);
        return weight - first * _alpha / (Simd.Sqrt(third) + _epsilon);
    }
}
