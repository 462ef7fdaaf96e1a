using Heed.Layers;

namespace Heed.Tests.Layers.Reshaping;

public class ZeroPaddingTests
{
    [Fact]
    public void Zeros_come_before_and_after()
    {
        Assert.Equal([0f, 1, 2, 0, 0], new ZeroPadding1D([1, 2]).Apply(new float[,,] { { { 1 }, { 2 } } }).ToArray<float>());
        Assert.Equal([0f, 1, 2, 0], new ZeroPadding1D(dataFormat: DataFormat.ChannelsFirst).Apply(new float[,,] { { { 1, 2 } } }).ToArray<float>());
    }

    [Fact]
    public void Each_side_of_an_image_has_its_own_number() =>
        Assert.Equal([0f, 0, 0, 1, 0, 0, 0, 0, 0], new ZeroPadding2D([[1, 1], [0, 2]]).Apply(new float[,,,] { { { { 1 } } } }).ToArray<float>());

    [Fact]
    public void Whole_numbers_stay_whole() => Assert.Equal([0, 7, 0], new ZeroPadding1D().Apply(new int[,,] { { { 7 } } }).ToArray<int>());

    [Fact]
    public void The_config_holds_pairs()
    {
        Assert.Equal("[1,1]", new ZeroPadding1D().GetConfig().Json["padding"]!.ToJsonString());
        Assert.Equal("[[2,2],[0,0],[1,3]]", new ZeroPadding3D([2, 0, [1, 3]]).GetConfig().Json["padding"]!.ToJsonString());
    }

    [Fact]
    public void Rejects_negative_numbers_and_other_ranks()
    {
        Assert.Throws<ArgumentException>(() => new ZeroPadding2D(-1));
        Assert.Throws<ShapeException>(() => new ZeroPadding2D().Apply(new float[1, 2, 3]));
    }
}
