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

    /// <summary>The float that computes what .NET's own does by way of double, in a third of the time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Exp(Vector<float> x)
    {
        Vector<float> y = ExpInRange(Vector.MinNative(Vector.MaxNative(x, new(-104)), new(89)));   // beyond are 0 and ∞
        return Vector.ConditionalSelect(Vector.Equals(x, x), y, x);
    }

    /// <summary>eˣ = 2ⁿ eʳ with |r| ≤ ½ log 2, for x in [−104, 89].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> ExpInRange(Vector<float> x)
    {
        Vector<float> toWhole = new(12582912f);                                              // 1.5 · 2²³: the last bits of a sum are its whole number
        Vector<float> shifted = Vector.MultiplyAddEstimate(x, new(1.44269504f), toWhole), n = shifted - toWhole;
        Vector<float> r = Vector.MultiplyAddEstimate(n, new(-0.693359375f), x);              // log 2 in two parts, the first exact in products
        r = Vector.MultiplyAddEstimate(n, new(2.12194440e-4f), r);
        Vector<float> p = new(0.00139269268f);                                               // (eʳ − 1 − r) / r²
        p = Vector.MultiplyAddEstimate(p, r, new(0.00836377405f));
        p = Vector.MultiplyAddEstimate(p, r, new(0.0416665487f));
        p = Vector.MultiplyAddEstimate(p, r, new(0.166665733f));
        p = Vector.MultiplyAddEstimate(p, r, new(0.5f));
        Vector<float> one = Vector<float>.One, sum = one + r, lost = r - (sum - one);        // so that 1 + r + r² p is rounded once
        p = sum + Vector.MultiplyAddEstimate(r * r, p, lost);

        Vector<int> power = Vector.AsVectorInt32(shifted), half = power >> 1;                // two steps: 2¹²⁸ and 2⁻¹⁵⁰ are no floats
        p = Vector.AsVectorSingle(Vector.AsVectorInt32(p) + (half << 23));
        return p * Vector.AsVectorSingle(((power - half) << 23) + Vector.AsVectorInt32(one));
    }

    /// <summary>1 / (1 + e⁻ˣ): with e = e^−|x| and v = e / (1 + e) it is 1 − v, or e − e v for negative x; small results keep their digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Sigmoid<T>(Vector<T> x) where T : unmanaged
    {
        Vector<T> e = ExpOfNegative(-Vector.Abs(x)), v = e / (Vector<T>.One + e);
        Vector<T> whole = Vector.ConditionalSelect(Vector.LessThan(x, Vector<T>.Zero), e, Vector<T>.One);
        return Vector.ConditionalSelect(Vector.Equals(x, x), MultiplyAdd(-whole, v, whole), x);
    }

    /// <summary>eˣ for x of at most 0; arbitrary where x is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> ExpOfNegative<T>(Vector<T> x) where T : unmanaged =>
        typeof(T) == typeof(float) ? ExpInRange(Vector.MaxNative(Single(x), new(-104))).As<float, T>() : Vector.Exp(Double(x)).As<double, T>();

    /// <summary>eˣ − 1 without loss near 0: a polynomial where |x| ≤ 0.7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Expm1<T>(Vector<T> x) where T : unmanaged, INumberBase<T>
    {
        Vector<T> series = Polynomial(x,   // (eˣ − 1 − x) / x²
            [2.50389912e-05f, 0.000200788942f, 0.0013888306f, 0.00833274983f, 0.0416666716f, 0.166666701f, 0.5f],
            [1.1547103037097898e-11, 1.6181264692868738e-10, 2.087628881183229e-09, 2.505135890630596e-08, 2.7557320601102605e-07,
             2.7557321428677544e-06, 2.4801587299618648e-05, 0.00019841269838118025, 0.0013888888888890095, 0.008333333333335264,
             0.041666666666666664, 0.16666666666666663, 0.5]);
        Vector<T> y = Vector.ConditionalSelect(Vector.LessThanOrEqual(Vector.Abs(x), Constant<T>(0.7)),
            MultiplyAdd(x * x, series, x), Exp(x) - Vector<T>.One);
        return Vector.ConditionalSelect(Vector.Equals(x, Vector<T>.Zero), x, y);     // −0 stays
    }
}
