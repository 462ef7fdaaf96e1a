using Heed.Kernels;

namespace Heed.Tests.Kernels;

/// <summary>Sigmoid and tanh of micro-kernels, seen as the gates of an LSTM whose z is its bias.</summary>
public sealed class WidthMathTests
{
    private const int Units = 64;

    [Fact]
    public void Sigmoid_and_tanh_are_within_a_few_units_in_the_last_place()
    {
        for (float start = -87; start < 87; start += 64 * 0.0173f)
        {
            float[] x = [.. Enumerable.Range(0, Units).Select(i => start + i * 0.0173f)];
            var (sigmoid, tanh) = Gates(x);
            for (int i = 0; i < Units; i++)
            {
                double expected = 1 / (1 + Math.Exp(-(double)x[i]));
                Assert.Equal(expected, sigmoid[i], 3e-7 * expected);
                Assert.Equal(Math.Tanh(x[i]), tanh[i], 4.8e-7 * Math.Abs(Math.Tanh(x[i])));
            }
        }
    }

    [Theory]
    [InlineData(0f, 0.5f, 0f), InlineData(float.PositiveInfinity, 1f, 1f), InlineData(float.NegativeInfinity, 0f, -1f), InlineData(float.NaN, float.NaN, float.NaN)]
    [InlineData(1e30f, 1f, 1f), InlineData(-1e30f, 0f, -1f), InlineData(1e-30f, 0.5f, 1e-30f)]
    public void Special_values_are_right(float x, float sigmoid, float tanh)
    {
        var actual = Gates([.. Enumerable.Repeat(x, Units)]);
        Assert.All(actual.Sigmoid, value => Assert.Equal(sigmoid, value));
        Assert.All(actual.Tanh, value => Assert.Equal(tanh, value));
    }

    private static (float[] Sigmoid, float[] Tanh) Gates(float[] x)
    {
        float[] gates = new float[4 * Units], hidden = new float[Units], cells = new float[2 * Units];
        LstmInputs<float> inputs = new() { X = new float[1], Kernel = new float[4 * Units], RecurrentKernel = new float[4 * Units * Units], Bias = (float[])[.. x, .. x, .. x, .. x] };
        LstmKernel.Forward(new LstmShape(1, 1, 1, Units), inputs, new LstmSaved<float> { Gates = gates, Hidden = hidden, Cells = cells }, default);
        return (gates[..Units], gates[(2 * Units)..(3 * Units)]);
    }
}
