using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>The Gaussian error linear unit and its slope.</summary>
/// <remarks>
/// For negative x both are tails, whose exponents need more digits than a float has: in float they are computed in double, with as few terms as
/// float results need. The rational function and the polynomial are near-minimax fits made for the ranges named. Constants are made by Vector.Create,
/// which costs the compiler nothing: so many constructors exhaust what it spends on inlining, and then it calls them.
/// </remarks>
internal static partial class Simd
{
    private const double TanhScale = 0.79788456080286536, TanhCubic = 0.044715;     // √(2/π)
    private const double SquareRootOfHalf = 0.70710678118654752, BellHeight = 0.3989422804014327;      // 1/√(2π)

    /// <summary>x Φ(x), with the distribution function Φ of the normal distribution.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Gelu<T>(Vector<T> x) where T : unmanaged, INumberBase<T>
    {
        if (typeof(T) != typeof(float)) return x * Normal(Double(x)).As<double, T>();
        Vector.Widen(Single(x), out Vector<double> low, out Vector<double> high);
        return Vector.Narrow(low * NormalForSingle(low, out _), high * NormalForSingle(high, out _)).As<float, T>();
    }

    /// <summary>Φ(x) + x e^(−x²/2) / √(2π).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> GeluSlope<T>(Vector<T> x) where T : unmanaged, INumberBase<T>
    {
        Vector<double> height = Vector.Create(BellHeight);
        if (typeof(T) != typeof(float))
        {
            Vector<double> d = Double(x);
            return MultiplyAdd(d * Exp(d * d * new Vector<double>(-0.5)), height, Normal(d)).As<double, T>();
        }
        Vector.Widen(Single(x), out Vector<double> low, out Vector<double> high);
        Vector<double> lowNormal = NormalForSingle(low, out Vector<double> lowBell), highNormal = NormalForSingle(high, out Vector<double> highBell);
        low = Vector.MultiplyAddEstimate(low * height, lowBell, lowNormal);
        high = Vector.MultiplyAddEstimate(high * height, highBell, highNormal);
        return Vector.Narrow(low, high).As<float, T>();
    }

    /// <summary>x (1 + tanh u) / 2 = x / (1 + e^(−2u)), u = √(2/π) (x + 0.044715 x³).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> GeluTanh<T>(Vector<T> x) where T : unmanaged, INumberBase<T>
    {
        if (typeof(T) != typeof(float))
        {
            Vector<double> d = Double(x), u = new Vector<double>(TanhScale) * (d + new Vector<double>(TanhCubic) * d * d * d);
            return (d * (Vector<double>.One + Tanh(u)) * new Vector<double>(0.5)).As<double, T>();
        }
        Vector.Widen(Single(x), out Vector<double> low, out Vector<double> high);
        return Vector.Narrow(low * LogisticForSingle(low), high * LogisticForSingle(high)).As<float, T>();
    }

    /// <summary>σ + 2 x σ (1 − σ) u′, with σ = (1 + tanh u) / 2 and u′ = √(2/π) (1 + 3 · 0.044715 x²).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> GeluTanhSlope<T>(Vector<T> x) where T : unmanaged, INumberBase<T>
    {
        Vector<T> one = Vector<T>.One, u = Constant<T>(TanhScale) * (x + Constant<T>(TanhCubic) * x * x * x);
        Vector<T> steep = Constant<T>(TanhScale) + Constant<T>(3 * TanhCubic * TanhScale) * x * x;
        Vector<T> sigma = Sigmoid(u + u), tail = Sigmoid(-(u + u));
        return sigma + (x + x) * (sigma * tail) * steep;
    }

    /// <summary>Φ in double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Normal(Vector<double> x) =>
        (Vector<double>.One + Erf(x * new Vector<double>(SquareRootOfHalf))) * new Vector<double>(0.5);

