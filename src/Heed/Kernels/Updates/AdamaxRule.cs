using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>m += (g − m) · mShare, u = max(kept · u, |g|), w −= α · m / (u + ε)</summary>
internal readonly struct AdamaxRule<T>(T alpha, T meanShare, T kept, T epsilon) : IUpdateRule<T> where T : unmanaged, INumber<T>
{
    private readonly Vector<T> _alpha = new(alpha), _meanShare = new(meanShare), _kept = new(kept), _epsilon = new(epsilon);

    public bool Rests { get; } = epsilon > T.Zero && T.IsFinite(alpha);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Next(Vector<T> weight, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
    {
        first += (gradient - first) * _meanShare;
        second = Vector.Max(_kept * second, Vector.Abs(gradient));
        return weight - _alpha * first / (second + _epsilon);
    }
}
