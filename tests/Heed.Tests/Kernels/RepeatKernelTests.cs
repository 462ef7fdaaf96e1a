using Heed.Kernels;

namespace Heed.Tests.Kernels;

public class RepeatKernelTests
{
    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(1, 2, 1, 2)]
    [InlineData(1, 2, 2, 3)]
    [InlineData(5, 1, 3, 2)]
    [InlineData(9, 3, 1, 4)]
    public void Elements_become_blocks_and_blocks_become_sums(int inner, int depthTimes, int heightTimes, int widthTimes)
    {
        var shape = new RepeatShape(2, 3, 4, 5, inner, depthTimes, heightTimes, widthTimes);
        int[] x = [.. Enumerable.Range(1, 2 * 3 * 4 * 5 * inner)], sums = new int[x.Length];
        int[] expected = new int[x.Length * depthTimes * heightTimes * widthTimes], y = new int[expected.Length];
        int place = 0;
        for (int o = 0; o < 2; o++)
            for (int d = 0; d < 3 * depthTimes; d++)
                for (int h = 0; h < 4 * heightTimes; h++)
                    for (int w = 0; w < 5 * widthTimes; w++)
                        for (int i = 0; i < inner; i++)
                            expected[place++] = x[(((o * 3 + d / depthTimes) * 4 + h / heightTimes) * 5 + w / widthTimes) * inner + i];

        RepeatKernel.Repeat<int>(shape, x, y);
        Assert.Equal(expected, y);
        RepeatKernel.Sum<int>(shape, y, sums);
        Assert.Equal(x.Select(value => value * depthTimes * heightTimes * widthTimes), sums);
    }

    [Fact]
    public void Arrays_of_many_pieces_and_of_none()
    {
        var large = new RepeatShape(1, 1, 300, 300, 1, 1, 2, 2);
        float[] x = [.. Enumerable.Range(0, 90_000).Select(i => (float)i)], y = new float[360_000], sums = new float[x.Length];
        RepeatKernel.Repeat<float>(large, x, y);
        RepeatKernel.Sum<float>(large, y, sums);
        Assert.Equal(x.Select(value => 4 * value), sums);
        RepeatKernel.Repeat<float>(new RepeatShape(1, 1, 3, 0, 4, 1, 2, 2), [], []);
    }
}
