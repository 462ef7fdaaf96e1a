using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>An array (Outer, Depth, Height, Width, Inner), and how often each of its elements comes along the three middle axes in a larger one.</summary>
internal readonly record struct RepeatShape(int Outer, int Depth, int Height, int Width, int Inner, int DepthTimes, int HeightTimes, int WidthTimes)
{
    /// <summary>Lines (Width, Inner) of the smaller array.</summary>
    public int Lines => Outer * Depth * Height;

    /// <summary>Length of a line of the smaller array.</summary>
    public int Line => Width * Inner;

    /// <summary>Length of a line of the larger array.</summary>
    public int LongLine => Line * WidthTimes;

    /// <summary>How many lines of the larger array a line of the smaller one becomes.</summary>
    public int Copies => DepthTimes * HeightTimes;

    /// <summary>Where one of them starts.</summary>
    public int Start(int line, int copy)
    {
        (int rest, int h) = Math.DivRem(line, Height);
        (int i, int j) = Math.DivRem(copy, HeightTimes);
        return ((rest * DepthTimes + i) * Height + h) * HeightTimes * LongLine + j * LongLine;
    }
}

/// <summary>Repeats every element of a grid along its axes, and adds the copies up again.</summary>
internal static class RepeatKernel
{
    /// <summary>y = x, each element as a block.</summary>
    public static void Repeat<T>(in RepeatShape shape, ReadOnlySpan<T> x, Span<T> y)
    {
        if (y.Length > 0) WorkerPool.Run(Pieces(shape), new RepeatPieces<T>(shape, x, y));
    }

    /// <summary>y = the sum of each block of x.</summary>
    public static void Sum<T>(in RepeatShape shape, ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, INumber<T>
    {
        if (y.Length > 0) WorkerPool.Run(Pieces(shape), new SumPieces<T>(shape, x, y));
    }

    private static int LinesPerPiece(in RepeatShape shape) => Math.Max(1, Elementwise.PieceLength / (shape.LongLine * shape.Copies));

    private static int Pieces(in RepeatShape shape) => (shape.Lines - 1) / LinesPerPiece(shape) + 1;

    private readonly ref struct RepeatPieces<T>(RepeatShape shape, ReadOnlySpan<T> x, Span<T> y) : IPieces
    {
        private readonly ReadOnlySpan<T> _x = x;
        private readonly Span<T> _y = y;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int piece)
        {
            int perPiece = LinesPerPiece(shape), end = Math.Min(shape.Lines, (piece + 1) * perPiece);
            for (int line = piece * perPiece; line < end; line++)
            {
                Span<T> first = _y.Slice(shape.Start(line, 0), shape.LongLine);
                Widen(_x.Slice(line * shape.Line, shape.Line), first, shape.Inner, shape.WidthTimes);
                for (int copy = 1; copy < shape.Copies; copy++) first.CopyTo(_y[shape.Start(line, copy)..]);
            }
        }

        private static void Widen(ReadOnlySpan<T> x, Span<T> y, int inner, int times)
        {
            if (times == 1) x.CopyTo(y);
            else if (inner == 1 && times == 2)
            {
                for (int i = 0; i < x.Length; i++)
                {
                    Span<T> pair = y.Slice(2 * i, 2);
                    pair[1] = pair[0] = x[i];
                }
            }
            else if (inner == 1)
            {
                for (int i = 0; i < x.Length; i++) y.Slice(i * times, times).Fill(x[i]);
            }
            else
            {
                for (int i = 0, to = 0; i < x.Length; i += inner)
                    for (int k = 0; k < times; k++, to += inner) x.Slice(i, inner).CopyTo(y[to..]);
            }
        }
    }

    private readonly ref struct SumPieces<T>(RepeatShape shape, ReadOnlySpan<T> x, Span<T> y) : IPieces where T : unmanaged, INumber<T>
    {
        private readonly ReadOnlySpan<T> _x = x;
        private readonly Span<T> _y = y;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int piece)
        {
            using Scratch<T> memory = new(shape.LongLine);
            Span<T> sum = memory.Span;
            int perPiece = LinesPerPiece(shape), end = Math.Min(shape.Lines, (piece + 1) * perPiece);
            for (int line = piece * perPiece; line < end; line++)
            {
                _x.Slice(shape.Start(line, 0), shape.LongLine).CopyTo(sum);
                for (int copy = 1; copy < shape.Copies; copy++) TensorPrimitives.Add(sum, _x.Slice(shape.Start(line, copy), shape.LongLine), sum);
                Narrow(sum, _y.Slice(line * shape.Line, shape.Line), shape.Inner, shape.WidthTimes);
            }
        }

        private static void Narrow(ReadOnlySpan<T> x, Span<T> y, int inner, int times)
        {
            if (times == 1) x.CopyTo(y);
            else if (inner == 1)
            {
                for (int i = 0; i < y.Length; i++)
                {
                    T sum = x[i * times];
                    for (int k = 1; k < times; k++) sum += x[i * times + k];
                    y[i] = sum;
                }
            }
            else
            {
                for (int i = 0, from = 0; i < y.Length; i += inner)
                {
                    Span<T> sum = y.Slice(i, inner);
                    TensorPrimitives.Add(x.Slice(from, inner), x.Slice(from + inner, inner), sum);
                    for (int k = 2; k < times; k++) TensorPrimitives.Add(sum, x.Slice(from + k * inner, inner), sum);
                    from += times * inner;
                }
            }
        }
    }
}
