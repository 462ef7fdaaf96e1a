using Heed.Layers;

namespace Heed.Tests.Layers.Merging;

public class ConcatenateTests
{
    [Fact]
    public void Masks_are_joined_along_time_and_inputs_without_one_count()
    {
        Tensor first = new float[1, 2, 3];
        first.Mask = new[,] { { true, false } };
        Assert.Equal([true, false, true], new Concatenate(axis: 1).Apply([first, new float[1, 1, 3]]).Mask!.ToArray<bool>());
    }

    [Fact]
    public void An_element_counts_if_any_joined_part_does()
    {
        Tensor first = new float[1, 2, 3], second = new float[1, 2, 1];
        (first.Mask, second.Mask) = (new[,] { { true, false } }, new[,] { { false, false } });
        Assert.Equal([true, false], new Concatenate().Apply([first, second]).Mask!.ToArray<bool>());
    }

    [Fact]
    public void Unknown_lengths_add_up_to_an_unknown_one()
    {
        Tensor Entry(int? steps) => Tensor.Symbolic([null, steps, 3], DType.Float32);
        Assert.Equal([null, null, 3], new Concatenate(axis: 1).Apply([Entry(null), Entry(2)]).Shape);
        Assert.Equal([null, 2, 6], new Concatenate().Apply([Entry(2), Entry(2)]).Shape);
    }

    [Fact]
    public void Rejects_other_lengths_ranks_and_axes()
    {
        Assert.Throws<ShapeException>(() => new Concatenate().Apply([new float[2, 3], new float[1, 3]]));
        Assert.Throws<ShapeException>(() => new Concatenate().Apply([new float[2, 3], new float[2, 3, 1]]));
        Assert.Throws<ShapeException>(() => new Concatenate(axis: 2).Apply([new float[2, 3], new float[2, 3]]));
        Assert.Throws<ArgumentException>(() => new Concatenate().Apply(new float[2, 3]));
    }
}
