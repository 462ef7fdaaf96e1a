using Heed.Initializers;

namespace Heed.Tests.Weights.Initializers;

public class ConstantTests
{
    [Fact]
    public void Array_broadcasts_and_stands_in_the_config()
    {
        var constant = new Constant(new double[] { 1, 2 });
        Assert.Equal([1f, 2, 1, 2], constant.Create([2, 2]).ToArray<float>());

        Config config = constant.GetConfig();
        Assert.Equal("""{"value":{"class_name":"__numpy__","config":{"value":[1.0,2.0],"dtype":"float64"}}}""", config.Json.ToJsonString());
        Assert.Equal([1f, 2], KerasRegistry.Create<Initializer>("Constant", config).Create([2]).ToArray<float>());
    }

    [Fact]
    public void Number_keeps_its_kind_in_the_config()
    {
        Assert.Equal("""{"value":2}""", new Constant(2).GetConfig().Json.ToJsonString());
        Assert.Equal("""{"value":2.0}""", new Constant(2.0).GetConfig().Json.ToJsonString());
    }

    [Fact]
    public void Tensor_given_as_initializer_is_the_first_value()
    {
        Initializer initializer = (Tensor)new float[] { 3, 4 };
        Assert.Equal([3f, 4], initializer.Create([2]).ToArray<float>());
        Assert.Throws<ShapeException>(() => initializer.Create([3]));
    }
}
