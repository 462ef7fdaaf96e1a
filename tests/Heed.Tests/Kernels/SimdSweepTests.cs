using System.Numerics;
using Heed.Kernels;

namespace Heed.Tests.Kernels;

/// <summary>How many units in the last place the float functions are off, over a sample of all exponents and both signs.</summary>
/// <remarks>With the environment variable <c>HEED_SWEEP=all</c>, over all 2³² floats (some minutes a function, on all processors).</remarks>
public sealed class SimdSweepTests
{
    /// <summary>Between neighbours of the sample: prime, so that all bits of the mantissa occur. Each exponent of each sign gets 2035.</summary>
    private static readonly int Step = Environment.GetEnvironmentVariable("HEED_SWEEP") == "all" ? 1 : 4121;

    [Fact] public void Exp_is_within_2_ulp() => Sweep(Simd.Exp, Math.Exp, 2);
    [Fact] public void Log_is_within_2_ulp() => Sweep(Simd.Log, Math.Log, 2);
    [Fact] public void Sigmoid_is_within_2_ulp() => Sweep(Simd.Sigmoid, Sigmoid, 2);
    [Fact] public void Gelu_is_within_2_ulp() => Sweep(Simd.Gelu, x => x * (x < 0 ? Tail(-x) : 1 - Tail(x)), 2);
    [Fact] public void Gelu_with_tanh_is_within_2_ulp() => Sweep(Simd.GeluTanh, x => x * Sigmoid(2 * Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)), 2);
    [Fact] public void Softplus_is_within_3_ulp() => Sweep(Simd.Softplus, x => Math.Max(x, 0) + Log1p(Math.Exp(-Math.Abs(x))), 3);
    [Fact] public void Log1p_is_within_2_ulp() => Sweep(Simd.Log1p, Log1p, 2);
    [Fact] public void Expm1_is_within_2_ulp() => Sweep(Simd.Expm1, Expm1, 2);
    [Fact] public void Tanh_is_within_4_ulp() => Sweep(Simd.Tanh, Math.Tanh, 4);
    [Fact] public void Erf_is_within_4_ulp() => Sweep(Simd.Erf, x => Math.Abs(x) < 1 ? ErfSeries(x) : Math.CopySign(1 - 2 * Tail(Math.Sqrt(2) * Math.Abs(x)), x), 4);

    private static double Sigmoid(double x) => x < 0 ? Math.Exp(x) / (1 + Math.Exp(x)) : 1 / (1 + Math.Exp(-x));

    private static double Log1p(double x)
    {
        double u = 1 + x;
        return u == 1 || double.IsPositiveInfinity(x) ? x : Math.Log(u) * (x / (u - 1));      // Kahan's
    }

    private static double Expm1(double x) => Math.Abs(x) > 0.01 ? Math.Exp(x) - 1 : x * (1 + x / 2 * (1 + x / 3 * (1 + x / 4 * (1 + x / 5))));

    private static double ErfSeries(double x)
    {
        double term = x, sum = x;
        for (int n = 1; Math.Abs(term) > 1e-18 * Math.Abs(sum); n++) sum += term *= 2 * x * x / (2 * n + 1);
        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    /// <summary>The probability that a normal variable exceeds t ≥ 0: by the series of erf, or the continued fraction of erfc.</summary>
    private static double Tail(double t)
    {
        double x = t * Math.Sqrt(0.5), fraction = 0;
        if (x < 2) return 0.5 * (1 - ErfSeries(x));
        if (x > 27) return 0;
        for (int k = 70; k > 0; k--) fraction = k / 2.0 / (x + fraction);
        return 0.5 * Math.Exp(-x * x) / (x + fraction) / Math.Sqrt(Math.PI);
    }

    private static void Sweep(Func<Vector<float>, Vector<float>> function, Func<double, double> expected, double tolerance)
    {
        var worst = new (double Error, float At)[256];
        Parallel.For(0, worst.Length, part =>
        {
            long end = (part + 1L) << 24, first = ((long)part << 24) + (Step - ((long)part << 24) % Step) % Step;
            if (part % 128 == 0) first = (long)part << 24;      // zero of both signs
            Span<float> lanes = stackalloc float[Vector<float>.Count];
            for (long i = first; i < end; i += (long)Step * lanes.Length)
            {
                for (int lane = 0; lane < lanes.Length; lane++) lanes[lane] = At(Math.Min(i + (long)lane * Step, end - 1));
                Vector<float> y = function(new(lanes));
                for (int lane = 0; lane < lanes.Length; lane++)
                {
                    double error = Error(y[lane], expected(lanes[lane]));
                    if (error > worst[part].Error) worst[part] = (error, lanes[lane]);
                }
            }
        });
        var (error, at) = worst.MaxBy(x => x.Error);
        Assert.True(error <= tolerance, $"{error:F2} ulp at {at:R}: {function(new Vector<float>(at))[0]:R}, not {expected(at):R}");
    }

    private static float At(long bits) => BitConverter.UInt32BitsToSingle((uint)bits);

    /// <summary>In units of the last place of the expected float; subnormal floats have the place of the smallest. A wrong sign of zero counts as infinite.</summary>
    private static double Error(float actual, double expected)
    {
        if (double.IsNaN(expected)) return float.IsNaN(actual) ? 0 : double.PositiveInfinity;
        if (actual.Equals((float)expected)) return float.IsNegative(actual) == double.IsNegative(expected) ? Distance(actual, expected) : double.PositiveInfinity;
        return float.IsFinite(actual) && float.IsFinite((float)expected) ? Distance(actual, expected) : double.PositiveInfinity;
    }

    private static double Distance(float actual, double expected) => actual == expected || !float.IsFinite(actual) ? 0
        : Math.Abs(actual - expected) / Math.ScaleB(1, Math.Max(Math.ILogB(expected), -126) - 23);
}
