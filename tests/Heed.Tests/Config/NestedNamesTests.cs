using System.Text.Json.Nodes;

namespace Heed.Tests;

public sealed class NestedNamesTests
{
    private const string Json = """{"images":[1],"boxes":{"xy":[2],"inner":{"label":[3]}},"pair":[[4],{"last":[5]}]}""";

    [Fact]
    public void Paths_stand_in_the_order_of_the_file() => Assert.Equal(
        ["images", "boxes/xy", "boxes/inner/label", "pair/0", "pair/1/last"],
        NestedNames.Flatten(JsonNode.Parse(Json), IsLeaf).Select(pair => pair.Key));

    [Fact]
    public void Nesting_undoes_flattening() =>
        Assert.Equal(Json, NestedNames.Nest(NestedNames.Flatten(JsonNode.Parse(Json), IsLeaf).Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))).ToJsonString());

    private static bool IsLeaf(JsonNode? node) => node is JsonArray and [JsonValue];

    [Theory]
    [InlineData("a", "a/b")]
    [InlineData("a/b", "a")]
    [InlineData("a", "a")]
    public void One_place_cannot_hold_two_values(string first, string second) =>
        Assert.Throws<ArgumentException>(() => NestedNames.Nest([new(first, 1), new(second, 2)]));

    [Fact]
    public void A_list_has_its_places_as_names() =>
        Assert.Equal(["a/0", "a/1/b"], NestedNames.Flatten(JsonNode.Parse("""{"a":[1,{"b":2}]}"""), node => node is JsonValue).Select(pair => pair.Key));
}
