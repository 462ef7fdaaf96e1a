using System.Text.Json;
using Heed.Conformance;

namespace Heed.Tests;

public sealed class DifferencesTests
{
    private static readonly Differences One = new("# Title\n\ntext\n- `layers/x#1`: because\n");

    [Theory]
    [InlineData("layers/x#1", Outcome.Failed, Outcome.Passed, false)]
    [InlineData("layers/x#1", Outcome.Passed, Outcome.Passed, true)]
    [InlineData("layers/x#1", Outcome.Unsupported, Outcome.Unsupported, false)]
    [InlineData("layers/x#2", Outcome.Failed, Outcome.Failed, false)]
    public void Only_a_listed_case_that_fails_is_excused(string id, object before, object after, bool stale)
    {
        var item = new Case("layers", "x", id, default(JsonElement), new("no such file"), "x.json");
        (Result result, bool isStale) = One.Apply(new(item, (Outcome)before, 0, null));
        Assert.Equal((Outcome)after, result.Outcome);
        Assert.Equal(stale, isStale);
    }

    [Theory]
    [InlineData("- layers/x: no backquotes")]
    [InlineData("- `layers/x`")]
    [InlineData("- `a`: once\n- `a`: twice")]
    public void A_list_that_cannot_be_read_is_refused(string markdown) => Assert.Throws<FormatException>(() => new Differences(markdown));

    [Fact]
    public void The_closing_line_counts_unsupported_cases_as_failed()
    {
        var item = new Case("layers", "x", "id", default(JsonElement), new("no such file"), "x.json");
        Result[] results = [new(item, Outcome.Passed, 0, null), new(item, Outcome.Failed, 2, "differs"), new(item, Outcome.Unsupported, double.NaN, "x")];
        var output = new StringWriter();
        Report.Write(output, results);
        Assert.EndsWith("1 passed, 2 failed" + Environment.NewLine, output.ToString());
        Assert.Contains("differs", output.ToString());
    }
}
