using Heed.Layers;

namespace Heed.Tests.Layers.Core;

public class InputLayerTests
{
    [Fact]
    public void Shape_and_batch_make_the_tensor()
    {
        Tensor input = Input.Of([null, 8], batchSize: 4, dtype: DType.Int32, name: "tokens");
        Assert.Equal("(4, None, 8) int32", $"{input.Spec}");
    }

    [Fact]
    public void Config_is_that_of_Keras_and_makes_an_equal_entry()
    {
        Config config = new InputLayer([8], name: "x").GetConfig();
        const string Expected = """{"batch_shape":[null,8],"dtype":"float32","sparse":false,"ragged":false,"name":"x","optional":false}""";
        Assert.Equal(Expected, config.Json.ToJsonString());
        Assert.Equal(Expected, KerasRegistry.Create<Layer>("InputLayer", config).GetConfig().Json.ToJsonString());
    }

    [Fact]
    public void Rejects_no_shape_two_shapes_sparse_and_ragged()
    {
        Assert.Throws<ArgumentException>(() => new InputLayer());
        Assert.Throws<ArgumentException>(() => new InputLayer([8], batchShape: [null, 8]));
        Assert.Throws<ArgumentException>(() => new InputLayer(batchSize: 2, batchShape: [null, 8]));
        Assert.Throws<ArgumentException>(() => new InputLayer([8], sparse: true));
        Assert.Throws<ArgumentException>(() => new InputLayer([8], ragged: true));
    }

    [Fact]
    public void Given_tensor_becomes_the_entry_if_the_rest_agrees()
    {
        Tensor tensor = Tensor.Symbolic([null, 8], DType.Float32);
        Assert.Same(tensor, new InputLayer(inputTensor: tensor, shape: [8]).Output);
        Assert.Throws<ArgumentException>(() => new InputLayer(inputTensor: tensor, batchSize: 2));
        Assert.Throws<ArgumentException>(() => new InputLayer(inputTensor: new float[2, 8]));
    }
}
