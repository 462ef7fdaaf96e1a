using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Mathematics of micro-kernels, inlined whole; the fits are those of <see cref="Simd"/>. In float, sigmoid errs by about 2 units in the last place, tanh by 4.</summary>
internal static unsafe class WidthMath<T, TVector, TWidth> where T : unmanaged where TWidth : struct, IVectorWidth<TVector, T>
{
    /// <summary>1 in every lane.</summary>
    public static TVector One
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Constant(1, 1);
    }

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sigmoid(TVector x)
    {
        TVector inRange = TWidth.Min(Constant(89, 710), TWidth.Max(Constant(-86, -700), TWidth.Subtract(Constant(0, 0), x)));   // NaN comes second, and stays
        return TWidth.Divide(One, TWidth.Add(One, Exp(inRange)));
    }

    /// <summary>Hyperbolic tangent, for float without an exponential.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Tanh(TVector x)
    {
        TVector zero = Constant(0, 0), size = TWidth.Max(x, TWidth.Subtract(zero, x)), z = TWidth.Multiply(x, x);
        return typeof(T) == typeof(float) ? TanhOfSingle(x, size, z) : TanhOfDouble(x, size, z);
    }

    /// <summary>y = 2t / (1 + t²) with t = x p / 2q, near 0 written as x (1 − v): the rational function of <see cref="Simd"/>, where its errors are explained.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector TanhOfSingle(TVector x, TVector size, TVector z)
    {
        TVector p = Polynomial(z, 9.42391907e-08f, 0.000164753525f, 0.0316807441f, 1);
        TVector q = Polynomial(z, 2.89107129e-06f, 0.00141592789f, 0.115014076f, 1);
        TVector d = Polynomial(z, 2.7968321e-06f, 0.00125117437f, 0.0833333321f, 0);   // q − p, without the loss of the subtraction
        TVector m = TWidth.Multiply(x, p), square = TWidth.Multiply(TWidth.Multiply(m, m), Constant(0.25f, 0));
        TVector isFar = TWidth.Less(Constant(1.5f, 0), size);
        TVector v = TWidth.Divide(TWidth.Select(isFar, TWidth.Multiply(m, q), TWidth.MultiplyAdd(q, d, square)), TWidth.MultiplyAdd(q, q, square));
        v = TWidth.Select(isFar, v, TWidth.Multiply(x, TWidth.Subtract(One, v)));
        TVector sign = TWidth.Select(TWidth.Less(x, Constant(0, 0)), Constant(-1, 0), One);
        return TWidth.Select(TWidth.Less(Constant(9.01f, 0), size), sign, v);   // beyond, the nearest float is 1
    }

    /// <summary>A polynomial where |x| ≤ 0.6, and 1 − 2 / (e²ˣ + 1) beyond.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector TanhOfDouble(TVector x, TVector size, TVector z)
    {
        TVector series = Polynomial(z,   // (tanh x / x − 1) / x²
            [-1.833596211003942e-05, 8.154737806525365e-05, -0.0002322510406793851, 0.0005880541548418729, -0.001455464802800745,
             0.0035920831663434575, -0.008863232113541474, 0.02186948838378093, -0.05396825396475762, 0.13333333333330197, -0.33333333333333326]);
        TVector near = TWidth.MultiplyAdd(TWidth.Multiply(x, z), series, x);
        TVector e = Exp(TWidth.Min(TWidth.Add(size, size), Constant(0, 40)));   // beyond, the result is 1
        TVector far = TWidth.Subtract(One, TWidth.Divide(Constant(0, 2), TWidth.Add(e, One)));
        far = TWidth.Select(TWidth.Less(x, Constant(0, 0)), TWidth.Subtract(Constant(0, 0), far), far);
        return TWidth.Select(TWidth.Less(Constant(0, 0.6), size), far, near);
    }

    /// <summary>eˣ = 2ⁿ eʳ with |r| ≤ ½ log 2, for x from −86 to 89 (float) or from −700 to 710 (double), or NaN.</summary>
    /// <remarks>2eʳ is what is computed: 2ⁿ⁻¹ has an exponent where 2ⁿ may have none, and e⁸⁹ becomes infinite.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Exp(TVector x)
    {
        TVector shift = Constant(12582912, 6755399441055744);   // adding it rounds
        TVector shifted = TWidth.MultiplyAdd(x, Constant(1.44269504f, 1.4426950408889634), shift), n = TWidth.Subtract(shifted, shift);
        TVector r = TWidth.NegatedMultiplyAdd(n, Constant(0.693359375f, 0.693145751953125), x);   // log 2 in two parts, the first exact in products
        r = TWidth.NegatedMultiplyAdd(n, Constant(-2.12194440e-4f, 1.4286068203094173e-06), r);
        TVector p = typeof(T) == typeof(float)   // 2 (eʳ − 1 − r) / r²
            ? TWidth.MultiplyAdd(Polynomial(r, 2 * 0.00139269268f, 2 * 0.00836377405f, 2 * 0.0416665487f, 2 * 0.166665733f), r, One)
            : Polynomial(r, [2 * 1.1547103037097898e-11, 2 * 1.6181264692868738e-10, 2 * 2.087628881183229e-09, 2 * 2.505135890630596e-08,
                2 * 2.7557320601102605e-07, 2 * 2.7557321428677544e-06, 2 * 2.4801587299618648e-05, 2 * 0.00019841269838118025, 2 * 0.0013888888888890095,
                2 * 0.008333333333335264, 2 * 0.041666666666666664, 2 * 0.16666666666666663, 1]);
        p = TWidth.Add(TWidth.MultiplyAdd(TWidth.Multiply(r, r), p, TWidth.Add(r, r)), Constant(2, 2));
        return TWidth.Multiply(p, TWidth.AddExponent(Constant(0.5f, 0.5), shifted));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Polynomial(TVector x, float c3, float c2, float c1, float c0)
    {
        TVector p = TWidth.MultiplyAdd(Constant(c3, 0), x, Constant(c2, 0));
        p = TWidth.MultiplyAdd(p, x, Constant(c1, 0));
        return TWidth.MultiplyAdd(p, x, Constant(c0, 0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Polynomial(TVector x, ReadOnlySpan<double> coefficients)
    {
        TVector p = Constant(0, 0);
        foreach (double c in coefficients) p = TWidth.MultiplyAdd(p, x, Constant(0, c));
        return p;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Constant(float single, double precise) =>
        TWidth.Broadcast(typeof(T) == typeof(float) ? Unsafe.BitCast<float, T>(single) : Unsafe.BitCast<double, T>(precise));
}
