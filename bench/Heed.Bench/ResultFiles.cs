using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Heed.Bench;

/// <summary>Writes a run down: JSON lines for programs, and a Markdown table beside them for people.</summary>
internal static class ResultFiles
{
    private static readonly JsonSerializerOptions Snake = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Writes both files.</summary>
    /// <param name="path">A file; or a folder, in which the processor's folder and a name are chosen: <c>bench/results/{processor}/{what}-{threads}t.jsonl</c>.</param>
    /// <param name="what">The command of the run.</param>
    /// <param name="machine">What it ran on: the first line.</param>
    /// <param name="rows">The results: a line each.</param>
    public static string Write(string path, string what, Machine machine, IReadOnlyList<Row> rows)
    {
        if (Directory.Exists(path) || Path.EndsInDirectorySeparator(path)) path = Path.Combine(path, machine.Folder, $"{what}-{machine.Threads}t.jsonl");
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
        File.WriteAllLines(path, [JsonSerializer.Serialize(machine, Snake), .. rows.Select(row => Line(row, machine.Threads))]);
        File.WriteAllText(Path.ChangeExtension(path, ".md"), Markdown(what, machine, rows));
        return path;
    }

    /// <summary>Backend, work and ms are what bench_keras.py prints.</summary>
    private static string Line(Row row, int threads) => JsonSerializer.Serialize(new
    {
        Backend = "heed",
        row.Work,
        Ms = Rounded(row.Heed?.Median),
        row.Group,
        Threads = threads,
        row.Peer,
        PeerMs = Rounded(row.PeerMilliseconds),
        Ratio = Rounded(row.Ratio?.Median),
        RatioLow = Rounded(row.Ratio?.Low),
        RatioHigh = Rounded(row.Ratio?.High),
        Gflops = Rounded(row.Gflops),
        ShareOfPeak = Rounded(row.Share),
        row.Error,
    }, Snake);

    private static string Markdown(string what, Machine machine, IReadOnlyList<Row> rows)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"# {what}, {machine.Threads} thread(s)\n{ScreenReport.Describe(machine)}\n");
        foreach (IGrouping<string, Row> group in rows.GroupBy(row => row.Group))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{ScreenReport.Title(group.Key)}\n\n|{string.Join('|', ScreenReport.Columns)}|\n|---|---|--:|--:|--:|--:|--:|\n");
            foreach (Row row in group) text.Append(CultureInfo.InvariantCulture, $"|{string.Join('|', ScreenReport.Cells(row))}|\n");
        }
        return text.ToString();
    }

    private static double? Rounded(double? value) => value is { } number && double.IsFinite(number) ? Math.Round(number, 5) : null;
}
