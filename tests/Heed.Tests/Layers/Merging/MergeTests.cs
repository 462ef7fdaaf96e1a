using Heed.Layers;

namespace Heed.Tests.Layers.Merging;

public class MergeTests
{
    [Fact]
    public void Lower_ranks_get_axes_after_the_batch()
    {
        Tensor sum = new Add().Apply([new float[,,] { { { 1, 2 }, { 3, 4 } } }, new float[,] { { 10, 20 } }]);
        Assert.Equal([11f, 22, 13, 24], sum.ToArray<float>());
    }

    [Fact]
    public void Mask_is_kept_only_if_every_input_has_one()
    {
        Tensor Masked(params bool[] mask)
        {
            Tensor x = new float[1, 2, 3];
            x.Mask = Tensor.From(mask, [1, 2]);
            return x;
        }
        Assert.Equal([true, true], new Add().Apply([Masked(true, false), Masked(false, true)]).Mask!.ToArray<bool>());
        Assert.Null(new Add().Apply([Masked(true, false), new float[1, 2, 3]]).Mask);
    }

    [Fact]
    public void Rejects_a_single_tensor_other_batches_and_shapes_that_do_not_broadcast()
    {
        Assert.Contains("a list of inputs", Assert.Throws<ArgumentException>(() => new Add().Apply(new float[2, 3])).Message);
        Assert.Throws<ShapeException>(() => new Add().Apply([new float[2, 3], new float[1, 3]]));
        Assert.Throws<ShapeException>(() => new Add().Apply([new float[2, 3], new float[2, 4]]));
    }

    [Fact]
    public void Rejects_masks_that_are_not_one_for_each_input() =>
        Assert.Throws<ArgumentException>(() => new Add().Apply([new float[1, 2, 3], new float[1, 2, 3]], mask: new bool[1, 2]));
}
