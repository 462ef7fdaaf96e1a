using Heed.Kernels;

namespace Heed.Tests.Kernels;

public class PoolAxisTests
{
    [Theory]
    [InlineData(5, 3, "0+2 1+3 3+2", true)]
    [InlineData(6, 3, "0+2 2+2 4+2", false)]
    [InlineData(2, 3, "0+1 0+2 1+1", true)]
    [InlineData(7, 1, "0+7", false)]
    public void Adaptive_windows_cover_the_axis(int input, int output, string windows, bool overlaps)
    {
        PoolAxis axis = PoolAxis.Adaptive(input, output);
        Assert.Equal(windows, Text(axis));
        Assert.Equal(overlaps, axis.Overlaps);
        Assert.False(axis.LeavesOut);
    }

    [Theory]
    [InlineData(5, 3, 3, 2, 1, "0+2 1+3 3+2", true, false)]
    [InlineData(5, 2, 2, 2, 0, "0+2 2+2", false, true)]
    [InlineData(5, 2, 2, 3, 0, "0+2 3+2", false, true)]
    [InlineData(6, 2, 3, 3, 0, "0+3 3+3", false, false)]
    public void Windows_of_one_length_leave_padding_out(int input, int output, int taps, int stride, int before, string windows, bool overlaps, bool leavesOut)
    {
        PoolAxis axis = PoolAxis.Of(new ConvAxis(input, output, taps, stride, 1, before));
        Assert.Equal(windows, Text(axis));
        Assert.Equal((overlaps, leavesOut), (axis.Overlaps, axis.LeavesOut));
    }

    [Fact]
    public void Large_axes_do_not_overflow() => Assert.Equal(2_000_000_000 - 1, PoolAxis.Adaptive(2_000_000_000, 1000) is var axis ? axis.First(999) + axis.Length(999) - 1 : 0);

    private static string Text(PoolAxis axis) => string.Join(' ', Enumerable.Range(0, axis.Output).Select(o => $"{axis.First(o)}+{axis.Length(o)}"));
}
