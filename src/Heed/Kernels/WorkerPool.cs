using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Heed.Kernels;

/// <summary>The threads that all kernels share: they spin for a moment after a job, so that the next one starts at once, then sleep.</summary>
/// <remarks>
/// One job runs at a time. Whoever finds the pool busy (a second thread, or a piece that starts a loop itself) runs its pieces alone.
/// A thread that wakes late finds the job closed and never delays the caller.
/// </remarks>
internal static unsafe class WorkerPool
{
    private static readonly long SpinTicks = Stopwatch.Frequency / 20_000;   // 50 microseconds
    private static readonly Lock StartGate = new();
    private static readonly object SleepGate = new();

    private static int s_threads = OperatingSystem.IsBrowser() ? 1 : Environment.ProcessorCount;
    private static int s_started;                 // worker threads alive
    private static int s_busy;                    // 1 while a caller owns the pool
    private static volatile int s_job;            // number of the current job; a change calls the workers
    private static volatile bool s_open;          // the job may still be entered
    private static int s_inside, s_sleeping;      // workers inside the job, workers asleep
    private static ExceptionDispatchInfo? s_failure;

    // The job; stable while it is open or anyone is inside.
    private static delegate*<void*, int, void> s_run;
    private static void* s_body;
    private static int s_pieces, s_next, s_helpers;

    /// <summary>How many threads work on one loop, the caller included; at least 1. Results do not depend on it.</summary>
    public static int Threads
    {
        get => s_threads;
        set
        {
            Debug.Assert(value >= 1);
            s_threads = OperatingSystem.IsBrowser() ? 1 : value;
        }
    }

    /// <summary>Runs pieces 0 … <paramref name="pieces"/> − 1 and returns when all are done. An exception of a piece reaches the caller.</summary>
    public static void Run<TBody>(int pieces, in TBody body) where TBody : struct, IPieces, allows ref struct
    {
        TBody local = body;   // on this stack, where it cannot move while the workers look at it
        if (pieces <= 1 || s_threads == 1 || Interlocked.CompareExchange(ref s_busy, 1, 0) != 0)
        {
            for (int i = 0; i < pieces; i++) local.Run(i);
            return;
        }
        try
        {
            Share(pieces, &RunPiece<TBody>, Unsafe.AsPointer(ref local));
        }
        finally
        {
            Volatile.Write(ref s_busy, 0);
        }
    }

    private static void RunPiece<TBody>(void* body, int piece) where TBody : struct, IPieces, allows ref struct =>
        Unsafe.AsRef<TBody>(body).Run(piece);

    private static void Share(int pieces, delegate*<void*, int, void> run, void* body)
    {
        int helpers = Math.Min(s_threads, pieces) - 1;
        StartWorkers(helpers);
        s_run = run;
        s_body = body;
        (s_pieces, s_next, s_helpers) = (pieces, 0, helpers);
        s_open = true;
        s_job++;
        Interlocked.MemoryBarrier();   // the workers see the new job, or we see that they sleep
        if (Volatile.Read(ref s_sleeping) > 0)
            lock (SleepGate) Monitor.PulseAll(SleepGate);

        TakePieces();

        s_open = false;
        Interlocked.MemoryBarrier();   // a worker sees the closed job, or we see it inside
        while (Volatile.Read(ref s_inside) != 0) Thread.SpinWait(1);
        ExceptionDispatchInfo? failure = s_failure;
        s_failure = null;
        failure?.Throw();
    }

    private static void TakePieces()
    {
        try
        {
            for (int piece; (piece = Interlocked.Increment(ref s_next) - 1) < s_pieces;) s_run(s_body, piece);
        }
        catch (Exception error)
        {
            Interlocked.CompareExchange(ref s_failure, ExceptionDispatchInfo.Capture(error), null);
            Volatile.Write(ref s_next, s_pieces);   // nobody starts another piece
        }
    }

    private static void StartWorkers(int count)
    {
        if (Volatile.Read(ref s_started) >= count) return;
        lock (StartGate)
        {
            for (; s_started < count; s_started++)
            {
                int id = s_started, seen = s_job;
                new Thread(() => Work(id, seen)) { IsBackground = true, Name = $"Heed worker {id}" }.UnsafeStart();
            }
        }
    }

    private static void Work(int id, int seen)
    {
        while (true)
        {
            seen = AwaitJob(seen);
            Interlocked.Increment(ref s_inside);
            if (s_open && id < s_helpers) TakePieces();
            Interlocked.Decrement(ref s_inside);
        }
    }

    private static int AwaitJob(int seen)
    {
        long start = Stopwatch.GetTimestamp();
        while (s_job == seen)
        {
            Thread.SpinWait(1);
            if (Stopwatch.GetTimestamp() - start < SpinTicks) continue;
            lock (SleepGate)
            {
                Interlocked.Increment(ref s_sleeping);   // a full barrier: the caller sees us asleep, or we see its job
                while (s_job == seen) Monitor.Wait(SleepGate);
                s_sleeping--;
            }
        }
        return s_job;
    }
}
