using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Functions near the exponential; the polynomials are near-minimax fits (Chebyshev) made for the ranges named.</summary>
internal static partial class Simd
{
    /// <summary>eˣ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Exp<T>(Vector<T> x) where T : unmanaged =>
        typeof(T) == typeof(float) ? Exp(Single(x)).As<float, T>() : Vector.Exp(Double(x)).As<double, T>();

    /// <summary>eˣ = 2ⁿ eʳ with |r| ≤ ½ log 2; .NET's own goes by way of double, which takes three times as long.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Exp(Vector<float> x)
    {
        Vector<float> inRange = Vector.MinNative(Vector.MaxNative(x, new(-104)), new(89));   // beyond are 0 and ∞
        Vector<float> n = Vector.Round(inRange * new Vector<float>(1.44269504f));
        Vector<float> r = Vector.MultiplyAddEstimate(n, new(-0.693359375f), inRange);        // log 2 in two parts, the first exact in products
        r = Vector.MultiplyAddEstimate(n, new(2.12194440e-4f), r);
        Vector<float> p = new(0.00139269268f);                                               // (eʳ − 1 − r) / r²
        p = Vector.MultiplyAddEstimate(p, r, new(0.00836377405f));
        p = Vector.MultiplyAddEstimate(p, r, new(0.0416665487f));
        p = Vector.MultiplyAddEstimate(p, r, new(0.166665733f));
        p = Vector.MultiplyAddEstimate(p, r, new(0.5f));
        p = Vector.MultiplyAddEstimate(r * r, p, r) + Vector<float>.One;

        Vector<int> power = Vector.ConvertToInt32Native(n), half = power >> 1;               // two steps: 2¹²⁸ and 2⁻¹⁵⁰ are no floats
        p = p * PowerOfTwo(half) * PowerOfTwo(power - half);
        return Vector.ConditionalSelect(Vector.Equals(x, x), p, x);
    }

    private static Vector<float> PowerOfTwo(Vector<int> n) => Vector.AsVectorSingle((n + new Vector<int>(127)) << 23);

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Sigmoid<T>(Vector<T> x) where T : unmanaged => Vector<T>.One / (Vector<T>.One + Exp(-x));

    /// <summary>Hyperbolic tangent: a polynomial where |x| ≤ 0.6, and 1 − 2 / (e²ˣ + 1) beyond.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Tanh<T>(Vector<T> x) where T : unmanaged, INumberBase<T>
    {
        Vector<T> size = Vector.Abs(x), z = x * x;
        Vector<T> series = Polynomial(z,   // (tanh x / x − 1) / x²
            [-0.00626911968f, 0.0211109594f, -0.0538739488f, 0.133329153f, -0.333333313f],
            [-1.833596211003942e-05, 8.154737806525365e-05, -0.0002322510406793851, 0.0005880541548418729, -0.001455464802800745,
             0.0035920831663434575, -0.008863232113541474, 0.02186948838378093, -0.05396825396475762, 0.13333333333330197, -0.33333333333333326]);
        Vector<T> two = Constant<T>(2);
        Vector<T> far = Vector<T>.One - two / (Exp(two * size) + Vector<T>.One);
        return Vector.ConditionalSelect(Vector.LessThanOrEqual(size, Constant<T>(0.6)), MultiplyAdd(x * z, series, x), Vector.CopySign(far, x));
    }

    /// <summary>eˣ − 1 without loss near 0: a polynomial where |x| ≤ 0.7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Expm1<T>(Vector<T> x) where T : unmanaged, INumberBase<T>
    {
        Vector<T> series = Polynomial(x,   // (eˣ − 1 − x) / x²
            [2.50389912e-05f, 0.000200788942f, 0.0013888306f, 0.00833274983f, 0.0416666716f, 0.166666701f, 0.5f],
            [1.1547103037097898e-11, 1.6181264692868738e-10, 2.087628881183229e-09, 2.505135890630596e-08, 2.7557320601102605e-07,
             2.7557321428677544e-06, 2.4801587299618648e-05, 0.00019841269838118025, 0.0013888888888890095, 0.008333333333335264,
             0.041666666666666664, 0.16666666666666663, 0.5]);
        return Vector.ConditionalSelect(Vector.LessThanOrEqual(Vector.Abs(x), Constant<T>(0.7)),
            MultiplyAdd(x * x, series, x), Exp(x) - Vector<T>.One);
    }

    /// <summary>log(1 + x) without loss near 0: log u plus what the rounding of u = 1 + x lost.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Log1p<T>(Vector<T> x) where T : unmanaged
    {
        Vector<T> u = Vector<T>.One + x;
        Vector<T> log = Log(u), lost = (x - (u - Vector<T>.One)) / u;
        Vector<T> sum = Vector.ConditionalSelect(Vector.Equals(lost, lost), log + lost, log);   // u = 0 or ∞: nothing was lost
        return Vector.ConditionalSelect(Vector.Equals(u, Vector<T>.One), x, sum);
    }

    /// <summary>log(1 + eˣ) without overflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Softplus<T>(Vector<T> x) where T : unmanaged =>
        Vector.Max(x, Vector<T>.Zero) + Log1p(Exp(-Vector.Abs(x)));
}
