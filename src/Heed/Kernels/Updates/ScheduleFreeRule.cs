using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>v += (g² − v) · vShare, z₂ = z − rate · g / (√(v · vScale) + ε), x = (w − (1 − β) z) / β, x₂ = x + (z₂ − x) · weight, w = (1 − β) z₂ + β x₂; the slots are z
/// and v.</summary>
internal readonly struct ScheduleFreeRule<T>(T rate, T beta, T squareShare, T squareScale, T epsilon, T weight) : IUpdateRule<T> where T : unmanaged, INumber<T>
{
    private readonly Vector<T> _rate = new(rate), _beta = new(beta), _squareShare = new(squareShare);
    private readonly Vector<T> _squareScale = new(squareScale), _epsilon = new(epsilon), _weight = new(weight);

    /// <summary>The average moves towards z also without gradients.</summary>
    public bool Rests => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Next(Vector<T> weight, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
    {
        second += (gradient * gradient - second) * _squareShare;
        Vector<T> rest = Vector<T>.One - _beta, average = (weight - rest * first) / _beta;
        first -= _rate * gradient / (Simd.Sqrt(second * _squareScale) + _epsilon);
        average += (first - average) * _weight;
        return rest * first + _beta * average;
    }
}
