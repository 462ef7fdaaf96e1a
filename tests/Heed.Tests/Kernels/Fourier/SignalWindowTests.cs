using Heed.Kernels;

namespace Heed.Tests.Kernels;

public class SignalWindowTests
{
    /// <summary>The sums of <c>scipy.signal.get_window(name, 7, False)</c> and of <c>get_window(name, 6, True)</c>, SciPy 1.10.1.</summary>
    [Theory]
    [InlineData("barthann", 51.62, 51.62)]
    [InlineData("bartlett", 52, 52)]
    [InlineData("blackman", 42.62, 42.62)]
    [InlineData("blackmanharris", 35.92835, 35.92541)]
    [InlineData("bohman", 41.0658357973, 41.0658357973)]
    [InlineData("boxcar", 140, 91)]
    [InlineData("cosine", 82.6985802808, 71.795054517)]
    [InlineData("exponential", 36.4106657477, 33.9710993977)]
    [InlineData("flattop", 20.667579278, 20.688210777)]
    [InlineData("hamming", 58.58, 54.66)]
    [InlineData("hann", 51.5, 51.5)]
    [InlineData("lanczos", 60.6576405292, 60.6576405292)]
    [InlineData("nuttall", 36.4653332, 36.447556)]
    [InlineData("parzen", 44.693877551, 44.4081632653)]
    [InlineData("triang", 74, 61.75)]
    [InlineData("tukey", 80, 80)]
    public void Values_are_those_of_SciPy(string name, double symmetric, double periodic)
    {
        Assert.Equal(symmetric, Weighted(SignalWindow.Values(name, 7, periodic: false)), 9);
        Assert.Equal(periodic, Weighted(SignalWindow.Values(name, 6, periodic: true)), 9);
    }

    [Fact]
    public void One_value_is_1() => Assert.Equal([1.0], SignalWindow.Values("hann", 1, periodic: false));

    /// <summary>A sum that notices the order: the k-th value counts (k + 1)² times.</summary>
    private static double Weighted(double[] values) => values.Select((value, k) => (k + 1) * (k + 1) * value).Sum();
}
