using static Heed.Ops;

namespace Heed.Tests.Ops;

public class TensordotTests
{
    private static readonly Tensor A = Tensor.From([.. Enumerable.Range(0, 24)], [2, 3, 4]), B = Tensor.From([.. Enumerable.Range(0, 12)], [3, 4]);

    [Fact]
    public void Last_axes_meet_first_axes()
    {
        Assert.Equal([506, 1298], Tensordot(A, B).ToArray<int>());    // Σ i², Σ i (i + 12) for i < 12
        Assert.Equal([2, 3, 4, 3, 4], Tensordot(A, B, 0).Shape);
    }

    [Fact]
    public void Pairs_of_axes_meet()
    {
        Assert.Equal([506, 1298], Tensordot(A, B, [-1, 1], [1, 0]).ToArray<int>());
        Assert.Equal([2, 3, 3], Tensordot(A, B, [2], [-1]).Shape);
    }

    [Fact]
    public void Dot_is_NumPys()
    {
        Tensor v = new[] { 1, 0, 0, 1 };
        Assert.Equal(2, Dot(v, v).Item<int>());
        Assert.Equal([3, 11, 19], Dot(B, v).ToArray<int>());
        Assert.Equal([2, 0, 0, 2], Dot(2, v).ToArray<int>());
        Assert.Equal([2, 3, 3], Dot(A, Transpose(B)).Shape);
        Assert.Equal([0, 2, 0, 3], Outer(new[] { 2, 3 }, new[] { 0, 1 }).ToArray<int>());
    }

    [Fact]
    public void What_does_not_fit_is_an_error()
    {
        Assert.Throws<ShapeException>(() => Tensordot(A, B, 3));
        Assert.Throws<ShapeException>(() => Tensordot(A, B, [0], [0]));
        Assert.Throws<ShapeException>(() => Tensordot(A, B, [2, 2], [1, 1]));
        Assert.Throws<ShapeException>(() => Dot(A, B));
    }
}
