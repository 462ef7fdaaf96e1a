using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Mathematics on vectors of <see langword="float"/> or <see langword="double"/>; the choice of type folds away when compiled.</summary>
/// <remarks>
/// Worst error in float: 2 units in the last place for exp, log, sigmoid and gelu, 4 for tanh and erf, with and without fused multiplication
/// (the test's sweep holds them to it); in double 1e-15 relative. NaN, infinities, signed zeros and subnormal numbers follow <see cref="Math"/>.
/// The functions are inlined whole into their loops, so that constants stay in registers.
/// </remarks>
internal static partial class Simd
{
    /// <summary>Logarithm to base 2.</summary>
    public static Vector<T> Log2<T>(Vector<T> x) where T : unmanaged =>
        typeof(T) == typeof(float) ? Vector.Log2(Single(x)).As<float, T>() : Vector.Log2(Double(x)).As<double, T>();

    /// <summary>Square root.</summary>
    public static Vector<T> Sqrt<T>(Vector<T> x) where T : unmanaged => Vector.SquareRoot(x);

    /// <summary>Sine of x radians.</summary>
    public static Vector<T> Sin<T>(Vector<T> x) where T : unmanaged =>
        typeof(T) == typeof(float) ? Vector.Sin(Single(x)).As<float, T>() : Vector.Sin(Double(x)).As<double, T>();

    /// <summary>Cosine of x radians.</summary>
    public static Vector<T> Cos<T>(Vector<T> x) where T : unmanaged =>
        typeof(T) == typeof(float) ? Vector.Cos(Single(x)).As<float, T>() : Vector.Cos(Double(x)).As<double, T>();

    /// <summary>Tangent of x radians.</summary>
    public static Vector<T> Tan<T>(Vector<T> x) where T : unmanaged => Sin(x) / Cos(x);

    /// <summary>Largest integer not above x.</summary>
    public static Vector<T> Floor<T>(Vector<T> x) where T : unmanaged =>
        typeof(T) == typeof(float) ? Vector.Floor(Single(x)).As<float, T>() : Vector.Floor(Double(x)).As<double, T>();

    /// <summary>Smallest integer not below x.</summary>
    public static Vector<T> Ceiling<T>(Vector<T> x) where T : unmanaged =>
        typeof(T) == typeof(float) ? Vector.Ceiling(Single(x)).As<float, T>() : Vector.Ceiling(Double(x)).As<double, T>();

    /// <summary>Nearest integer; halves go to the even one.</summary>
    public static Vector<T> Round<T>(Vector<T> x) where T : unmanaged =>
        typeof(T) == typeof(float) ? Vector.Round(Single(x)).As<float, T>() : Vector.Round(Double(x)).As<double, T>();

    /// <summary>x without its fraction.</summary>
    public static Vector<T> Truncate<T>(Vector<T> x) where T : unmanaged =>
        typeof(T) == typeof(float) ? Vector.Truncate(Single(x)).As<float, T>() : Vector.Truncate(Double(x)).As<double, T>();

    /// <summary>x · y + z, with one rounding where the machine can.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> MultiplyAdd<T>(Vector<T> x, Vector<T> y, Vector<T> z) where T : unmanaged =>
        typeof(T) == typeof(float) ? Vector.MultiplyAddEstimate(Single(x), Single(y), Single(z)).As<float, T>()
                     : Vector.MultiplyAddEstimate(Double(x), Double(y), Double(z)).As<double, T>();

    /// <summary>The same number in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Constant<T>(double value) where T : unmanaged, INumberBase<T> => new(T.CreateTruncating(value));

    private static Vector<float> Single<T>(Vector<T> x) => x.As<T, float>();

    private static Vector<double> Double<T>(Vector<T> x) => x.As<T, double>();

    /// <summary>A polynomial, coefficients from the highest power down, with few of them for float and many for double.</summary>
    /// <remarks>The compiler keeps it a loop that loads them one by one: the float functions that matter write their steps out.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Polynomial<T>(Vector<T> x, ReadOnlySpan<float> single, ReadOnlySpan<double> precise) where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            Vector<float> y = new(single[0]), s = Single(x);
            foreach (float c in single[1..]) y = Vector.MultiplyAddEstimate(y, s, new(c));
            return y.As<float, T>();
        }
        else
        {
            Vector<double> y = new(precise[0]), d = Double(x);
            foreach (double c in precise[1..]) y = Vector.MultiplyAddEstimate(y, d, new(c));
            return y.As<double, T>();
        }
    }
}
