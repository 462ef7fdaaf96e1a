using static Heed.Ops;

namespace Heed.Tests.Ops;

public class SliceTests
{
    private static readonly Tensor X = Tensor.From([.. Enumerable.Range(0, 24).Select(i => (float)i)], [2, 3, 4]);

    [Fact]
    public void An_element_drops_its_axis_and_a_range_keeps_it()
    {
        Assert.Equal([3, 4], X[1].Shape);
        Assert.Equal(23, X[^1, -1, 3].Item<float>());
        Assert.Equal([13f, 14, 17, 18], X[1, ..2, 1..^1].ToArray<float>());
        Assert.Equal([2, 1, 4], X[.., 1..2].Shape);
        Assert.Same(X, X[.., ..]);
    }

    [Fact]
    public void Steps_and_leniency_are_Pythons()
    {
        Tensor v = new[] { 0, 1, 2, 3, 4, 5 };
        int[] Part(int? start, int? stop, int step) => Slice(v, [start], [stop], [step]).ToArray<int>();
        Assert.Equal([1, 3, 5], Part(1, null, 2));
        Assert.Equal([5, 4, 3, 2, 1, 0], Part(null, null, -1));
        Assert.Equal([4, 2], Part(-2, 0, -2));
        Assert.Equal([3, 4, 5], Part(3, 100, 1));
        Assert.Equal([5, 4], Part(100, 3, -1));
        Assert.Empty(Part(4, 2, 1));
        Assert.Equal([0, 1, 2, 3], Part(-100, -2, 1));
        Assert.Equal([0f, 8, 12, 20], X[.., TensorIndex.Slice(null, null, 2), 0].ToArray<float>());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(-1)]
    [InlineData(-3)]
    public void Gradient_goes_to_the_elements_that_were_taken(int step)
    {
        Tensor x = new float[] { 0, 1, 2, 3, 4, 5 };
        using var tape = new Tape();
        tape.Watch(x);
        Tensor part = x[TensorIndex.Slice(step > 0 ? 1 : 4, null, step)];
        float[] expected = new float[6];
        float[] taken = part.ToArray<float>();
        for (int i = 0; i < taken.Length; i++) expected[(int)taken[i]] = i + 1;
        Tensor weights = Tensor.From([.. Enumerable.Range(1, taken.Length).Select(i => (float)i)], [taken.Length]);
        Assert.Equal(expected, tape.Gradients(Sum(part * weights), x)[0]!.ToArray<float>());
    }

    [Fact]
    public void Gradient_of_an_element_is_one_at_its_place()
    {
        Tensor x = new float[,] { { 1, 2 }, { 3, 4 } };
        using var tape = new Tape();
        tape.Watch(x);
        Assert.Equal([0f, 0, 1, 0], tape.Gradients(x[^1, 0], x)[0]!.ToArray<float>());
        Assert.Equal([0f, 0, 0, 0], tape.Gradients(Sum(x[2..]), x)[0]!.ToArray<float>());
    }

    [Fact]
    public void Unknown_lengths_stay_unknown_where_they_must()
    {
        Tensor x = Tensor.Symbolic([null, null, 4], DType.Float32);
        Assert.Equal([null, 4], x[0].Shape);
        Assert.Equal([2, null, 3], x[^3..^1, .., 1..].Shape);
        Assert.Equal([null, null, 4], x[1..^1].Shape);
        Assert.Equal([null, null, 4], Flip(x, 0).Shape);
    }

    [Fact]
    public void Elements_and_ranges_that_do_not_exist_are_errors()
    {
        Assert.Contains("[-2, 2) for axis 0 of (2, 3, 4). Received 2", Assert.Throws<ShapeException>(() => X[2]).Message);
        Assert.Throws<ShapeException>(() => X[^0]);
        Assert.Contains("0..3 for axis 1", Assert.Throws<ShapeException>(() => X[0, 1..4]).Message);
        Assert.Throws<ShapeException>(() => X[0, 2..1]);
        Assert.Throws<ShapeException>(() => X[0, 0, 0, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => TensorIndex.Slice(0, 1, 0));
    }

    [Fact]
    public void Flip_turns_axes_around()
    {
        Tensor x = new[,] { { "a", "b" }, { "c", "d" } };
        Assert.Equal(["d", "c", "b", "a"], Flip(x).ToArray<string>());
        Assert.Equal(["b", "a", "d", "c"], Flip(x, -1).ToArray<string>());
    }
}
