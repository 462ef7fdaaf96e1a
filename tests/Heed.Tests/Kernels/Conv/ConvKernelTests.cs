using System.Numerics;
using Heed.Kernels;

namespace Heed.Tests.Kernels;

[Collection(ThreadCountCollection.Name)]
public sealed class ConvKernelTests
{
    private static readonly ConvAxis[] Axes =
    [
        new(7, 5, 3),
        new(7, 7, 3, Before: 1),
        new(9, 4, 2, Stride: 2),
        new(8, 3, 3, Stride: 3, Before: 1),
        new(9, 5, 3, Dilation: 2),
        new(6, 6, 3, Dilation: 2, Before: 4),
        new(5, 3, 1, Stride: 2),
        new(7, 5, 4, Stride: 2, Dilation: 3, Before: 5),
        new(4, 6, 3, Before: 2),
        ConvAxis.None,
    ];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Axes.Length)];

    [Theory, MemberData(nameof(Numbers))]
    public void Every_axis_agrees_with_the_reference(int number)
    {
        Check<double>(ConvShape.Of(2, 3, 5, 1, [Axes[number]]), 1e-13);
        Check<float>(ConvShape.Of(2, 4, 17, 1, [Axes[number]]), 1e-5);
        Check<double>(ConvShape.Of(3, 6, 4, 2, [Axes[(number + 3) % Axes.Length], Axes[number]]), 1e-13);
        Check<float>(ConvShape.Of(1, 2, 3, 1, [Axes[(number + 1) % Axes.Length], Axes[number], Axes[(number + 4) % Axes.Length]]), 1e-5);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 33, 1)]
    [InlineData(3, 16, 1)]
    [InlineData(17, 31, 1)]
    [InlineData(30, 18, 6)]
    [InlineData(8, 8, 8)]
    [InlineData(9, 18, 9)]
    [InlineData(20, 20, 20)]
    public void Channels_and_filters_of_any_number_agree_with_the_reference(int channels, int filters, int groups)
    {
        ConvAxis height = new(6, 6, 3, Before: 1), width = new(9, 7, 3);
        Check<float>(ConvShape.Of(2, channels, filters, groups, [height, width]), 1e-5);
        Check<double>(ConvShape.Of(5, channels, filters, groups, [new ConvAxis(4, 2, 2, Stride: 2), width]), 1e-13);
    }

    [Fact]
    public void Long_lines_and_long_sums_are_cut()
    {
        Check<float>(ConvShape.Of(1, 2, 3, 1, [new ConvAxis(900, 900, 5, Before: 2)]), 1e-5);
        Check<float>(ConvShape.Of(1, 2, 2, 2, [new ConvAxis(900, 450, 4, Stride: 2, Before: 1)]), 1e-5);
        Check<double>(ConvShape.Of(1, 300, 20, 1, [new ConvAxis(8, 8, 3, Before: 1)]), 1e-12);
        Check<double>(ConvShape.Of(40, 7, 9, 1, [new ConvAxis(3, 3, 3, Before: 1), new ConvAxis(4, 2, 3)]), 1e-12);
    }

    [Fact]
    public void Without_examples_the_gradient_is_zero() => Check<float>(ConvShape.Of(0, 3, 4, 1, [new ConvAxis(7, 5, 3)]), 0);

    [Fact]
    public void Bias_comes_first_and_negative_results_become_zero_last()
    {
        ConvShape shape = ConvShape.Of(2, 300, 18, 2, [new ConvAxis(9, 9, 3, Before: 1)]);
        double[] x = Random(ConvReference.InputLength(shape), 1), w = Random(ConvReference.KernelLength(shape), 2), bias = Random(18, 3);
        double[] expected = [.. ConvReference.Forward(shape, x, w).Select((sum, i) => Math.Max(0, sum + bias[i % 18]))];
        var y = new double[expected.Length];
        ConvKernel.Forward<double>(shape, x, w, bias, relu: true, y);
        AssertClose(expected, y, 1e-12);
        x[0] = double.NaN;
        ConvKernel.Forward<double>(shape, x, w, bias, relu: true, y);
        Assert.True(double.IsNaN(y[0]));
    }

    [Fact]
    public void Threads_and_batch_mates_change_no_bit()
    {
        ConvShape shape = ConvShape.Of(6, 20, 24, 1, [new ConvAxis(14, 14, 3, Before: 1), new ConvAxis(14, 7, 3, Stride: 2, Before: 1)]), one = shape with { Batch = 1 };
        float[] x = Floats(ConvReference.InputLength(shape), 1), w = Floats(ConvReference.KernelLength(shape), 2), dy = Floats(ConvReference.OutputLength(shape), 3);
        var all = new float[dy.Length];
        var alone = new float[dy.Length / 6];
        ConvKernel.Forward<float>(shape, x, w, default, false, all);
        ConvKernel.Forward<float>(one, x.AsSpan(^(x.Length / 6)..), w, default, false, alone);
        Assert.Equal(alone, all[^alone.Length..]);

        float[] first = new float[w.Length], second = new float[w.Length];
        ThreadCountCollection.With(1, () => ConvKernel.KernelGradient<float>(shape, x, dy, first));
        ThreadCountCollection.With(5, () => ConvKernel.KernelGradient<float>(shape, x, dy, second));
        Assert.Equal(first, second);
    }

    private static void Check<T>(ConvShape shape, double tolerance) where T : unmanaged, INumber<T>
    {
        double[] x = Random(ConvReference.InputLength(shape), 1), w = Random(ConvReference.KernelLength(shape), 2), dy = Random(ConvReference.OutputLength(shape), 3);
        T[] tx = As<T>(x), tw = As<T>(w), tdy = As<T>(dy);
        T[] y = Garbage<T>(dy.Length), dx = Garbage<T>(x.Length), dw = Garbage<T>(w.Length);

        ConvKernel.Forward<T>(shape, tx, tw, default, false, y);
        AssertClose(ConvReference.Forward(shape, x, w), y, tolerance);
        ConvKernel.InputGradient<T>(shape, tdy, tw, dx);
        AssertClose(ConvReference.InputGradient(shape, dy, w), dx, tolerance);
        ConvKernel.KernelGradient<T>(shape, tx, tdy, dw);
        AssertClose(ConvReference.KernelGradient(shape, x, dy), dw, tolerance);
    }

    private static void AssertClose<T>(double[] expected, T[] actual, double tolerance) where T : INumber<T>
    {
        double scale = expected.Select(Math.Abs).Append(1).Max();
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - double.CreateChecked(actual[i])) <= tolerance * scale, $"element {i} is {actual[i]}, not {expected[i]}");
    }

    private static T[] Garbage<T>(int length) where T : INumber<T>
    {
        var garbage = new T[length];
        Array.Fill(garbage, T.CreateChecked(1e30));
        return garbage;
    }

    private static T[] As<T>(double[] x) where T : INumber<T> => Array.ConvertAll(x, T.CreateChecked);

    private static float[] Floats(int length, int seed) => As<float>(Random(length, seed));

    /// <summary>Numbers that a float holds exactly.</summary>
    private static double[] Random(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (double)(random.NextSingle() * 2 - 1))];
    }
}
