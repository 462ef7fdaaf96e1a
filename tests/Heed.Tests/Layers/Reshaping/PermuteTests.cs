using Heed.Layers;

namespace Heed.Tests.Layers.Reshaping;

public class PermuteTests
{
    [Fact]
    public void Swaps_axes_after_the_batch() =>
        Assert.Equal([1f, 3, 5, 2, 4, 6], new Permute([2, 1]).Apply(new float[,,] { { { 1, 2 }, { 3, 4 }, { 5, 6 } } }).ToArray<float>());

    [Fact]
    public void A_vector_is_repeated_at_every_step() =>
        Assert.Equal([1f, 2, 1, 2, 1, 2, 3, 4, 3, 4, 3, 4], new RepeatVector(3).Apply(new float[,] { { 1, 2 }, { 3, 4 } }).ToArray<float>());

    [Fact]
    public void Rejects_what_is_no_order_and_other_ranks()
    {
        foreach (int[] wrong in (int[][])[[0, 1], [1, 3], [1, 1], [2]]) Assert.Throws<ArgumentException>(() => new Permute(wrong));
        Assert.Throws<ShapeException>(() => new Permute([2, 1]).Apply(new float[1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RepeatVector(0));
        Assert.Throws<ShapeException>(() => new RepeatVector(2).Apply(new float[1, 2, 3]));
    }
}
