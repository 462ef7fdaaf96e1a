using System.Reflection;
using Heed.Kernels;

namespace Heed.Tests.Kernels;

/// <summary>Tests that set the number of threads, or look at anything else that the whole process shares, run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ThreadCountCollection
{
    public const string Name = "thread count";

    /// <summary>Runs an action with a number of threads, and sets it back.</summary>
    internal static void With(int threads, Action action)
    {
        int before = WorkerPool.Threads;
        WorkerPool.Threads = threads;
        try { action(); }
        finally { WorkerPool.Threads = before; }
    }
}

[Collection(ThreadCountCollection.Name)]
public sealed class WorkerPoolTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Every_piece_runs_once(int threads) => ThreadCountCollection.With(threads, () =>
    {
        for (int pieces = 0; pieces < 300; pieces++)
        {
            int[] runs = new int[pieces];
            WorkerPool.Run(pieces, new Count(runs));
            Assert.All(runs, r => Assert.Equal(1, r));
        }
    });

    [Fact]
    public void A_sleeping_pool_wakes() => ThreadCountCollection.With(2, () =>
    {
        WorkerPool.Run(2, new Meet(new Barrier(2)));
        Thread.Sleep(20);
        WorkerPool.Run(2, new Meet(new Barrier(2)));
    });

    [Fact]
    public void A_piece_may_start_a_loop_itself() => ThreadCountCollection.With(2, () =>
    {
        int[] runs = new int[8 * 50];
        WorkerPool.Run(8, new Nested(runs));
        Assert.All(runs, r => Assert.Equal(1, r));
    });

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void An_exception_reaches_the_caller_and_leaves_the_pool_usable(int threads) => ThreadCountCollection.With(threads, () =>
    {
        for (int bad = 0; bad < 20; bad++)
        {
            var error = Assert.Throws<InvalidOperationException>(() => WorkerPool.Run(20, new Fail(bad)));
            Assert.Equal($"piece {bad}", error.Message);
        }
        int[] runs = new int[50];
        WorkerPool.Run(50, new Count(runs));
        Assert.All(runs, r => Assert.Equal(1, r));
    });

    [Fact]
    public void Eight_callers_at_once_all_finish() => ThreadCountCollection.With(2, () =>
    {
        int[][] runs = [.. Enumerable.Range(0, 8).Select(_ => new int[64])];
        Thread[] callers = [.. runs.Select(r => new Thread(() =>
        {
            for (int i = 0; i < 500; i++) WorkerPool.Run(r.Length, new Count(r));
        }))];
        foreach (Thread t in callers) t.Start();
        foreach (Thread t in callers) t.Join();
        Assert.All(runs.SelectMany(r => r), r => Assert.Equal(500, r));
    });

    private readonly struct Count(int[] runs) : IPieces
    {
        public void Run(int piece) => Interlocked.Increment(ref runs[piece]);
    }

    /// <summary>Finishes only if two threads are inside at once.</summary>
    private readonly struct Meet(Barrier barrier) : IPieces
    {
        public void Run(int piece) => Assert.True(barrier.SignalAndWait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    private readonly struct Nested(int[] runs) : IPieces
    {
        public void Run(int piece) => WorkerPool.Run(50, new Part(runs, piece * 50));
    }

    private readonly struct Part(int[] runs, int from) : IPieces
    {
        public void Run(int piece) => Interlocked.Increment(ref runs[from + piece]);
    }

    private readonly struct Fail(int bad) : IPieces
    {
        public void Run(int piece)
        {
            if (piece == bad) throw new InvalidOperationException($"piece {piece}");
        }
    }

    /// <summary>Inlined into the pool's loop, a piece leaves the compiler no budget for what it calls: see <see cref="IPieces"/>.</summary>
    [Fact]
    public void Every_piece_is_compiled_for_itself()
    {
        string[] inlined = [.. from type in typeof(IPieces).Assembly.GetTypes()
                               where type.IsValueType && type.GetInterfaces().Contains(typeof(IPieces))
                               let run = type.GetMethod(nameof(IPieces.Run), [typeof(int)])!
                               where (run.MethodImplementationFlags & (MethodImplAttributes.NoInlining | MethodImplAttributes.AggressiveOptimization)) == 0
                               select type.FullName];
        Assert.True(inlined.Length == 0, $"Mark Run of {string.Join(", ", inlined)} with [MethodImpl(MethodImplOptions.NoInlining)].");
    }
}
