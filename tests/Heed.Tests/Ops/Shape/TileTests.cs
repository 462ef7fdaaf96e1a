using static Heed.Ops;

namespace Heed.Tests.Ops;

public class TileTests
{
    [Fact]
    public void Copies_stand_side_by_side()
    {
        Assert.Equal([1, 2, 1, 2], Tile(new[] { 1, 2 }, 2).ToArray<int>());
        Assert.Equal([1, 1, 2, 2, 1, 1, 2, 2], Tile(new[,] { { 1 }, { 2 } }, 2, 2).ToArray<int>());
        Assert.Equal([2, 1, 4], Tile(new[] { 1, 2 }, 2, 1, 2).Shape);
        Assert.Equal([1, 1, 2, 2], Tile(new[,] { { 1 }, { 2 } }, 2).ToArray<int>());
    }

    [Fact]
    public void Repeats_stand_next_to_their_original()
    {
        Assert.Equal(["a", "a", "b", "b"], Repeat(new[] { "a", "b" }, 2).ToArray<string>());
        Assert.Equal([1, 2, 3, 4, 3, 4], Repeat(new[,] { { 1, 2 }, { 3, 4 } }, [1, 2], axis: 0).ToArray<int>());
        Assert.Equal([1, 1, 2, 2, 3, 3, 4, 4], Repeat(new[,] { { 1, 2 }, { 3, 4 } }, 2, axis: -1).ToArray<int>());
        Assert.Empty(Repeat(new[] { 1, 2 }, 0).ToArray<int>());
    }

    [Fact]
    public void Unknown_lengths_stay_unknown()
    {
        Tensor x = Tensor.Symbolic([null, 2], DType.Float32);
        Assert.Equal([null, 6], Tile(x, 2, 3).Shape);
        Assert.Equal([null, 4], Repeat(x, 2, 1).Shape);
        Assert.Equal([3, 2], Repeat(x, [1, 2], 0).Shape);
    }

    [Fact]
    public void Bad_counts_are_errors()
    {
        Assert.Throws<ShapeException>(() => Tile(new[] { 1 }, -1));
        Assert.Throws<ShapeException>(() => Repeat(new[] { 1, 2 }, [1, 2, 3], 0));
        Assert.Throws<ShapeException>(() => Repeat(new[] { 1, 2 }, -1, 0));
    }
}
