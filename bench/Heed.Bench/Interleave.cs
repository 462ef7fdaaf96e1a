using System.Diagnostics;

namespace Heed.Bench;

/// <summary>Times two contenders, and the machine's peak, in turn.</summary>
/// <remarks>
/// Machines change their speed from second to second (frequency, neighbours), so times of separate runs say little. In every round each contender warms up, then does
/// a batch of about 8 ms; the ratio is taken within the round, and the median over the rounds is reported.
/// </remarks>
internal static class Interleave
{
    private const int FewestRounds = 3;
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(4);

    /// <summary>Times per run in milliseconds, peer over Heed, and Heed's share of the peak.</summary>
    public readonly record struct Result(Spread Heed, Spread Peer, Spread Ratio, Spread Share);

    /// <summary>Runs the rounds; fewer when the work is long, but three.</summary>
    public static Result Run(Contender heed, Contender peer, double flops, int threads, int rounds)
    {
        GC.Collect();
        Batch mine = heed.Timed, theirs = peer.Timed;
        List<double> heedTimes = [], peerTimes = [], ratios = [], shares = [];
        long start = Stopwatch.GetTimestamp();
        for (int round = 0; round < rounds && (round < FewestRounds || Stopwatch.GetElapsedTime(start) < Budget); round++)
        {
            double a = mine.Time();
            Thread.Sleep(1);        // Heed's threads spin for less
            double b = theirs.Time();
            Stillness.Await();
            double peak = Peak.Gigaflops(threads);
            heedTimes.Add(a);
            peerTimes.Add(b);
            ratios.Add(b / a);
            shares.Add(flops / a / 1e6 / peak);
        }
        return new(Spread.Of(heedTimes), Spread.Of(peerTimes), Spread.Of(ratios), Spread.Of(shares));
    }
}
