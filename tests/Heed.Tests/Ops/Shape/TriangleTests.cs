using static Heed.Ops;

namespace Heed.Tests.Ops;

public class TriangleTests
{
    private static readonly Tensor X = new[,] { { 1, 2, 3 }, { 4, 5, 6 } };

    [Theory]
    [InlineData(0, new[] { 1, 0, 0, 4, 5, 0 }, new[] { 1, 2, 3, 0, 5, 6 })]
    [InlineData(1, new[] { 1, 2, 0, 4, 5, 6 }, new[] { 0, 2, 3, 0, 0, 6 })]
    [InlineData(-1, new[] { 0, 0, 0, 4, 0, 0 }, new[] { 1, 2, 3, 4, 5, 6 })]
    [InlineData(9, new[] { 1, 2, 3, 4, 5, 6 }, new[] { 0, 0, 0, 0, 0, 0 })]
    public void The_diagonal_and_one_side_stay(int k, int[] lower, int[] upper)
    {
        Assert.Equal(lower, Tril(X, k).ToArray<int>());
        Assert.Equal(upper, Triu(X, k).ToArray<int>());
    }

    [Fact]
    public void A_place_sees_itself_and_what_comes_before() =>
        Assert.Equal([true, false, false, true, true, false], LowerTriangle(2, 3).ToArray<bool>());

    [Fact]
    public void What_is_no_matrix_is_an_error()
    {
        Assert.Throws<ShapeException>(() => Tril(new[] { 1, 2 }));
        Assert.Throws<ShapeException>(() => Triu(new[,] { { "a" } }));
    }

    [Fact]
    public void Diagonals_are_counted_from_the_main_one()
    {
        Assert.Equal([1, 5], Diagonal(X).ToArray<int>());
        Assert.Equal([2, 6], Diagonal(X, 1).ToArray<int>());
        Assert.Equal([4], Diagonal(X, -1).ToArray<int>());
        Assert.Empty(Diagonal(X, 3).ToArray<int>());
        Assert.Equal([1, 5], Diagonal(Reshape(X, [1, 2, 3]), 0, -1, 1).ToArray<int>());
        Assert.Throws<ShapeException>(() => Diagonal(X, 0, 1, -1));
    }
}
