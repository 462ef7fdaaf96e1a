using System.Diagnostics;

namespace Heed.Bench;

/// <summary>Runs of one contender that are timed together.</summary>
internal sealed class Batch
{
    private const double BatchMilliseconds = 8, WarmUpMilliseconds = 4, LongMilliseconds = 20, VeryLongMilliseconds = 200;

    // The runtime compiles a method three times: quickly, with counters, and for good; each step waits for 30 calls and a tenth of a second of silence.
    private const double WindowMilliseconds = 100, MostWindows = 25, Improvement = 0.97;

    private readonly Action _run;
    private double _milliseconds;   // of one run, as last measured

    /// <summary>Warms up.</summary>
    /// <param name="run">The work.</param>
    /// <param name="stableWindows">Until the time of a run fell no more in so many windows.</param>
    public Batch(Action run, int stableWindows)
    {
        _run = run;
        _milliseconds = Repeat(1);
        double best = double.PositiveInfinity;
        for (int window = 0, stable = 0; window < MostWindows && stable < stableWindows; window++)
        {
            double now = _milliseconds = Repeat(Count(WindowMilliseconds));
            if (now >= (window == 0 ? VeryLongMilliseconds : LongMilliseconds)) break;      // so long a run compiles its loops while they run
            stable = now < Improvement * best ? 0 : stable + 1;
            best = Math.Min(best, now);
        }
        Stillness.Await();
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
