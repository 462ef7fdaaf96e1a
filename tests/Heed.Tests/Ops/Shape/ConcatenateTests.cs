using static Heed.Ops;

namespace Heed.Tests.Ops;

public class ConcatenateTests
{
    private static readonly Tensor A = new float[,] { { 1, 2 }, { 3, 4 } }, B = new float[,] { { 5 }, { 6 } };

    [Fact]
    public void Tensors_follow_one_another_along_an_axis()
    {
        Assert.Equal([1f, 2, 5, 3, 4, 6], Concatenate([A, B], axis: -1).ToArray<float>());
        Assert.Equal([1f, 2, 3, 4, 1, 2, 3, 4], Concatenate([A, A]).ToArray<float>());
        Assert.Equal([1f, 2, 3, 4], Concatenate([Zeros([0, 2]), A]).ToArray<float>());
    }

    [Fact]
    public void Types_are_promoted_and_strings_stay()
    {
        Assert.Equal(DType.Float32, Concatenate([A, Tensor.From(new int[,] { { 1, 2 } })]).DType);
        Assert.Equal(["a", "b"], Concatenate([new[] { "a" }, new[] { "b" }]).ToArray<string>());
    }

    [Fact]
    public void Gradient_gives_each_its_part()
    {
        using var tape = new Tape();
        tape.Watch(A);
        tape.Watch(B);
        Tensor?[] gradients = tape.Gradients(Sum(Concatenate([A, B], 1) * new float[,] { { 1, 2, 3 }, { 4, 5, 6 } }), A, B);
        Assert.Equal([1f, 2, 4, 5], gradients[0]!.ToArray<float>());
        Assert.Equal([3f, 6], gradients[1]!.ToArray<float>());
    }

    [Fact]
    public void Unknown_lengths_follow_from_the_others()
    {
        Tensor x = Tensor.Symbolic([null, 3], DType.Float32), y = Tensor.Symbolic([2, 5], DType.Float32);
        Assert.Equal([2, 8], Concatenate([x, y], -1).Shape);
        Assert.Equal([null, 3], Concatenate([x, x], 0).Shape);
    }

    [Fact]
    public void What_does_not_fit_is_an_error()
    {
        Assert.Throws<ShapeException>(() => Concatenate([]));
        Assert.Throws<ShapeException>(() => Concatenate([A, B], 0));
        Assert.Throws<ShapeException>(() => Concatenate([A, A[0]], 0));
        Assert.Throws<ShapeException>(() => Concatenate([A, A], 2));
        Assert.Throws<ArgumentException>(() => Concatenate([new[] { "a" }, new[] { 1 }]));
    }
}
