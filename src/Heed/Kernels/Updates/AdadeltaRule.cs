using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>s = ρ s + (1 − ρ) g², Δ = g √(d + ε) / √(s + ε), d = ρ d + (1 − ρ) Δ², w −= rate · Δ, with the slots s and d.</summary>
internal readonly struct AdadeltaRule<T>(T rate, T rho, T epsilon) : IUpdateRule<T> where T : unmanaged, INumber<T>
{
    private readonly Vector<T> _rate = new(rate), _rho = new(rho), _share = new(T.One - rho), _epsilon = new(epsilon);

    public bool Rests { get; } = epsilon > T.Zero && T.IsFinite(rate);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Next(Vector<T> weight, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
    {
        first = _rho * first + _share * gradient * gradient;
        Vector<T> change = Simd.Sqrt(second + _epsilon) * gradient / Simd.Sqrt(first + _epsilon);
        second = _rho * second + _share * change * change;
        return weight - _rate * change;
    }
}
