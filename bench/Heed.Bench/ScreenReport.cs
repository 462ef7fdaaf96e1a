using System.Globalization;
using Spectre.Console;

namespace Heed.Bench;

/// <summary>The report on the terminal, and the cells that the Markdown report shares.</summary>
internal static class ScreenReport
{
    private const int WidthWithoutTerminal = 150;

    /// <summary>The group whose operations are no multiplications.</summary>
    private const string Counted = "preprocessing";

    /// <summary>Headings of a table.</summary>
    public static string[] Columns { get; } = ["work", "peer", "Heed ms", "peer ms", "ratio (quartiles)", "GFLOP/s", "of peak"];

    /// <summary>One line on the machine.</summary>
    public static string Describe(Machine machine) => string.Create(CultureInfo.InvariantCulture,
        $"{machine.Processor}, {machine.Cores} cores, {machine.Vectors}; {machine.Runtime}. {machine.Threads} thread(s); measured multiply-add peak: {machine.PeakOfOne:0} GFLOP/s on one thread, {machine.Peak:0} on {machine.Threads}.");

    /// <summary>Prints the rows of a group.</summary>
    public static void Print(string group, IReadOnlyList<Row> rows)
    {
        if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = WidthWithoutTerminal;
        Console.WriteLine();
        Console.WriteLine(Title(group));
        Table table = new Table().SimpleBorder().AddColumns(Columns);
        for (int i = 2; i < Columns.Length; i++) table.Columns[i].RightAligned();
        foreach (Row row in rows) table.AddRow([.. Cells(row).Select(cell => new Text(cell))]);
        AnsiConsole.Write(table);
        foreach (Row row in rows.Where(row => row.Error is not null)) Console.WriteLine($"{row.Work}: {row.Error}");
    }

    /// <summary>What a table of this group shows.</summary>
    public static string Title(string group) => group is "train" or "predict"
        ? $"{group}: ratio to the fastest Keras backend on another machine, scaled by the peaks (one sample: unscaled); an estimate"
        : group is "memory" ? "memory: MB at the peak of loading beyond what the process had before; ratio = the weights / that"
        : $"{group}: ratio = peer / Heed, above 1 Heed is faster{(group == Counted ? "; M/s: million words a second" : "")}";

    /// <summary>A row as text.</summary>
    public static string[] Cells(Row row)
    {
        if (row.Error is not null) return [row.Work, row.Peer, "error", "", "", "", ""];
        return
        [
            row.Work, row.Peer, Milliseconds(row.Heed?.Median), Milliseconds(row.PeerMilliseconds),
            row.Ratio is { } ratio ? Invariant($"{ratio.Median:0.00} ({ratio.Low:0.00}–{ratio.High:0.00})") : "",
            row.Gflops is { } gflops ? row.Group == Counted ? Invariant($"{1000 * gflops:0.0} M/s") : Invariant($"{gflops:0.0}") : "",
            row.Share is { } share && row.Group != Counted ? Invariant($"{100 * share:0} %") : "",
        ];
    }

    private static string Milliseconds(double? time) => time is { } value ? value.ToString(value < 10 ? "0.0000" : "0.00", CultureInfo.InvariantCulture) : "";

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
