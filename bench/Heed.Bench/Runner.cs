namespace Heed.Bench;

/// <summary>What the command line asks for.</summary>
/// <param name="What">A group, or all.</param>
/// <param name="Peer">Only this peer; <see langword="null"/>: all.</param>
/// <param name="Filter">Only works whose name holds this text; <see langword="null"/>: all.</param>
/// <param name="Json">Where to write the results; <see langword="null"/>: nowhere.</param>
/// <param name="Threads">Threads of Heed and of its peers.</param>
/// <param name="Rounds">Rounds of each comparison.</param>
internal sealed record Request(string What, string? Peer, string? Filter, string? Json, int Threads, int Rounds);

/// <summary>Runs what was asked for, and reports.</summary>
internal static class Runner
{
    private static readonly (string Name, Func<IEnumerable<Work>> Works)[] Groups =
    [
        ("attention", () => [.. AttentionWorks.All(), .. ConcatWorks.All()]),
        ("gemm", GemmWorks.All),
        ("conv", () => [.. ConvWorks.All(), .. DepthwiseWorks.All()]),
        ("rnn", () => [.. RnnWorks.All(), .. GruWorks.All()]),
        ("preprocessing", () => [.. TextWorks.All(), .. ImageWorks.All(), .. ColorWorks.All()]),
        ("files", FileWorks.All),
    ];

    /// <summary>The words for <see cref="Request.What"/>.</summary>
    public static string[] Names { get; } = ["attention", "gemm", "conv", "rnn", "preprocessing", "files", "train", "predict", "all"];

    /// <summary>The exit code: 1 if a comparison failed, or nothing fits the request.</summary>
    public static int Run(Request request)
    {
        Runtime.Threads = request.Threads;
        Machine machine = Machine.Measure(request.Threads);
        Console.WriteLine(ScreenReport.Describe(machine));

        List<Row> rows = [];
        if ((request.Peer is null or "weights") && IsAsked(request, "files")) Print("memory", Alone(FileMemory.All(), request), rows);    // first: later, memory is not fresh
        foreach ((string group, Func<IEnumerable<Work>> works) in Groups.Where(group => IsAsked(request, group.Name)))
            Print(group, [.. works().Where(work => Fits(request, work.Name)).SelectMany(work => Compare(group, work, request))], rows);
        if (request.Peer is null && IsAsked(request, "train")) Print("train", Alone(OverheadRuns.All(), request), rows);
        if (request.Peer is null or "keras")
        {
            if (IsAsked(request, "train")) Print("train", Alone(KerasRuns.Train(machine.Peak), request), rows);
            if (IsAsked(request, "predict")) Print("predict", Alone(KerasRuns.Predict(machine.Peak), request), rows);
        }

        if (rows.Count == 0) Console.Error.WriteLine($"Nothing fits: {request.What}{(request.Filter is null ? "" : $" --filter {request.Filter}")}{(request.Peer is null ? "" : $" --peer {request.Peer}")}.");
        if (request.Json is { } path) Console.WriteLine($"Written: {ResultFiles.Write(path, request.What, machine, rows)}");
        return rows.Count == 0 || rows.Exists(row => row.Error is not null) ? 1 : 0;
    }

    private static bool IsAsked(Request request, string group) => request.What == group || request.What == "all";

    private static bool Fits(Request request, string work) => request.Filter is null || work.Contains(request.Filter, StringComparison.OrdinalIgnoreCase);

    private static void Print(string group, IReadOnlyList<Row> results, List<Row> all)
    {
        all.AddRange(results);
        if (results.Count > 0) ScreenReport.Print(group, results);
    }

    private static IReadOnlyList<Row> Alone(IEnumerable<(string Work, Func<Row> Run)> works, Request request) =>
        [.. works.Where(work => Fits(request, work.Work)).Select(work => work.Run())];

    /// <summary>Heed against each of its peers, one after the other.</summary>
    private static IEnumerable<Row> Compare(string group, Work work, Request request)
    {
        Contender[] all = work.Prepare();
        try
        {
            foreach (Contender peer in all.Skip(1).Where(peer => request.Peer is null || request.Peer == peer.Name))
                yield return Compare(group, work, all[0], peer, request);
        }
        finally
        {
            foreach (Contender one in all) one.Dispose();
        }
    }

    private static Row Compare(string group, Work work, Contender heed, Contender peer, Request request)
    {
        if (!Console.IsErrorRedirected) Console.Error.WriteLine($"{group}: {work.Name}, {peer.Name}");
        try
        {
            Comparison.Of(heed, peer);
        }
        catch (InvalidOperationException difference)
        {
            return new(group, work.Name, peer.Name, null, null, null, null, null, difference.Message);
        }
        Interleave.Result result = Interleave.Run(heed, peer, work.Flops, request.Threads, request.Rounds);
        return new(group, work.Name, peer.Name, result.Heed, result.Peer.Median, result.Ratio, work.Flops / result.Heed.Median / 1e6, result.Share.Median, null);
    }
}
