using Heed.Conformance;

namespace Heed.Tests;

/// <summary>Heed answers as Keras does: all of tests/reference, by the same code as the program Heed.Conformance.</summary>
public sealed class ConformanceTests(ConformanceTests.AllCases all) : IClassFixture<ConformanceTests.AllCases>
{
    /// <summary>Runs every case once for all tests of this class.</summary>
    public sealed class AllCases
    {
        internal string Folder { get; } = SourceTree.Root + "tests/reference";
        internal IReadOnlyList<Case> Cases { get; }
        internal IReadOnlyList<(Result Result, bool IsStale)> Results { get; }

        public AllCases()
        {
            Cases = [.. ReferenceFolder.Read(Folder)];
            Results = [.. Cases.Select(item => Differences.BuiltIn.Apply(ConformanceRun.Run(item)))];
        }
    }

    [Fact]
    public void Every_case_of_a_known_class_passes()
    {
        string[] failures = [.. from x in all.Results
                                where x.Result.Outcome == Outcome.Failed
                                select $"{x.Result.Case.Folder}/{x.Result.Case.Class} {x.Result.Case.Id}: {x.Result.Message}"];
        Assert.True(failures.Length == 0, $"{failures.Length} cases fail:\n{string.Join('\n', failures.Take(50))}");
    }

    [Fact]
    public void What_is_still_missing_is_listed() => Snapshot.Verify("tests/Heed.Tests/Conformance/Missing.verified.txt", string.Join('\n',
        from x in all.Results
        where x.Result.Outcome == Outcome.Unsupported
        group x by (x.Result.Case.Folder, x.Result.Case.Class, x.Result.Message) into missing
        select $"{missing.Key.Folder}/{missing.Key.Class}: {missing.Count()}, {missing.Key.Message}"));

    [Fact]
    public void Differences_lists_no_case_that_passes() =>
        Assert.Empty(all.Results.Where(x => x.IsStale).Select(x => x.Result.Case.Id));

    [Fact]
    public void Every_case_that_the_manifest_counts_is_read() =>
        Assert.Empty(ReferenceFolder.MissingFromManifest(all.Folder, all.Cases));

    [Fact]
    public void Every_folder_of_the_reference_is_read_and_every_id_is_unique()
    {
        Assert.Equal(Directory.GetDirectories(all.Folder).Select(Path.GetFileName).Order(), all.Cases.Select(x => x.Kind).Distinct().Order());
        Assert.Equal(all.Cases.Count, all.Cases.DistinctBy(x => (x.Folder, x.Class, x.Id)).Count());
    }
}
