using System.Text.Json.Nodes;
using Heed.Layers;

namespace Heed.Tests.Layers.Preprocessing;

public class RescalingTests
{
    [Fact]
    public void Bytes_become_numbers_around_0()
    {
        Tensor y = new Rescaling(1 / 127.5, -1).Apply(new byte[] { 0, 255 });
        Assert.Equal(DType.Float32, y.DType);
        Assert.Equal([-1f, 1], y.ToArray<float>());
    }

    [Fact]
    public void Each_channel_may_have_its_own_numbers() =>
        Assert.Equal([12f, 26], new Rescaling(new float[] { 1, 2 }, new float[] { 2, 6 }).Apply(new float[,] { { 10, 10 } }).ToArray<float>());

    [Fact]
    public void In_float64_the_factor_is_exact() =>
        Assert.Equal([1 / 255.0], new Rescaling(1 / 255.0) { DType = "float64" }.Apply(new double[] { 1 }).ToArray<double>());

    [Theory]
    [InlineData("0.00392156862745098", "-1")]
    [InlineData("[1,2]", "0.5")]
    [InlineData("""{"class_name":"__numpy__","config":{"value":[1.5,2.0],"dtype":"float32"}}""", "[[0.5,1]]")]
    public void The_config_keeps_numbers_lists_and_arrays_apart(string scale, string offset)
    {
        Config config = new Config().With("name", "x").With("scale", JsonNode.Parse(scale)).With("offset", JsonNode.Parse(offset));
        Config written = KerasRegistry.Create<Layer>("Rescaling", config).GetConfig();
        Assert.Equal((scale, offset), (written.Json["scale"]!.ToJsonString(), written.Json["offset"]!.ToJsonString()));
    }

    [Fact]
    public void Rejects_what_does_not_broadcast_and_what_is_no_number()
    {
        Assert.Throws<ShapeException>(() => new Rescaling(new float[] { 1, 2 }).Apply(new float[2, 3]));
        Assert.Throws<ShapeException>(() => new Rescaling(new float[1, 2]).Apply(new float[2]));
        Assert.Throws<ArgumentException>(() => new Rescaling(double.NaN));
    }
}
