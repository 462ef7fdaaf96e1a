using static Heed.Ops;

namespace Heed.Tests.Ops;

public class SplitTests
{
    private static readonly Tensor X = new float[,] { { 1, 2, 3, 4 }, { 5, 6, 7, 8 } };

    [Fact]
    public void Sections_are_equal()
    {
        Tensor[] parts = Split(X, 2, axis: -1);
        Assert.Equal([1f, 2, 5, 6], parts[0].ToArray<float>());
        Assert.Equal([3f, 4, 7, 8], parts[1].ToArray<float>());
    }

    [Fact]
    public void Indices_say_where_parts_begin()
    {
        Tensor[] parts = Split(X, [1, 1], axis: 1);
        Assert.Equal([1f, 5], parts[0].ToArray<float>());
        Assert.Equal([2, 0], parts[1].Shape);
        Assert.Equal([2f, 3, 4, 6, 7, 8], parts[2].ToArray<float>());
    }

    [Fact]
    public void Gradient_of_an_unused_part_is_zero()
    {
        using var tape = new Tape();
        tape.Watch(X);
        Tensor[] parts = Split(X, 2, 1);
        Assert.Equal([0f, 0, 1, 1, 0, 0, 1, 1], tape.Gradients(Sum(parts[1]), X)[0]!.ToArray<float>());
    }

    [Fact]
    public void An_unknown_length_leaves_parts_unknown()
    {
        Tensor x = Tensor.Symbolic([null, 4], DType.Float32);
        Assert.Equal([null, 4], Split(x, 2)[0].Shape);
        Assert.Equal([3, 4], Split(x, [3])[0].Shape);
        Assert.Equal([null, 4], Split(x, [3])[1].Shape);
    }

    [Fact]
    public void What_does_not_fit_is_an_error()
    {
        Assert.Throws<ShapeException>(() => Split(X, 3, 1));
        Assert.Throws<ShapeException>(() => Split(X, [3, 2], 1));
        Assert.Throws<ShapeException>(() => Split(X, [5], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Split(X, 0, 1));
    }
}
