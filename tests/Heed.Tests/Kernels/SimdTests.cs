using System.Numerics;
using Heed.Kernels;

namespace Heed.Tests.Kernels;

public sealed class SimdTests
{
    private static readonly double[] Special = [0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1, -1];

    [Fact]
    public void Exponentials_agree_with_Math()
    {
        Check(Simd.Exp, Simd.Exp, Math.Exp, -80, 80);
        Check(Simd.Sigmoid, Simd.Sigmoid, x => 1 / (1 + Math.Exp(-x)), -80, 80);
        Check(Simd.Tanh, Simd.Tanh, Math.Tanh, -12, 12);
        Check(Simd.Expm1, Simd.Expm1, Expm1, -12, 12);
        Check(Simd.Softplus, Simd.Softplus, x => double.IsPositiveInfinity(x) ? x : Math.Max(x, 0) + Log1p(Math.Exp(-Math.Abs(x))), -80, 80);
    }

    [Fact]
    public void Logarithms_agree_with_Math()
    {
        Check(Simd.Log, Simd.Log, Math.Log, 1e-30, 1e30);
        Check(Simd.Log2, Simd.Log2, Math.Log2, 1e-30, 1e30);
        Check(Simd.Log10, Simd.Log10, Math.Log10, 1e-30, 1e30);
        Check(Simd.Log1p, Simd.Log1p, Log1p, -0.99, 100);
    }

    [Fact]
    public void Trigonometry_agrees_with_Math()
    {
        Check(Simd.Sin, Simd.Sin, Math.Sin, -3, 3);
        Check(Simd.Cos, Simd.Cos, Math.Cos, -1.5, 1.5);
        Check(Simd.Tan, Simd.Tan, Math.Tan, -1.5, 1.5);
        Check(Simd.Asin, Simd.Asin, Math.Asin, -1, 1);
        Check(Simd.Acos, Simd.Acos, Math.Acos, -1, 1);
        Check(Simd.Atan, Simd.Atan, Math.Atan, -100, 100);
    }

    [Fact]
    public void Hyperbolic_functions_agree_with_Math()
    {
        Check(Simd.Sinh, Simd.Sinh, Math.Sinh, -80, 80);
        Check(Simd.Cosh, Simd.Cosh, Math.Cosh, -80, 80);
        Check(Simd.Asinh, Simd.Asinh, Math.Asinh, -100, 100);
        Check(Simd.Acosh, Simd.Acosh, Math.Acosh, 1, 100);
        Check(Simd.Atanh, Simd.Atanh, Math.Atanh, -1, 1);
    }

    [Fact]
    public void Erf_agrees_with_its_series() => Check(Simd.Erf, Simd.Erf, Erf, -7, 7);

    [Fact]
    public void Rounding_agrees_with_Math()
    {
        Check(Simd.Floor, Simd.Floor, Math.Floor, -9, 9);
        Check(Simd.Ceiling, Simd.Ceiling, Math.Ceiling, -9, 9);
        Check(Simd.Round, Simd.Round, Math.Round, -9, 9);
        Check(Simd.Truncate, Simd.Truncate, Math.Truncate, -9, 9);
        Check(Simd.Sqrt, Simd.Sqrt, Math.Sqrt, 0, 1e30);
    }

    [Fact]
    public void Overflow_becomes_infinity_and_underflow_zero()
    {
        Assert.Equal(float.PositiveInfinity, Simd.Exp(new Vector<float>(100))[0]);
        Assert.Equal(0f, Simd.Exp(new Vector<float>(-200))[0]);
        Assert.Equal(double.PositiveInfinity, Simd.Expm1(new Vector<double>(1000))[0]);
        Assert.Equal(0.0, Simd.Sigmoid(new Vector<double>(-1000))[0]);
        Assert.Equal(1f, Simd.Tanh(new Vector<float>(1000))[0]);
    }

    [Fact]
    public void Subnormal_numbers_pass_functions_that_start_like_x()
    {
        Assert.Equal(float.Epsilon, Simd.Tanh(new Vector<float>(float.Epsilon))[0]);
        Assert.Equal(float.Epsilon, Simd.Expm1(new Vector<float>(float.Epsilon))[0]);
        Assert.Equal(float.Epsilon, Simd.Log1p(new Vector<float>(float.Epsilon))[0]);
        Assert.Equal(double.Epsilon, Simd.Tanh(new Vector<double>(double.Epsilon))[0]);
    }

    [Fact]
    public void Powers_of_two_arguments_agree_with_Math()
    {
        Assert.Equal(1024.0, Simd.Pow(new Vector<double>(2), new Vector<double>(10))[0]);
        Assert.Equal(float.NaN, Simd.Pow(new Vector<float>(-1), new Vector<float>(0.5f))[0]);
        Assert.Equal(3_486_784_401, Simd.Pow(new Vector<long>(3), new Vector<long>(20))[0]);
        Assert.Equal(9_223_372_036_854_775_807, Simd.Pow(new Vector<long>(long.MaxValue), Vector<long>.One)[0]);
        Assert.Equal(-8, Simd.Pow(new Vector<int>(-2), new Vector<int>(3))[0]);
        Assert.Equal(MathF.Atan2(1, -2), Simd.Atan2(new Vector<float>(1), new Vector<float>(-2))[0]);
    }

    private static double Log1p(double x) => Math.Abs(x) > 0.1 ? Math.Log(1 + x) : Series(k => (k % 2 == 1 ? 1 : -1) * Math.Pow(x, k) / k, x);

    private static double Expm1(double x) => Math.Abs(x) > 0.5
        ? Math.Exp(x) - 1
        : Series(k => Math.Pow(x, k) / Enumerable.Range(1, k).Aggregate(1.0, (a, b) => a * b), x);

    private static double Series(Func<int, double> term, double zero) => zero == 0 ? zero : Enumerable.Range(1, 25).Reverse().Sum(term);

    /// <summary>2/√π e^(−x²) Σ 2ⁿ x^(2n+1) / (2n+1)!!, all terms of one sign.</summary>
    private static double Erf(double x)
    {
        if (Math.Abs(x) > 6) return Math.Sign(x);
        double term = x, sum = x;
        for (int n = 1; n < 300; n++) sum += term *= 2 * x * x / (2 * n + 1);
        return x == 0 ? x : 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    private static void Check(Func<Vector<float>, Vector<float>> single, Func<Vector<double>, Vector<double>> precise,
                              Func<double, double> expected, double from, double to)
    {
        var random = new Random(1);
        for (int i = 0; i < 4000; i++)
        {
            double spread = from > 0 ? from * Math.Pow(to / from, random.NextDouble()) : from + (to - from) * random.NextDouble();
            double x = i < Special.Length ? Special[i] : i % 4 == 0 && from <= 0 && to > 1e-3 ? 1e-3 * spread / to : spread;
            float f = (float)x;
            Near(expected(f), single(new Vector<float>(f))[0], 2.5 * 1.2e-7, f);
            Near(expected(x), precise(new Vector<double>(x))[0], 1.5e-15, x);
        }
    }

    private static void Near(double expected, double actual, double tolerance, double x)
    {
        bool same = expected.Equals(actual) && (expected != 0 || double.IsNegative(expected) == double.IsNegative(actual));
        Assert.True(same || Math.Abs(expected - actual) <= tolerance * Math.Abs(expected), $"f({x:R}) is {actual:R}, not {expected:R}");
    }
}
