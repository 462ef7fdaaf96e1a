using Heed.Kernels;

namespace Heed.Tests.Kernels;

public sealed class PoolKernelTests
{
    private static readonly ConvShape Overlapping = ConvShape.Of(1, 1, 1, 1, [new ConvAxis(5, 3, 3, Stride: 2, Before: 1)]);

    [Fact]
    public void Padding_never_counts()
    {
        var y = new float[3];
        PoolKernel.Max<float>(Overlapping, [-1, -2, -3, -4, -5], y);
        Assert.Equal([-1f, -2, -4], y);
        PoolKernel.Average<float>(Overlapping, [-1, -2, -3, -4, -5], y);
        Assert.Equal([-1.5f, -3, -4.5f], y);
    }

    [Fact]
    public void The_first_of_equal_elements_receives_the_gradient()
    {
        var dx = new float[5];
        PoolKernel.MaxGradient<float>(Overlapping, [7, 7, 7, 7, 1], [7, 7, 7], [1, 10, 100], dx);
        Assert.Equal([1f, 10, 0, 100, 0], dx);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(40)]
    public void Not_a_number_wins_and_receives_the_gradient(int channels)
    {
        ConvShape shape = ConvShape.Of(1, channels, channels, 1, [new ConvAxis(3, 1, 3)]);
        float[] x = new float[3 * channels], y = new float[channels], dy = new float[channels], dx = new float[x.Length];
        Array.Fill(x, float.NaN, channels, channels);
        Array.Fill(dy, 2);
        PoolKernel.Max<float>(shape, x, y);
        Assert.All(y, value => Assert.True(float.IsNaN(value)));
        PoolKernel.MaxGradient<float>(shape, x, y, dy, dx);
        Assert.Equal([.. Enumerable.Repeat(0f, channels), .. Enumerable.Repeat(2f, channels), .. Enumerable.Repeat(0f, channels)], dx);
    }

    [Fact]
    public void Vectors_and_single_channels_agree()
    {
        ConvAxis axis = new(6, 3, 3, Stride: 2, Before: 1);
        var random = new Random(1);
        const int Channels = 19;
        float[] x = [.. Enumerable.Range(0, 2 * 36 * Channels).Select(_ => random.NextSingle())], all = new float[2 * 9 * Channels], one = new float[2 * 9];
        PoolKernel.Max<float>(ConvShape.Of(2, Channels, Channels, 1, [axis, axis]), x, all);
        for (int c = 0; c < Channels; c++)
        {
            PoolKernel.Max<float>(ConvShape.Of(2, 1, 1, 1, [axis, axis]), [.. x.Where((_, i) => i % Channels == c)], one);
            Assert.Equal(all.Where((_, i) => i % Channels == c), one);
        }
    }
}
