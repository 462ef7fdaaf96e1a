using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>The natural logarithm; the polynomial is a near-minimax fit made for the range named.</summary>
internal static partial class Simd
{
    /// <summary>Natural logarithm.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Log<T>(Vector<T> x) where T : unmanaged =>
        typeof(T) == typeof(float) ? Log(Single(x)).As<float, T>() : Vector.Log(Double(x)).As<double, T>();

    /// <summary>log x = e log 2 + log(1 + f) with 1 + f in [⅔, 4⁄3); .NET's own goes by way of double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Log(Vector<float> x)
    {
        Vector<int> twoThirds = new(0x3F2AAAAB), isSubnormal = Vector.LessThan(x, new Vector<float>(1.17549435e-38f));
        Vector<int> bits = Vector.AsVectorInt32(Vector.ConditionalSelect(isSubnormal, x * new Vector<float>(8388608f), x)) - twoThirds;   // times 2²³
        Vector<float> e = Vector.ConvertToSingle((bits >> 23) - (isSubnormal & new Vector<int>(23)));
        Vector<float> f = Vector.AsVectorSingle((bits & new Vector<int>(0x7FFFFF)) + twoThirds) - Vector<float>.One;

        Vector<float> p = new(-0.131800722f);   // (log(1 + f) − f + f² / 2) / f³
        p = Vector.MultiplyAddEstimate(p, f, new(0.139460858f));
        p = Vector.MultiplyAddEstimate(p, f, new(-0.121181911f));
        p = Vector.MultiplyAddEstimate(p, f, new(0.140146178f));
        p = Vector.MultiplyAddEstimate(p, f, new(-0.166852043f));
        p = Vector.MultiplyAddEstimate(p, f, new(0.200097857f));
        p = Vector.MultiplyAddEstimate(p, f, new(-0.249996959f));
        p = Vector.MultiplyAddEstimate(p, f, new(0.333332292f));
        Vector<float> y = f * f * Vector.MultiplyAddEstimate(p, f, new(-0.5f));
        y = f + Vector.MultiplyAddEstimate(e, new(-2.12194440e-4f), y);
        y = Vector.MultiplyAddEstimate(e, new(0.693359375f), y);                             // log 2 in two parts, the first exact in products

        Vector<float> infinity = new(float.PositiveInfinity), nan = new(float.NaN);
        y = Vector.ConditionalSelect(Vector.LessThan(x, infinity), y, x);
        return Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<float>.Zero), y, Vector.ConditionalSelect(Vector.Equals(x, Vector<float>.Zero), -infinity, nan));
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
        Vector.Max(x, Vector<T>.Zero) + Log1p(ExpOfNegative(-Vector.Abs(x)));
}
