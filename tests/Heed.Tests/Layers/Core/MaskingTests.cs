using Heed.Layers;

namespace Heed.Tests.Layers.Core;

public class MaskingTests
{
    [Fact]
    public void Steps_that_equal_the_value_everywhere_are_masked_and_zeroed()
    {
        Tensor output = new Masking(5.0).Apply(new float[,,] { { { 5, 5 }, { 5, 1 }, { 0, 0 } } });
        Assert.Equal([0f, 0, 5, 1, 0, 0], output.ToArray<float>());
        Assert.Equal([false, true, true], output.Mask!.ToArray<bool>());
    }

    [Fact]
    public void Value_may_be_an_array()
    {
        var masking = new Masking(new float[] { 1, 2 });
        Assert.Equal([false, true], masking.Apply(new float[,,] { { { 1, 2 }, { 2, 1 } } }).Mask!.ToArray<bool>());
        Assert.Equal([false, true], KerasRegistry.Create<Layer>("Masking", masking.GetConfig()).Apply(new float[,,] { { { 1, 2 }, { 2, 1 } } }).Mask!.ToArray<bool>());
    }
}
