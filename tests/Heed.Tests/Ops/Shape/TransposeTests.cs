using static Heed.Ops;

namespace Heed.Tests.Ops;

public class TransposeTests
{
    private static readonly Tensor X = Tensor.From([.. Enumerable.Range(0, 24)], [2, 3, 4]);

    [Fact]
    public void Axes_are_reversed_unless_told_otherwise()
    {
        Tensor y = Transpose(X);
        Assert.Equal([4, 3, 2], y.Shape);
        Assert.Equal([0, 12, 4, 16, 8, 20], y.ToArray<int>()[..6]);
    }

    [Fact]
    public void Axis_i_of_the_result_is_the_given_axis()
    {
        Tensor y = Transpose(X, 1, -1, 0);
        Assert.Equal([3, 4, 2], y.Shape);
        Assert.Equal([0, 12, 1, 13], y.ToArray<int>()[..4]);
        Assert.Equal(Transpose(X, 0, 2, 1).ToArray<int>(), SwapAxes(X, -1, 1).ToArray<int>());
    }

    [Fact]
    public void Undone_by_the_inverse_order() => Assert.Equal(X.ToArray<int>(), Transpose(Transpose(X, 2, 0, 1), 1, 2, 0).ToArray<int>());

    [Fact]
    public void Moves_strings_and_truth_values()
    {
        Assert.Equal(["a", "c", "b", "d"], Transpose(new[,] { { "a", "b" }, { "c", "d" } }).ToArray<string>());
        Assert.Equal([true, false, true, false], Transpose(new[,] { { true, true }, { false, false } }).ToArray<bool>());
    }

    [Fact]
    public void Gradient_goes_back_to_where_it_came_from()
    {
        Tensor x = new float[,] { { 1, 2, 3 }, { 4, 5, 6 } }, weights = new float[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } };
        using var tape = new Tape();
        tape.Watch(x);
        Assert.Equal([1f, 3, 5, 2, 4, 6], tape.Gradients(Sum(Transpose(x) * weights), x)[0]!.ToArray<float>());
    }

    [Fact]
    public void Wrong_axes_are_errors()
    {
        Assert.Throws<ShapeException>(() => Transpose(X, 0, 1));
        Assert.Throws<ShapeException>(() => Transpose(X, 0, 1, 1));
        Assert.Throws<ShapeException>(() => Transpose(X, 0, 1, 3));
    }
}
