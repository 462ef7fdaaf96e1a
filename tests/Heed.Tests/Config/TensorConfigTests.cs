using System.Text.Json.Nodes;

namespace Heed.Tests;

public class TensorConfigTests
{
    [Theory]
    [InlineData("2")]
    [InlineData("0.5")]
    [InlineData("""{"class_name":"__numpy__","config":{"value":[[1.5,2.0],[-3.0,0.0]],"dtype":"float32"}}""")]
    [InlineData("""{"class_name":"__numpy__","config":{"value":[1,2,3],"dtype":"int64"}}""")]
    [InlineData("""{"class_name":"__numpy__","config":{"value":[true,false],"dtype":"bool"}}""")]
    public void Tensors_come_back_as_they_were_written(string json) =>
        Assert.Equal(json, TensorConfig.ToJson(TensorConfig.Read(JsonNode.Parse(json)!)).ToJsonString());

    [Theory]
    [InlineData("[[1,2],[3]]")]
    [InlineData("[1,[2]]")]
    [InlineData("[[1],2]")]
    [InlineData("[null]")]
    public void Rejects_lists_that_are_not_rectangular(string json) => Assert.Throws<ArgumentException>(() => TensorConfig.Read(JsonNode.Parse(json)!));
}
