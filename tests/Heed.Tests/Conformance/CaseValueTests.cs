using System.Text.Json;
using Heed.Conformance;

namespace Heed.Tests;

public sealed class CaseValueTests
{
    private static readonly TensorFile NoTensors = new("no such file");

    [Theory]
    [InlineData("3", "() int32")]
    [InlineData("[[1, 2], [3, 4], [5, 6]]", "(3, 2) int32")]
    [InlineData("[1, 2.5]", "(2,) float32")]
    [InlineData("""["a", "b"]""", "(2,) string")]
    [InlineData("[true]", "(1,) bool")]
    [InlineData("""{"$strings": ["a", "b"], "shape": [2, 1]}""", "(2, 1) string")]
    public void Literals_are_one_tensor(string json, string spec) =>
        Assert.Equal(spec, Assert.Single(CaseValue.ToTensors(Parse(json), NoTensors)).Spec.ToString());

    [Theory]
    [InlineData("""{"$float": "nan"}""", double.NaN)]
    [InlineData("""{"$float": "-inf"}""", double.NegativeInfinity)]
    [InlineData("0.25", 0.25)]
    public void Numbers_may_be_infinite(string json, double expected) => Assert.Equal(expected, CaseValue.ToDouble(Parse(json)));

    [Fact]
    public void Structures_are_flattened_in_order_and_by_sorted_key()
    {
        const string A = """{"$strings": ["a"], "shape": [1]}""", B = """{"$strings": ["b"], "shape": [1]}""", C = """{"$strings": ["c"], "shape": [1]}""";
        string nested = $$$"""{"$tuple": [{{{C}}}, {"$dict": {"y": {{{B}}}, "x": [{{{A}}}, null]}}]}""";
        Assert.Equal(["0 c", "1/x/0 a", "1/x/1 -", "1/y b"],
            CaseValue.Flatten(Parse(nested), NoTensors).Select(x => $"{x.Name} {x.Tensor?.Item<string>() ?? "-"}"));

        Tensors named = CaseValue.ToTensors(Parse($$$"""{"$dict": {"y": {{{B}}}, "x": {{{A}}}}}"""), NoTensors);
        Assert.Equal(["x", "y"], named.Names!);
        Assert.True(CaseValue.ToTensors(Parse($"[{A}]"), NoTensors).IsList);
        Assert.False(CaseValue.ToTensors(Parse(A), NoTensors).IsList);
    }

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
