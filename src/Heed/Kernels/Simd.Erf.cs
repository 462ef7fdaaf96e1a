using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>The error function; the rational function and the polynomials are near-minimax fits made for the ranges named.</summary>
internal static partial class Simd
{
    /// <summary>erf x = 2/√π ∫₀ˣ e^(−t²) dt.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Erf<T>(Vector<T> x) where T : unmanaged, INumberBase<T> =>
        typeof(T) == typeof(float) ? Erf(Single(x)).As<float, T>() : Erf(Double(x)).As<double, T>();

    /// <summary>By <see cref="DoubleAngle"/>; no exponential.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Erf(Vector<float> x)
    {
        Vector<float> z = x * x;
        Vector<float> p = new(-4.64525829e-06f);
        p = Vector.MultiplyAddEstimate(p, z, new(0.00149283977f));
        p = Vector.MultiplyAddEstimate(p, z, new(0.0254912861f));
        p = Vector.MultiplyAddEstimate(p, z, new(0.223785117f));
        p = Vector.MultiplyAddEstimate(p, z, new(1.12837923f));
        Vector<float> q = new(4.1645606e-05f);
        q = Vector.MultiplyAddEstimate(q, z, new(0.00398995355f));
        q = Vector.MultiplyAddEstimate(q, z, new(0.041459363f));
        q = Vector.MultiplyAddEstimate(q, z, new(0.213348657f));
        q = Vector.MultiplyAddEstimate(q, z, Vector<float>.One);
        Vector<float> d = new(5.16372949e-05f);
        d = Vector.MultiplyAddEstimate(d, z, new(0.00300934092f));
        d = Vector.MultiplyAddEstimate(d, z, new(0.0212905978f));
        d = Vector.MultiplyAddEstimate(d, z, new(0.016953075f));
        return DoubleAngle(x, p, q, d * z, slope: 1.12837923f, near: 1.0f, one: 3.92f);
    }

    /// <summary>An odd polynomial where |x| ≤ 1, and 1 − erfc |x| beyond.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Erf(Vector<double> x)
    {
        Vector<double> series = x * Polynomial(x * x, [],   // erf x / x
            [5.957176147748911e-11, -1.1372848856791674e-09, 1.4659775274047436e-08, -1.6350312701054695e-07, 1.6461000484121368e-06,
             -1.4925595266831182e-05, 0.0001205533111164271, -0.000854832698083379, 0.0052239776248180145, -0.026866170645076792,
             0.11283791670954879, -0.3761263890318375, 1.1283791670955126]);

        // From 6 on, erfc is below the last place of 1. It is e^(−x²) times a smooth function, a polynomial of (x − 3) / (x + 3).
        Vector<double> size = Vector.Min(Vector.Abs(x), new Vector<double>(6)), three = new(3);
        Vector<double> scaled = Polynomial((size - three) / (size + three), [],   // erfc x · e^(x²)
            [-8.668536150153648e-06, -1.2383892608514314e-05, 6.436074396760298e-05, 4.523670628663236e-05, -0.0005971019299440755,
             0.0007077436205791401, 0.004269138643318906, -0.02439249905225781, 0.07166583713850745, -0.1501159365078385,
             0.24560380171289325, -0.32623356004299003, 0.17900115118138907]);
        Vector<double> far = Vector.CopySign(Vector<double>.One - Exp(-size * size) * scaled, x);
        return Vector.ConditionalSelect(Vector.LessThanOrEqual(Vector.Abs(x), Vector<double>.One), series, far);
    }
}
