using static Heed.Ops;

namespace Heed.Tests.Ops;

public class SearchSortedTests
{
    private static readonly Tensor Sequence = new[] { 1f, 3, 3, 7 };

    [Fact]
    public void Values_go_in_front_of_or_behind_equal_elements()
    {
        Tensor values = new[,] { { 0f, 3 }, { 7, 9 } };
        Assert.Equal([0, 1, 3, 4], SearchSorted(Sequence, values).ToArray<int>());
        Assert.Equal([0, 3, 4, 4], SearchSorted(Sequence, values, SearchSide.Right).ToArray<int>());
        Assert.Equal([1], SearchSorted(Sequence, new[] { 2 }).ToArray<int>());
        Assert.Equal([0], SearchSorted(Zeros([0]), new[] { 2 }).ToArray<int>());
    }

    [Fact]
    public void The_sequence_is_a_vector() => Assert.Throws<ShapeException>(() => SearchSorted(Ones([2, 2]), Sequence));
}
