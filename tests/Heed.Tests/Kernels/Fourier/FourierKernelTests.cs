using Heed.Kernels;

namespace Heed.Tests.Kernels;

/// <summary>Transforms compared with their definition, at lengths of every kind: powers of two, products, primes small and large.</summary>
public sealed class FourierKernelTests
{
    public static TheoryData<int> Lengths => [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 15, 16, 30, 31, 32, 37, 49, 60, 74, 97, 100, 128, 143, 221, 256, 257, 509, 1000, 1024];

    [Theory, MemberData(nameof(Lengths))]
    public void Complex_rows_are_transformed_as_defined(int length)
    {
        foreach (int rows in new[] { 1, 3, 8, 11 })
        {
            (double[] re, double[] im) = (Waves(rows * length, 0.7), Waves(rows * length, 1.3));
            double[] yRe = new double[re.Length], yIm = new double[re.Length];
            FourierKernel.Complex<double>(re, im, yRe, yIm, length, 0.5);
            (double[] wantedRe, double[] wantedIm) = Definition(re, im, length, -1, 0.5);
            AssertClose(wantedRe, yRe, 1e-13 * length);
            AssertClose(wantedIm, yIm, 1e-13 * length);
        }
    }

    [Theory, MemberData(nameof(Lengths))]
    public void Real_rows_give_half_a_spectrum_and_come_back(int length)
    {
        const int Rows = 9;
        double[] x = Waves(Rows * length, 0.9);
        (double[] wantedRe, double[] wantedIm) = Definition(x, new double[x.Length], length, -1, 1);
        int half = length / 2 + 1;
        double[] re = new double[Rows * half], im = new double[Rows * half], back = new double[x.Length];
        FourierKernel.Real<double>(x, re, im, length, 1);
        AssertClose([.. Half(wantedRe, length)], re, 1e-13 * length);
        AssertClose([.. Half(wantedIm, length)], im, 1e-13 * length);

        im[0] = 5;      // no real row has this: ignored
        FourierKernel.InverseReal<double>(re, im, back, length, 1.0 / length);
        AssertClose(x, back, 1e-13 * length);
    }

    [Theory, MemberData(nameof(Lengths))]
    public void Float32_is_as_precise_as_its_type(int length)
    {
        float[] re = Array.ConvertAll(Waves(2 * length, 0.7), x => (float)x), im = Array.ConvertAll(Waves(2 * length, 1.3), x => (float)x);
        float[] yRe = new float[re.Length], yIm = new float[re.Length];
        FourierKernel.Complex<float>(re, im, yRe, yIm, length, 1);
        (double[] wantedRe, double[] wantedIm) = Definition(Array.ConvertAll(re, x => (double)x), Array.ConvertAll(im, x => (double)x), length, -1, 1);
        double scale = 1e-6 * Math.Sqrt(length);
        AssertClose(wantedRe, Array.ConvertAll(yRe, x => (double)x), scale);
        AssertClose(wantedIm, Array.ConvertAll(yIm, x => (double)x), scale);
    }

    [Theory, MemberData(nameof(Lengths))]
    public void A_row_has_the_same_bits_alone_and_among_others(int length)
    {
        float[] re = Array.ConvertAll(Waves(11 * length, 0.7), x => (float)x), im = Array.ConvertAll(Waves(11 * length, 1.3), x => (float)x);
        float[] yRe = new float[re.Length], yIm = new float[re.Length], aloneRe = new float[length], aloneIm = new float[length];
        FourierKernel.Complex<float>(re, im, yRe, yIm, length, 1);
        for (int row = 0; row < 11; row++)
        {
            FourierKernel.Complex<float>(re.AsSpan(row * length, length), im.AsSpan(row * length, length), aloneRe, aloneIm, length, 1);
            Assert.Equal(aloneRe, yRe.AsSpan(row * length, length).ToArray());
            Assert.Equal(aloneIm, yIm.AsSpan(row * length, length).ToArray());
        }
    }

    [Fact]
    public void Not_a_number_stays_in_its_row()
    {
        float[] x = Array.ConvertAll(Waves(9 * 12, 0.7), value => (float)value), re = new float[9 * 7], im = new float[9 * 7];
        x[3 * 12 + 5] = float.NaN;
        FourierKernel.Real<float>(x, re, im, 12, 1);
        for (int row = 0; row < 9; row++) Assert.Equal(row == 3, float.IsNaN(re[row * 7 + 2]));
    }

    private static double[] Waves(int length, double step) => [.. Enumerable.Range(0, length).Select(i => Math.Sin(step * i + 0.1 * i % 3) + 0.25)];

    private static (double[], double[]) Definition(double[] re, double[] im, int length, int sign, double scale)
    {
        double[] yRe = new double[re.Length], yIm = new double[re.Length];
        for (int at = 0; at < re.Length; at++)
        {
            (int row, int k) = Math.DivRem(at, length);
            for (int j = 0; j < length; j++)
            {
                double angle = sign * 2 * Math.PI * ((long)j * k % length) / length;
                yRe[at] += scale * (re[row * length + j] * Math.Cos(angle) - im[row * length + j] * Math.Sin(angle));
                yIm[at] += scale * (re[row * length + j] * Math.Sin(angle) + im[row * length + j] * Math.Cos(angle));
            }
        }
        return (yRe, yIm);
    }

    private static IEnumerable<double> Half(double[] x, int length) => x.Where((_, i) => i % length <= length / 2);

    private static void AssertClose(double[] expected, double[] received, double tolerance)
    {
        double scale = expected.Select(Math.Abs).Append(1).Max();
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - received[i]) <= Math.Max(tolerance, 1e-14) * scale, $"element {i} is {received[i]:R}, not {expected[i]:R}");
    }
}
