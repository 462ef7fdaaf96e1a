using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>The hyperbolic tangent; the rational function and the polynomial are near-minimax fits made for the ranges named.</summary>
internal static partial class Simd
{
    /// <summary>Hyperbolic tangent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Tanh<T>(Vector<T> x) where T : unmanaged, INumberBase<T> =>
        typeof(T) == typeof(float) ? Tanh(Single(x)).As<float, T>() : Tanh(Double(x)).As<double, T>();

    /// <summary>By <see cref="DoubleAngle"/>; no exponential.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Tanh(Vector<float> x)
    {
        Vector<float> z = x * x;
        Vector<float> p = new(9.42391907e-08f);
        p = Vector.MultiplyAddEstimate(p, z, new(0.000164753525f));
        p = Vector.MultiplyAddEstimate(p, z, new(0.0316807441f));
        p = Vector.MultiplyAddEstimate(p, z, Vector<float>.One);
        Vector<float> q = new(2.89107129e-06f);
        q = Vector.MultiplyAddEstimate(q, z, new(0.00141592789f));
        q = Vector.MultiplyAddEstimate(q, z, new(0.115014076f));
        q = Vector.MultiplyAddEstimate(q, z, Vector<float>.One);
        Vector<float> d = new(2.7968321e-06f);
        d = Vector.MultiplyAddEstimate(d, z, new(0.00125117437f));
        d = Vector.MultiplyAddEstimate(d, z, new(0.0833333321f));
        return DoubleAngle(x, p, q, d * z, slope: 1f, near: 1.5f, one: 9.01f);
    }

    /// <summary>An odd function that runs from −1 to 1, as y = 2t / (1 + t²) with t = x p / 2q: where y is near 1 an error of t hardly matters.</summary>
    /// <remarks>Near 0 it is written as x (slope − v), where an error of v hardly matters.</remarks>
    /// <param name="x">The argument.</param>
    /// <param name="p">2 q t / x.</param>
    /// <param name="q">The denominator of t.</param>
    /// <param name="d">slope · q − p, without the loss of the subtraction.</param>
    /// <param name="slope">The slope at 0.</param>
    /// <param name="near">How far from 0 the second form is used.</param>
    /// <param name="one">From where on the nearest float is 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> DoubleAngle(Vector<float> x, Vector<float> p, Vector<float> q, Vector<float> d, float slope, float near, float one)
    {
        Vector<float> size = Vector.Abs(x), m = x * p, square = m * m * new Vector<float>(0.25f);
        Vector<int> isNear = Vector.LessThanOrEqual(size, new Vector<float>(near));
        Vector<float> v = Vector.ConditionalSelect(isNear, Vector.MultiplyAddEstimate(q, d, square * new Vector<float>(slope)), m * q);
        v /= Vector.MultiplyAddEstimate(q, q, square);
        v = Vector.ConditionalSelect(isNear, x * (new Vector<float>(slope) - v), v);
        return Vector.ConditionalSelect(Vector.GreaterThan(size, new Vector<float>(one)), Vector.CopySign(Vector<float>.One, x), v);
    }

    /// <summary>A polynomial where |x| ≤ 0.6, and 1 − 2 / (e²ˣ + 1) beyond.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Tanh(Vector<double> x)
    {
        Vector<double> size = Vector.Abs(x), z = x * x, two = new(2);
        Vector<double> series = Polynomial(z, [],   // (tanh x / x − 1) / x²
            [-1.833596211003942e-05, 8.154737806525365e-05, -0.0002322510406793851, 0.0005880541548418729, -0.001455464802800745,
             0.0035920831663434575, -0.008863232113541474, 0.02186948838378093, -0.05396825396475762, 0.13333333333330197, -0.33333333333333326]);
        Vector<double> far = Vector<double>.One - two / (Exp(two * size) + Vector<double>.One);
        return Vector.ConditionalSelect(Vector.LessThanOrEqual(size, new Vector<double>(0.6)), MultiplyAdd(x * z, series, x), Vector.CopySign(far, x));
    }
}
