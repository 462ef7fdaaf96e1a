using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>m += (g − m) · mShare, v += (g² − v) · vShare; the result, m · mScale / (√(v · vScale) + ε), does not depend on the weight.</summary>
internal readonly struct LambRule<T>(T meanShare, T squareShare, T meanScale, T squareScale, T epsilon) : IUpdateRule<T> where T : unmanaged, INumber<T>
{
    private readonly Vector<T> _meanShare = new(meanShare), _squareShare = new(squareShare), _meanScale = new(meanScale);
    private readonly Vector<T> _squareScale = new(squareScale), _epsilon = new(epsilon);

    /// <summary>What was 0 stays 0.</summary>
    public bool Rests { get; } = epsilon > T.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Next(Vector<T> weight, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
    {
        first += (gradient - first) * _meanShare;
        second += (gradient * gradient - second) * _squareShare;
        return first * _meanScale / (Simd.Sqrt(second * _squareScale) + _epsilon);
    }
}
