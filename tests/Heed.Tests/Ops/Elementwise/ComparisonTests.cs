using static Heed.Ops;

namespace Heed.Tests;

public class ComparisonTests
{
    private static readonly Tensor X = new[] { 1, 2, 3 }, Y = new[] { 2, 2, 2 };

    [Fact]
    public void Each_comparison_says_what_it_should()
    {
        Assert.Equal([false, true, false], Equal(X, Y).ToArray<bool>());
        Assert.Equal([true, false, true], NotEqual(X, Y).ToArray<bool>());
        Assert.Equal([true, false, false], Less(X, Y).ToArray<bool>());
        Assert.Equal([true, true, false], LessEqual(X, Y).ToArray<bool>());
        Assert.Equal([false, false, true], Greater(X, Y).ToArray<bool>());
        Assert.Equal([false, true, true], GreaterEqual(X, Y).ToArray<bool>());
    }

    [Fact]
    public void NaN_differs_from_everything()
    {
        Tensor nan = new[] { float.NaN };
        Assert.False(Equal(nan, nan).Item<bool>());
        Assert.True(NotEqual(nan, nan).Item<bool>());
        Assert.False(LessEqual(nan, nan).Item<bool>());
        Assert.False(GreaterEqual(nan, 1).Item<bool>());
    }

    [Fact]
    public void Types_meet_before_they_are_compared()
    {
        Assert.Equal([true, false], Less(new[] { 1, 2 }, 1.5).ToArray<bool>());
        Assert.Equal([true, false], Equal(new[] { true, false }, new byte[] { 1, 1 }).ToArray<bool>());
        Assert.Equal([false, true], Greater(new[] { false, true }, new[] { false, false }).ToArray<bool>());
        Assert.Equal([true], Less(new[] { long.MaxValue - 1 }, new[] { long.MaxValue }).ToArray<bool>());
        Assert.Equal([true], Less(new[] { 1UL }, new[] { ulong.MaxValue }).ToArray<bool>());
    }

    [Fact]
    public void Texts_are_equal_letter_by_letter()
    {
        Tensor words = new[,] { { "a", "B" } }, other = new[,] { { "a" }, { "b" } };
        Assert.Equal([true, false, false, false], Equal(words, other).ToArray<bool>());
        Assert.Equal([false, true, true, true], NotEqual(words, other).ToArray<bool>());
        Assert.Throws<ArgumentException>(() => Less(words, other));
        Assert.Throws<ArgumentException>(() => Equal(words, 1));
    }

    [Fact]
    public void Logic_takes_numbers_as_truths()
    {
        Tensor x = new[] { 0.0, 0, 0.5, double.NaN }, y = new[] { 0, 3, 0, 3 };
        Assert.Equal([false, false, false, true], LogicalAnd(x, y).ToArray<bool>());
        Assert.Equal([false, true, true, true], LogicalOr(x, y).ToArray<bool>());
        Assert.Equal([false, true, true, false], LogicalXor(x, y).ToArray<bool>());
        Assert.Equal([true, true, false, false], LogicalNot(x).ToArray<bool>());
    }
}
