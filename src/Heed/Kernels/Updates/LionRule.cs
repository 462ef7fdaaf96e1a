using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>w −= rate · sign(m + (g − m) · signShare), m += (g − m) · meanShare</summary>
internal readonly struct LionRule<T>(T rate, T signShare, T meanShare) : IUpdateRule<T> where T : unmanaged, INumber<T>
{
    private readonly Vector<T> _rate = new(rate), _signShare = new(signShare), _meanShare = new(meanShare);

    public bool Rests { get; } = T.IsFinite(rate);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Next(Vector<T> weight, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
    {
        Vector<T> way = first * (Vector<T>.One - _signShare) + gradient * _signShare;
        first = first * (Vector<T>.One - _meanShare) + gradient * _meanShare;
        Vector<T> sign = Vector.ConditionalSelect(Vector.GreaterThan(way, Vector<T>.Zero), Vector<T>.One, way);      // 0 and NaN stay
        sign = Vector.ConditionalSelect(Vector.LessThan(way, Vector<T>.Zero), -Vector<T>.One, sign);
        return weight - _rate * sign;
    }
}
