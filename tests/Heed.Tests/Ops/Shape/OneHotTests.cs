using static Heed.Ops;

namespace Heed.Tests.Ops;

public class OneHotTests
{
    [Fact]
    public void A_one_stands_at_the_class_and_nothing_outside()
    {
        Assert.Equal([0f, 0, 1, 1, 0, 0, 0, 0, 0], OneHot(new[] { 2, 0, 7 }, 3).ToArray<float>());
        Assert.Equal([false, true, true, false], OneHot(new[] { 1L, 0 }, 2, axis: 0, DType.Bool).ToArray<bool>());
        Assert.Equal([0f, 0], OneHot(-1, 2).ToArray<float>());
    }

    [Fact]
    public void Rejects_what_is_no_class() => Assert.Throws<ArgumentException>(() => OneHot(new[] { 1f }, 3));

    [Fact]
    public void Eye_has_ones_on_its_diagonal()
    {
        Assert.Equal([1f, 0, 0, 1], Eye(2).ToArray<float>());
        Assert.Equal([0, 1, 0, 0, 0, 1], Eye(2, 3, 1, DType.Int32).ToArray<int>());
        Assert.Equal([0, 0, 1, 0], Eye(2, k: -1, dtype: DType.Int32).ToArray<int>());
    }

    [Fact]
    public void Arange_counts_in_steps()
    {
        Assert.Equal([0, 1, 2], Arange(3).ToArray<int>());
        Assert.Equal([5, 3, 1], Arange(5, 0, -2).ToArray<int>());
        Assert.Equal([0f, 0.5f], Arange(0, 0.75, 0.5).ToArray<float>());
        Assert.Empty(Arange(3, 1).ToArray<int>());
        Assert.Throws<ArgumentOutOfRangeException>(() => Arange(0, 1, 0));
    }
}
