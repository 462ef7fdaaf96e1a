using static Heed.Ops;

namespace Heed.Tests.Ops;

public class ExpandDimsTests
{
    private static readonly Tensor X = new float[,] { { 1, 2, 3 }, { 4, 5, 6 } };

    [Fact]
    public void An_axis_of_length_1_appears_where_asked()
    {
        Assert.Equal([1, 2, 3], ExpandDims(X, 0).Shape);
        Assert.Equal([2, 3, 1], ExpandDims(X, -1).Shape);
        Assert.Equal([1, 2, 1, 3], ExpandDims(X, [0, -2]).Shape);
    }

    [Fact]
    public void Unknown_lengths_may_be_many()
    {
        Tensor x = Tensor.Symbolic([null, null, 4], DType.Float32);
        Assert.Equal([null, 1, null, 4], ExpandDims(x, 1).Shape);
        Assert.Equal([null, null, 4], Squeeze(ExpandDims(x, 1), 1).Shape);
    }

    [Fact]
    public void Squeeze_undoes_it()
    {
        Assert.Equal(X.Shape, Squeeze(ExpandDims(X, [0, -1])).Shape);
        Assert.Equal([2, 3, 1], Squeeze(ExpandDims(X, [0, -1]), 0).Shape);
    }

    [Fact]
    public void Errors_name_the_axes()
    {
        Assert.Throws<ShapeException>(() => ExpandDims(X, 3));
        Assert.Contains("length 1 at the axes [1]", Assert.Throws<ShapeException>(() => Squeeze(X, 1)).Message);
    }
}
