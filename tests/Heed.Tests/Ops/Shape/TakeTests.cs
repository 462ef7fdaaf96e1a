using static Heed.Ops;

namespace Heed.Tests.Ops;

public class TakeTests
{
    private static readonly Tensor Table = new float[,] { { 0, 1 }, { 10, 11 }, { 20, 21 } };

    [Fact]
    public void Rows_are_picked_by_number()
    {
        Tensor y = Take(Table, new[,] { { 2, 0 }, { -1, 1 } }, axis: 0);
        Assert.Equal([2, 2, 2], y.Shape);
        Assert.Equal([20f, 21, 0, 1, 20, 21, 10, 11], y.ToArray<float>());
        Assert.Equal([1f, 11, 21], Take(Table, 1, axis: 1).ToArray<float>());
        Assert.Equal([20f], Take(Table, new byte[] { 4 }).ToArray<float>());
        Assert.Equal(["b"], Take(new[] { "a", "b" }, new[] { 1L }, 0).ToArray<string>());
    }

    [Fact]
    public void Gradient_adds_up_what_was_picked_twice()
    {
        using var tape = new Tape();
        tape.Watch(Table);
        Tensor y = Take(Table, new[] { 2, 0, -1 }, 0) * new float[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } };
        Assert.Equal([3f, 4, 0, 0, 6, 8], tape.Gradients(Sum(y), Table)[0]!.ToArray<float>());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-4)]
    public void An_index_outside_is_an_error_that_names_it(int index)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Take(Table, new[] { 0, index }, 0));
        Assert.Equal($"Take expects indices in [-3, 3). Received {index} at element 1 of the indices.", error.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Take(Table, new[] { 0L, index + (1L << 32) * 2 }, 0));
    }

    [Fact]
    public void Indices_are_integers() => Assert.Throws<ArgumentException>(() => Take(Table, new[] { 1f }, 0));

    [Fact]
    public void ScatterAdd_is_the_opposite()
    {
        Tensor y = ScatterAdd(new[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } }, new[] { 2, 0, -1 }, length: 3);
        Assert.Equal([3, 4, 0, 0, 6, 8], y.ToArray<int>());
        Assert.Throws<ShapeException>(() => ScatterAdd(Table, new[] { 0, 1 }, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => ScatterAdd(Table, new[] { 0, 1, 3 }, 3));
    }

    [Fact]
    public void TakeAlongAxis_picks_for_every_place()
    {
        Assert.Equal([20f, 1], TakeAlongAxis(Table, new[,] { { 2, 0 } }, 0).ToArray<float>());
        Assert.Equal([1f, 11, 21], TakeAlongAxis(Table, new[,] { { 1 } }, 1).ToArray<float>());     // broadcast over the rows
        Assert.Equal([21f], TakeAlongAxis(Table, new[] { -1 }).ToArray<float>());
    }

    [Fact]
    public void Gradient_of_TakeAlongAxis_adds_up()
    {
        using var tape = new Tape();
        tape.Watch(Table);
        Tensor y = TakeAlongAxis(Table, new[,] { { 2, 0 }, { 2, 1 } }, 0) * new float[,] { { 1, 2 }, { 3, 4 } };
        Assert.Equal([0f, 2, 0, 4, 4, 0], tape.Gradients(Sum(y), Table)[0]!.ToArray<float>());
    }

    [Fact]
    public void Unknown_lengths_stay_unknown()
    {
        Tensor ids = Tensor.Symbolic([null, null], DType.Int32);
        Assert.Equal([null, null, 2], Take(Table, ids, 0).Shape);
        Assert.Equal([null, 3], TakeAlongAxis(Tensor.Symbolic([null, 5], DType.Float32), Tensor.Symbolic([null, 3], DType.Int32), -1).Shape);
    }
}
