using System.Text.RegularExpressions;

namespace Heed.Tests;

/// <summary>What a sample of one file promises its reader; that it reaches its figure, <c>.ci/run</c> finds out by its exit code.</summary>
public sealed partial class SamplesTests
{
    private const int MostLines = 120;

    private static readonly string Table = SourceTree.Read("samples/README.md"), Script = SourceTree.Read(".ci/run");

    public static TheoryData<string> Samples() => [.. Directory.EnumerateFiles(SourceTree.Root + "samples", "*.cs").Select(path => Path.GetFileName(path)).Order()];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Sample_is_a_page_that_says_how_to_run_it(string sample)
    {
        string[] lines = SourceTree.Read($"samples/{sample}").ReplaceLineEndings("\n").TrimEnd().Split('\n');
        Assert.InRange(lines.Length, 1, MostLines);
        Assert.StartsWith("// ", lines[0]);
        Assert.Contains(lines, line => line.StartsWith($"//   dotnet run -c Release samples/{sample} ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith($"//   dotnet run -c Release samples/{sample} -- --quick", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Sample_fails_below_its_figure(string sample) =>
        Assert.Matches(ExitCode(), SourceTree.Read($"samples/{sample}"));

    [Theory]
    [MemberData(nameof(Samples))]
    public void Sample_stands_in_the_table(string sample) => Assert.Contains($"`{sample}`", Table);

    [Theory]
    [MemberData(nameof(Samples))]
    public void Data_of_a_sample_are_in_the_repository_and_credited(string sample)
    {
        foreach (Match file in DataFile().Matches(SourceTree.Read($"samples/{sample}")))
        {
            Assert.True(File.Exists($"{SourceTree.Root}samples/data/{file.Groups[1].Value}"), file.Value);
            Assert.Contains($"`{file.Groups[1].Value}`", SourceTree.Read("samples/data/README.md"));
        }
    }

    [Fact]
    public void All_samples_run_before_a_merge() => Assert.Contains("for sample in samples/*.cs", Script);

    [GeneratedRegex(@"^return .+ \? 0 : 1;", RegexOptions.Multiline)]
    private static partial Regex ExitCode();

    [GeneratedRegex(@"Path\.Combine\(folder, ""([^""]+)""\)")]
    private static partial Regex DataFile();
}
