using static Heed.Ops;

namespace Heed.Tests.Ops;

public class StackTests
{
    private static readonly Tensor A = new[] { 1, 2 }, B = new[] { 3, 4 };

    [Fact]
    public void Tensors_line_up_along_a_new_axis()
    {
        Assert.Equal([1, 2, 3, 4], Stack([A, B]).ToArray<int>());
        Assert.Equal([1, 3, 2, 4], Stack([A, B], axis: -1).ToArray<int>());
        Assert.Equal([2], Stack([1, 2]).Shape);
    }

    [Fact]
    public void Unstack_takes_them_apart()
    {
        Tensor[] parts = Unstack(Stack([A, B], 1), axis: 1);
        Assert.Equal([1, 2], parts[0].ToArray<int>());
        Assert.Equal([3, 4], parts[1].ToArray<int>());
        Assert.Equal([null], Unstack(Tensor.Symbolic([null, null], DType.Float32), 3, 1)[2].Shape);
    }

    [Fact]
    public void What_does_not_fit_is_an_error()
    {
        Assert.Throws<ShapeException>(() => Stack([A, new[] { 1 }]));
        Assert.Throws<ShapeException>(() => Stack([]));
        Assert.Throws<ShapeException>(() => Unstack(A, 3));
        Assert.Throws<ShapeException>(() => Unstack(Tensor.Symbolic([null], DType.Float32)));
    }
}
