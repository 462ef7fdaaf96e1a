using System.Diagnostics;
using System.Runtime.CompilerServices;
using Heed.Kernels;

namespace Heed.Bench;

/// <summary>What the machine can do at most: fused multiply-adds from register to register, with the vectors that Heed's kernels use.</summary>
internal static class Peak
{
    private const int Chains = 12;      // enough to fill two units of five cycles each; with the two factors they fit sixteen registers
    private const int Steps = 20_000, PiecesPerThread = 64, WarmUpPiecesPerThread = 48;

    /// <summary>The highest of many short measurements: what the machine does undisturbed, for the head of a report.</summary>
    public static double Highest(int threads) => Enumerable.Range(0, 40).Max(_ => Gigaflops(threads));

    /// <summary>One measurement, about 3 milliseconds, in 10⁹ operations a second.</summary>
    public static double Gigaflops(int threads)
    {
        int before = Runtime.Threads;
        Runtime.Threads = threads;
        try
        {
            int pieces = PiecesPerThread * threads;
            WorkerPool.Run(WarmUpPiecesPerThread * threads, new Pieces());
            long start = Stopwatch.GetTimestamp();
            WorkerPool.Run(pieces, new Pieces());
            return 2.0 * Chains * Steps * Lanes * pieces / Stopwatch.GetElapsedTime(start).TotalNanoseconds;
        }
        finally
        {
            Runtime.Threads = before;
        }
    }

    private static int Lanes
    {
        get
        {
            var width = new Width();
            Widths.Run<float, Width>(in width);
            return s_lanes;
        }
    }

    private static int s_lanes;
    private static float s_sink;    // keeps the results alive

    private readonly struct Pieces : IPieces
    {
        public void Run(int piece)
        {
            var loop = new Loop();
            Widths.Run<float, Loop>(in loop);
        }
    }

    private readonly struct Width : IWidthWork<float>
    {
        public void Run<TVector, TWidth>() where TWidth : struct, IVectorWidth<TVector, float> => s_lanes = TWidth.Count;
    }

    private readonly struct Loop : IWidthWork<float>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TVector, TWidth>() where TWidth : struct, IVectorWidth<TVector, float>
        {
            TVector x = TWidth.Broadcast(1e-9f), y = TWidth.Broadcast(0.999f);
            TVector a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
            for (int step = 0; step < Steps; step++)
            {
                a = TWidth.MultiplyAdd(x, y, a);
                b = TWidth.MultiplyAdd(x, y, b);
                c = TWidth.MultiplyAdd(x, y, c);
                d = TWidth.MultiplyAdd(x, y, d);
                e = TWidth.MultiplyAdd(x, y, e);
                f = TWidth.MultiplyAdd(x, y, f);
                g = TWidth.MultiplyAdd(x, y, g);
                h = TWidth.MultiplyAdd(x, y, h);
                i = TWidth.MultiplyAdd(x, y, i);
                j = TWidth.MultiplyAdd(x, y, j);
                k = TWidth.MultiplyAdd(x, y, k);
                l = TWidth.MultiplyAdd(x, y, l);
            }
            TVector first = TWidth.Add(TWidth.Add(TWidth.Add(a, b), TWidth.Add(c, d)), TWidth.Add(e, f));
            TVector second = TWidth.Add(TWidth.Add(TWidth.Add(g, h), TWidth.Add(i, j)), TWidth.Add(k, l));
            s_sink = TWidth.Sum(TWidth.Add(first, second));
        }
    }
}
