using Heed.Layers;

namespace Heed.Tests.Layers;

public class GroupNormalizationTests
{
    [Fact]
    public void Rejects_other_ranks_and_channels_than_it_was_built_for()
    {
        var layer = new GroupNormalization(groups: 2, center: false, scale: false);
        layer.Apply(new float[2, 3, 4]);
        Assert.Contains("rank and channels of (2, 3, 4), for which it was built", Assert.Throws<ShapeException>(() => layer.Apply(new float[2, 3, 6])).Message);
        Assert.Throws<ShapeException>(() => layer.Apply(new float[2, 4]));
        Assert.Equal([5, 2, 4], layer.Apply(new float[5, 2, 4]).Shape);
    }
}
