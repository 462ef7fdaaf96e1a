using Heed.Layers;

namespace Heed.Tests.Layers.Reshaping;

public class ReshapeTests
{
    [Fact]
    public void Open_length_follows_from_the_input()
    {
        Assert.Equal([2, 3, 4], new Reshape([3, -1]).Apply(new float[2, 12]).Shape);
        Assert.Equal([null, 3, null], new Reshape([3, -1]).Apply(Tensor.Symbolic([null, null, 4], DType.Float32)).Shape);
    }

    [Fact]
    public void Rejects_other_sizes_two_open_lengths_and_negative_ones()
    {
        Assert.Throws<ShapeException>(() => new Reshape([5]).Apply(new float[2, 12]));
        Assert.Throws<ShapeException>(() => new Reshape([5, -1]).Apply(new float[2, 12]));
        Assert.Throws<ArgumentException>(() => new Reshape([-1, -1]));
        Assert.Throws<ArgumentException>(() => new Reshape([-2]));
    }
}
