using System.Text.RegularExpressions;

namespace Heed.Conformance;

/// <summary>What a summary says, without how wide its columns are: Keras cuts words off where they do not fit, Heed does not.</summary>
internal static class SummaryText
{
    /// <summary>Compares all cells and the sums below the table.</summary>
    public static void Check(string expected, string received, Check check)
    {
        string[][] theirs = [.. Rows(expected)], ours = [.. Rows(received)];
        check.Equal("summary: rows", theirs.Length, ours.Length);
        foreach ((int row, (string[] cells, string[] own)) in theirs.Zip(ours).Index())
            foreach ((string cell, string text) in cells.Zip(own))
                if (!Regex.IsMatch(text, "^" + Regex.Escape(cell).Replace("…", ".*") + "$")) check.Fail($"summary, row {row}: expected {cell}, received {text}");
        check.Equal("summary: sums", string.Join('\n', Sums(expected)), string.Join('\n', Sums(received)));
    }

    /// <summary>The cells of each row, without blanks: a cell may go on in the next line.</summary>
    private static IEnumerable<string[]> Rows(string summary)
    {
        string[]? row = null;
        foreach (string line in summary.Split('\n'))
        {
            if (line.StartsWith('│'))
            {
                string[] cells = [.. line.Trim('│').Split('│').Select(cell => cell.Replace(" ", ""))];
                row = row is null ? cells : [.. row.Zip(cells, (above, below) => above + below)];
            }
            else if (row is not null)
            {
                yield return row;
                row = null;
            }
        }
    }

    private static IEnumerable<string> Sums(string summary) => summary.Split('\n').Where(line => line.StartsWith(' ')).Select(line => line.TrimEnd());
}
