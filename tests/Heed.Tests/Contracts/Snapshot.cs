namespace Heed.Tests;

/// <summary>Compares a text with a file that a person has looked at: <c>NAME.verified.txt</c>.</summary>
/// <remarks>Run the tests with <c>HEED_ACCEPT=1</c> to write the files anew; then read the diff.</remarks>
internal static class Snapshot
{
    /// <param name="file">From the root of the repository, such as <c>tests/Heed.Tests/Models/Summary.verified.txt</c>.</param>
    /// <param name="received">The text now.</param>
    public static void Verify(string file, string received)
    {
        received = received.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        string path = SourceTree.Root + file;
        if (Environment.GetEnvironmentVariable("HEED_ACCEPT") == "1") File.WriteAllText(path, received);
        string verified = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        Assert.True(verified == received, $"{file} differs from what was received. If the new text is right, run the test with HEED_ACCEPT=1.\n{Difference(verified, received)}");
    }

    private static string Difference(string verified, string received)
    {
        string[] before = verified.Split('\n'), after = received.Split('\n');
        return string.Join('\n', [.. before.Except(after).Select(line => $"- {line}"), .. after.Except(before).Select(line => $"+ {line}")]);
    }
}
