namespace Heed.Bench;

/// <summary>Waits until the threads of whoever worked last are asleep: they spin for a while after their work and would take a core from the next one.</summary>
/// <remarks>ONNX Runtime's spin for tens of milliseconds, Heed's for 50 microseconds.</remarks>
internal static class Stillness
{
    private const int StepMilliseconds = 12;    // the system counts what a running thread uses at its ticks only, 4 or 10 milliseconds apart
    private const int MostSteps = 20;

    /// <summary>Sleeps in steps until the process used less than a twentieth of a core in one of them.</summary>
    public static void Await()
    {
        if (Runtime.Threads == 1) return;       // nobody works beside the caller
        for (int step = 0; step < MostSteps; step++)
        {
            TimeSpan before = Environment.CpuUsage.TotalTime;
            Thread.Sleep(StepMilliseconds);
            if ((Environment.CpuUsage.TotalTime - before).TotalMilliseconds < 0.05 * StepMilliseconds) return;
        }
    }
}
