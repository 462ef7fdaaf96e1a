using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>s += g², w −= rate · g / √(s + ε)</summary>
internal readonly struct AdagradRule<T>(T rate, T epsilon) : IUpdateRule<T> where T : unmanaged, INumber<T>
{
    private readonly Vector<T> _rate = new(rate), _epsilon = new(epsilon);

    public bool Rests { get; } = epsilon > T.Zero && T.IsFinite(rate);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Next(Vector<T> weight, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
    {
        first += gradient * gradient;
        return weight - _rate * gradient / Simd.Sqrt(first + _epsilon);
    }
}
