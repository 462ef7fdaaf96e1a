using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>l += g + shrinkage · w − (s₂ᵖ − sᵖ) / rate · w with s₂ = s + g², then w = (clip(l, ±l₁) − l) / (s₂ᵖ / rate + ridge); the slots are s and l.</summary>
internal readonly struct FtrlRule<T>(T rate, T power, T shrinkage, T lasso, T ridge) : IUpdateRule<T> where T : unmanaged, INumber<T>
{
    private readonly Vector<T> _rate = new(rate), _power = new(power), _shrinkage = new(shrinkage), _lasso = new(lasso), _ridge = new(ridge);
    private readonly bool _isRoot = power == T.CreateTruncating(0.5);

    /// <summary>A weight without gradients goes to 0.</summary>
    public bool Rests => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Next(Vector<T> weight, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
    {
        Vector<T> before = Power(first);
        first += gradient * gradient;
        Vector<T> after = Power(first);
        second += gradient + _shrinkage * weight - (after - before) / _rate * weight;
        return (Vector.Min(Vector.Max(second, -_lasso), _lasso) - second) / (after / _rate + _ridge);
    }

    private Vector<T> Power(Vector<T> x) => _isRoot ? Simd.Sqrt(x) : Simd.Pow(x, _power);
}
