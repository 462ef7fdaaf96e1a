using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>The error function; the polynomials are near-minimax fits (Chebyshev) made for the ranges named.</summary>
internal static partial class Simd
{
    /// <summary>erf x = 2/√π ∫₀ˣ e^(−t²) dt: an odd polynomial where |x| ≤ 1, and 1 − erfc |x| beyond.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Erf<T>(Vector<T> x) where T : unmanaged, INumberBase<T>
    {
        Vector<T> series = x * Polynomial(x * x,   // erf x / x
            [7.87587487e-05f, -0.00080168643f, 0.00518908724f, -0.0268542115f, 0.112835944f, -0.37612626f, 1.12837911f],
            [5.957176147748911e-11, -1.1372848856791674e-09, 1.4659775274047436e-08, -1.6350312701054695e-07, 1.6461000484121368e-06,
             -1.4925595266831182e-05, 0.0001205533111164271, -0.000854832698083379, 0.0052239776248180145, -0.026866170645076792,
             0.11283791670954879, -0.3761263890318375, 1.1283791670955126]);

        // From 6 on, erfc is below the last place of 1. It is e^(−x²) times a smooth function, a polynomial of (x − 3) / (x + 3).
        Vector<T> size = Vector.Min(Vector.Abs(x), Constant<T>(6)), three = Constant<T>(3);
        Vector<T> scaled = Polynomial((size - three) / (size + three),   // erfc x · e^(x²)
            [0.00355796702f, -0.0242881589f, 0.071782589f, -0.150120407f, 0.24559854f, -0.326233476f, 0.179001182f],
            [-8.668536150153648e-06, -1.2383892608514314e-05, 6.436074396760298e-05, 4.523670628663236e-05, -0.0005971019299440755,
             0.0007077436205791401, 0.004269138643318906, -0.02439249905225781, 0.07166583713850745, -0.1501159365078385,
             0.24560380171289325, -0.32623356004299003, 0.17900115118138907]);
        Vector<T> far = Vector.CopySign(Vector<T>.One - Exp(-size * size) * scaled, x);
        return Vector.ConditionalSelect(Vector.LessThanOrEqual(Vector.Abs(x), Vector<T>.One), series, far);
    }
}
