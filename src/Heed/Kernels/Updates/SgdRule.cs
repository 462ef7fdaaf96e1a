using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>w −= rate · g</summary>
internal readonly struct DescentRule<T>(T rate) : IUpdateRule<T> where T : unmanaged, INumber<T>
{
    private readonly Vector<T> _rate = new(rate);

    public bool Rests { get; } = T.IsFinite(rate);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Next(Vector<T> weight, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third) =>
        weight - gradient * _rate;
}

/// <summary>v = momentum · v − rate · g, then w += v or, with Nesterov's, w += momentum · v − rate · g.</summary>
internal readonly struct MomentumRule<T>(T rate, T momentum, bool nesterov) : IUpdateRule<T> where T : unmanaged, INumber<T>
{
    private readonly Vector<T> _rate = new(rate), _momentum = new(momentum);
    private readonly bool _nesterov = nesterov;

    public bool Rests { get; } = T.IsFinite(rate);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Next(Vector<T> weight, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
    {
        Vector<T> change = gradient * _rate;
        first = first * _momentum - change;
        return weight + (_nesterov ? first * _momentum - change : first);
    }
}