    /// <summary>Φ with the digits of a float also in its tail, Φ(−t) = e^(−t²/2) S(t).</summary>
    /// <param name="x">Where; beyond ±15 the tail is taken for 0.</param>
    /// <param name="bell">e^(−x²/2); arbitrary where x is NaN, as the result is.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> NormalForSingle(Vector<double> x, out Vector<double> bell)
    {
        Vector<double> size = Vector.Abs(x), t = Vector.MinNative(size, Vector.Create(16.0));
        bell = ExpForSingle(x * x * Vector.Create(-0.5));
        bell = Vector.ConditionalSelect(Vector.GreaterThan(size, Vector.Create(15.0)), Vector<double>.Zero, bell);
        Vector<double> p = Vector.Create(0.004123923275601942);
        p = Vector.MultiplyAddEstimate(p, t, Vector.Create(0.040684404994399855));
        p = Vector.MultiplyAddEstimate(p, t, Vector.Create(0.18338676641555418));
        p = Vector.MultiplyAddEstimate(p, t, Vector.Create(0.4384993181478346));
        p = Vector.MultiplyAddEstimate(p, t, Vector.Create(0.5));
        Vector<double> q = Vector.Create(0.010337024642174602);
        q = Vector.MultiplyAddEstimate(q, t, Vector.Create(0.10198705773731204));
        q = Vector.MultiplyAddEstimate(q, t, Vector.Create(0.46987097180288295));
        q = Vector.MultiplyAddEstimate(q, t, Vector.Create(1.2031324716963252));
        q = Vector.MultiplyAddEstimate(q, t, Vector.Create(1.6748836228298614));
        q = Vector.MultiplyAddEstimate(q, t, Vector.Create(1.0));
        Vector<double> tail = bell * p / q;
        return Vector.ConditionalSelect(Vector.LessThan(x, Vector<double>.Zero), tail, Vector<double>.One - tail);
    }

    /// <summary>1 / (1 + e^(−2u)) with the digits of a float, u as in <see cref="GeluTanh"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> LogisticForSingle(Vector<double> x)
    {
        Vector<double> v = x * Vector.MultiplyAddEstimate(x * x, Vector.Create(-2 * TanhScale * TanhCubic), Vector.Create(-2 * TanhScale));
        Vector<double> y = Vector<double>.One / (Vector<double>.One + ExpForSingle(v));
        return Vector.ConditionalSelect(Vector.LessThan(x, Vector.Create(-11.0)), Vector<double>.Zero, y);   // x times it is below the floats
    }

    /// <summary>eˣ with 28 binary digits, at least e⁻⁷⁰⁰ and at most e⁷⁰⁰; arbitrary where x is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> ExpForSingle(Vector<double> x)
    {
        Vector<double> inRange = Vector.MinNative(Vector.MaxNative(x, Vector.Create(-700.0)), Vector.Create(700.0)), toWhole = Vector.Create(6755399441055744.0);   // 1.5 · 2⁵²
        Vector<double> shifted = Vector.MultiplyAddEstimate(inRange, Vector.Create(1.4426950408889634), toWhole), n = shifted - toWhole;
        Vector<double> r = Vector.MultiplyAddEstimate(n, Vector.Create(-0.69314718055994531), inRange);
        Vector<double> p = Vector.Create(0.0013950783638475826);
        p = Vector.MultiplyAddEstimate(p, r, Vector.Create(0.008369067113622463));
        p = Vector.MultiplyAddEstimate(p, r, Vector.Create(0.04166620148431929));
        p = Vector.MultiplyAddEstimate(p, r, Vector.Create(0.16666517373285983));
        p = Vector.MultiplyAddEstimate(p, r, Vector.Create(0.5));
        p = Vector.MultiplyAddEstimate(p, r, Vector.Create(1.0));
        p = Vector.MultiplyAddEstimate(p, r, Vector.Create(1.0));
        return Vector.AsVectorDouble(Vector.AsVectorInt64(p) + (Vector.AsVectorInt64(shifted) << 52));
    }
}
