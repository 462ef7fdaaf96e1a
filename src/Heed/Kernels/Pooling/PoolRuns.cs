using System.Numerics;
using System.Numerics.Tensors;

namespace Heed.Kernels;

/// <summary>What a pooling does with the rows of a window of one channel, each of which lies in one piece.</summary>
internal interface IRunPool<T> where T : unmanaged, INumber<T>
{
    /// <summary>The result of one row.</summary>
    static abstract T Of(ReadOnlySpan<T> run);

    /// <summary>The result of two parts.</summary>
    static abstract T Join(T x, T y);

    /// <summary>The result of a window, from that of all its elements.</summary>
    static abstract T Finish(T all, int count);
}

/// <summary>Poolings of one channel with windows so wide that their rows are worth vectors.</summary>
internal static class PoolRuns
{
    private const int Shortest = 8;

    /// <summary>Is this the way for such a pooling?</summary>
    public static bool Suits(in PoolShape shape) => shape.Channels == 1 && shape.Width.Longest >= Shortest;

    /// <summary>Pools some lines of outputs.</summary>
    public static void Run<T, TPool>(in PoolShape shape, int line, int end, ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, INumber<T> where TPool : struct, IRunPool<T>
    {
        for (; line < end; line++)
        {
            for (int w = 0; w < shape.Width.Output; w++)
            {
                PoolWindow window = PoolWindow.Of(shape, line, w);
                T all = TPool.Of(x.Slice(window.Row(0), window.Width));
                for (int row = 1; row < window.Rows; row++) all = TPool.Join(all, TPool.Of(x.Slice(window.Row(row), window.Width)));
                y[line * shape.Width.Output + w] = TPool.Finish(all, window.Rows * window.Width);
            }
        }
    }
}

/// <summary>y = max x</summary>
internal readonly struct MaxRun<T> : IRunPool<T> where T : unmanaged, INumber<T>
{
    public static T Of(ReadOnlySpan<T> run) => TensorPrimitives.Max(run);

    public static T Join(T x, T y) => T.Max(x, y);

    public static T Finish(T all, int count) => all;
}

/// <summary>y = Σ x / n</summary>
internal readonly struct AverageRun<T> : IRunPool<T> where T : unmanaged, INumber<T>
{
    public static T Of(ReadOnlySpan<T> run) => TensorPrimitives.Sum(run);

    public static T Join(T x, T y) => x + y;

    public static T Finish(T all, int count) => all / T.CreateTruncating(count);
}
