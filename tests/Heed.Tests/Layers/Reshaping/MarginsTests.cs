using System.Text.Json.Nodes;
using Heed.Layers;

namespace Heed.Tests.Layers.Reshaping;

public class MarginsTests
{
    [Fact]
    public void One_number_counts_for_all_sides_one_an_axis_for_both_and_pairs_for_each()
    {
        Assert.Equal([(1, 1), (1, 1)], Of(1));
        Assert.Equal([(1, 1), (2, 2)], Of([1, 2]));
        Assert.Equal([(1, 0), (2, 3)], Of([[1, 0], [2, 3]]));
        Assert.Equal([(4, 4), (2, 3)], Of([4, [2, 3]]));
    }

    private static (int, int)[] Of(Margins margins) => margins.Of(2, "x", "padding");

    [Theory]
    [InlineData("1", "1")]
    [InlineData("[1,2]", "[1, 2]")]
    [InlineData("[[1,0],[2,3]]", "[[1, 0], [2, 3]]")]
    public void Configs_hold_all_three_forms(string json, string text) =>
        Assert.Equal(text, Margins.Read(new Config().With("padding", JsonNode.Parse(json)), "padding")!.ToString());

    [Fact]
    public void Rejects_negative_numbers_and_too_few_or_too_many()
    {
        foreach (Margins wrong in (Margins[])[-1, [1], [1, 2, 3], [[1], [2]], [[1, 2, 3], [1, 2]], [[1, -1], [0, 0]]])
            Assert.Contains("2 pairs", Assert.Throws<ArgumentException>(() => wrong.Of(2, "x", "padding")).Message);
    }
}
