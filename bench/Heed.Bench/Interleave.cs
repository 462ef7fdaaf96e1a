using System.Diagnostics;

namespace Heed.Bench;

/// <summary>Times two contenders, and the machine's peak, in turn.</summary>
/// <remarks>
/// Machines change their speed from second to second (frequency, neighbours), so times of separate runs say little. In every round each contender warms up, then does
/// a batch of about 8 ms; the ratio is taken within the round, and the median over the rounds is reported.
/// </remarks>
internal static class Interleave
{
    private const double BatchMilliseconds = 8, WarmUpMilliseconds = 4, LongMilliseconds = 20, FirstWarmUpMilliseconds = 300;
    private const int FewestRounds = 5;
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(4);

    /// <summary>Times per run in milliseconds, peer over Heed, and Heed's share of the peak.</summary>
    public readonly record struct Result(Spread Heed, Spread Peer, Spread Ratio, Spread Share);

    /// <summary>Runs the rounds; fewer, but at least five of those asked for, when the work is long.</summary>
    public static Result Run(Contender heed, Contender peer, double flops, int threads, int rounds)
    {
        GC.Collect();
        Batch mine = new(heed.Run), theirs = new(peer.Run);
        Stillness.Await();
        List<double> heedTimes = [], peerTimes = [], ratios = [], shares = [];
        long start = Stopwatch.GetTimestamp();
        for (int round = 0; round < rounds && (round < FewestRounds || Stopwatch.GetElapsedTime(start) < Budget); round++)
        {
            double a = mine.Time();
            Thread.Sleep(1);
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

    /// <summary>Runs that are timed together.</summary>
    private sealed class Batch
    {
        private readonly Action _run;
        private double _milliseconds;   // of one run, as last measured

        /// <summary>Runs until the code is compiled for good and says how long one run takes.</summary>
        public Batch(Action run)
        {
            _run = run;
            Stillness.Await();
            _milliseconds = Repeat(1);
            long start = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < FirstWarmUpMilliseconds)
                _milliseconds = Repeat(Count(BatchMilliseconds));
        }

        /// <summary>Milliseconds of one run: the mean over a batch, after a warm-up. A long run needs none, its first moments do not count.</summary>
        public double Time()
        {
            if (_milliseconds < LongMilliseconds) Repeat(Count(WarmUpMilliseconds));
            return _milliseconds = Repeat(Count(BatchMilliseconds));
        }

        private int Count(double milliseconds) => (int)Math.Clamp(milliseconds / _milliseconds, 1, 1e6);

        private double Repeat(int count)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < count; i++) _run();
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds / count;
        }
    }
}
