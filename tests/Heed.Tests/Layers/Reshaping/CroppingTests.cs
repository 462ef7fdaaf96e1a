using Heed.Layers;

namespace Heed.Tests.Layers.Reshaping;

public class CroppingTests
{
    private static readonly Tensor Sequence = Heed.Ops.Reshape(Heed.Ops.Arange(0, 5, 1, DType.Float32), [1, 5, 1]);

    [Fact]
    public void Cuts_off_both_ends()
    {
        Assert.Equal([1f, 2, 3], new Cropping1D().Apply(Sequence).ToArray<float>());
        Assert.Equal([0f, 1, 2], new Cropping1D([0, 2]).Apply(Sequence).ToArray<float>());
    }

    [Fact]
    public void Each_side_of_an_image_has_its_own_number()
    {
        Tensor image = Heed.Ops.Reshape(Heed.Ops.Arange(0, 12, 1, DType.Float32), [1, 3, 4, 1]);
        Assert.Equal([5f, 6, 9, 10], new Cropping2D([[1, 0], [1, 1]]).Apply(image).ToArray<float>());
        Assert.Equal(image.ToArray<float>(), new Cropping2D().Apply(image).ToArray<float>());
    }

    [Fact]
    public void The_type_stays_and_unknown_lengths_stay_unknown()
    {
        Tensor y = new Cropping1D().Apply(Tensor.Symbolic([null, null, 2], DType.Int64));
        Assert.Equal("(None, None, 2) int64", y.Spec.ToString());
    }

    [Fact]
    public void Rejects_cutting_everything_off_and_other_ranks()
    {
        Assert.Contains("longer than the cropping", Assert.Throws<ShapeException>(() => new Cropping1D([2, 3]).Apply(Sequence)).Message);
        Assert.Throws<ShapeException>(() => new Cropping3D([1, 1, 2]).Apply(new float[1, 3, 3, 4, 1]));
        Assert.Throws<ShapeException>(() => new Cropping1D().Apply(new float[1, 5]));
        Assert.Throws<ArgumentException>(() => new Cropping1D([1, 2, 3]));
        Assert.Throws<ArgumentException>(() => new Cropping1D(-1));
    }
}
