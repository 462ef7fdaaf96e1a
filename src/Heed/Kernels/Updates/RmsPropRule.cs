using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>v = ρ v + (1 − ρ) g², Δ = rate · g / √(v + ε), w −= Δ. Centered: a = ρ a + (1 − ρ) g and v − a² instead of v. With momentum: m = momentum · m + Δ, w −= m.</summary>
internal readonly struct RmsPropRule<T>(T rate, T rho, T momentum, T epsilon, bool centered) : IUpdateRule<T> where T : unmanaged, INumber<T>
{
    private readonly Vector<T> _rate = new(rate), _rho = new(rho), _share = new(T.One - rho), _momentum = new(momentum), _epsilon = new(epsilon);
    private readonly bool _centered = centered;

    public bool Rests { get; } = epsilon > T.Zero && T.IsFinite(rate);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Next(Vector<T> weight, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
    {
        first = _rho * first + _share * gradient * gradient;
        if (_centered) third = _rho * third + _share * gradient;
        second = _momentum * second + _rate * gradient / Simd.Sqrt(first - third * third + _epsilon);      // without momentum there is no such slot: 0
        return weight - second;
    }
}
