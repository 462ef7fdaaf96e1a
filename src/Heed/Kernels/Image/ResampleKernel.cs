using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace Heed.Kernels;

/// <summary>Images made larger or smaller, and the gradients of that: y = R · x · C along the two axes of a picture, in one pass.</summary>
/// <remarks>
/// x is (outer, height, width, inner), y the same with other lengths. For each output row the input rows are added up first, over whole vectors; then
/// the columns of that one row, which lies in the cache.
/// </remarks>
internal static unsafe class ResampleKernel
{
    private const int Overhang = 4;     // a row is read and written by vectors of four, which may reach beyond its end

    /// <summary>Floats.</summary>
    public static void Run<T>(ReadOnlySpan<T> x, Span<T> y, AxisWeights rows, AxisWeights columns, int outer, int inner) where T : unmanaged, INumber<T> =>
        Run<T, T>(x, y, rows, columns, outer, inner);

    /// <summary>Bytes, to float.</summary>
    public static void Run(ReadOnlySpan<byte> x, Span<float> y, AxisWeights rows, AxisWeights columns, int outer, int inner) =>
        Run<byte, float>(x, y, rows, columns, outer, inner);

    private static void Run<TIn, T>(ReadOnlySpan<TIn> x, Span<T> y, AxisWeights rows, AxisWeights columns, int outer, int inner)
        where TIn : unmanaged, INumber<TIn> where T : unmanaged, INumber<T>
    {
        if (y.Length == 0) return;
        T[] rowWeights = Array.ConvertAll(rows.Weights, T.CreateTruncating), columnWeights = Array.ConvertAll(columns.Weights, T.CreateTruncating);
        long perRow = (long)inner * (rows.MostTaps * (long)columns.Input + columns.MostTaps * (long)columns.Output + 1);
        int lines = outer * rows.Output, perPiece = (int)Math.Max(1, 4 * Elementwise.PieceLength / perRow);
        WorkerPool.Run((lines + perPiece - 1) / perPiece, new LinePieces<TIn, T>(x, y, rows, columns, rowWeights, columnWeights, inner, lines, perPiece));
    }

    /// <summary>A piece is a few rows of the output.</summary>
    private readonly ref struct LinePieces<TIn, T>(
        ReadOnlySpan<TIn> x, Span<T> y, AxisWeights rows, AxisWeights columns, T[] rowWeights, T[] columnWeights, int inner, int lines, int perPiece) : IPieces
        where TIn : unmanaged, INumber<TIn> where T : unmanaged, INumber<T>
    {
        private readonly ReadOnlySpan<TIn> _x = x;
        private readonly Span<T> _y = y;

        public void Run(int piece)
        {
            int from = columns.First * inner, length = (columns.End - columns.First) * inner, stride = columns.Input * inner, width = columns.Output * inner;
            using Scratch<T> sums = new(length + Overhang), wide = new(typeof(TIn) == typeof(T) ? 0 : length), line = new(width + Overhang);
            int end = Math.Min(lines, (piece + 1) * perPiece);
            for (int o = piece * perPiece; o < end; o++)
            {
                (int image, int row) = Math.DivRem(o, rows.Output);
                int taps = rows.Offsets[row + 1] - rows.Offsets[row];
                ReadOnlySpan<T> weights = rowWeights.AsSpan(rows.Offsets[row], taps);
                ReadOnlySpan<TIn> source = taps == 0 ? default : _x[((image * rows.Input + rows.Starts[row]) * stride + from)..];
                AddRows(source, stride, weights, sums.Span[..length], wide.Span);
                sums.Span[length..].Clear();
                fixed (T* sum = sums.Span, target = line.Span) AddColumns(sum, target);
                line.Span[..width].CopyTo(_y[(o * width)..]);
            }
        }

        private static void AddRows(ReadOnlySpan<TIn> x, int stride, ReadOnlySpan<T> weights, Span<T> sums, Span<T> wide)
        {
            if (weights.Length == 0)
            {
                sums.Clear();
                return;
            }
            if (typeof(TIn) != typeof(T))
            {
                for (int k = 0; k < weights.Length; k++)
                {
                    TensorPrimitives.ConvertTruncating(x.Slice(k * stride, sums.Length), wide);
                    if (k == 0) TensorPrimitives.Multiply(wide, weights[k], sums);
                    else TensorPrimitives.MultiplyAdd(wide, weights[k], sums, sums);
                }
                return;
            }
            fixed (TIn* source = x)
            fixed (T* target = sums)
            {
                int k = 0;
                for (; k + 2 <= weights.Length; k += 2) AddTwo((T*)source + (nint)k * stride, stride, weights[k], weights[k + 1], target, sums.Length, k > 0);
                if (k < weights.Length) AddTwo((T*)source + (nint)k * stride, 0, weights[k], T.Zero, target, sums.Length, k > 0);
            }
        }

        private static void AddTwo(T* x, int stride, T first, T second, T* sums, int length, bool adds)
        {
            Vector<T> a = new(first), b = new(second);
            bool isPair = stride > 0;
            int i = 0;
            for (; i <= length - Vector<T>.Count; i += Vector<T>.Count)
            {
                Vector<T> sum = a * Vector.Load(x + i);
                if (isPair) sum = Simd.MultiplyAdd(b, Vector.Load(x + stride + i), sum);
                Vector.Store(adds ? sum + Vector.Load(sums + i) : sum, sums + i);
            }
            for (; i < length; i++)
            {
                T sum = first * x[i];
                if (isPair) sum += second * x[stride + i];
                sums[i] = adds ? sums[i] + sum : sum;
            }
        }

        private void AddColumns(T* sums, T* target)
        {
            if (inner == 1) AddSingle(sums, target);
            else if (inner > 4) AddMany(sums, target);
            else if (typeof(T) == typeof(float)) AddFew<Vector128<T>, Width128<T>>(sums, target);
            else AddFew<Vector256<T>, Width256<T>>(sums, target);
        }

        private void AddSingle(T* sums, T* target)
        {
            for (int o = 0; o < columns.Output; o++)
            {
                int offset = columns.Offsets[o], taps = columns.Offsets[o + 1] - offset;
                T* x = sums + columns.Starts[o] - columns.First;
                if (taps >= 2 * Vector<T>.Count)
                {
                    target[o] = TensorPrimitives.Dot(new ReadOnlySpan<T>(x, taps), columnWeights.AsSpan(offset, taps));
                    continue;
                }
                T sum = T.Zero;
                for (int k = 0; k < taps; k++) sum += columnWeights[offset + k] * x[k];
                target[o] = sum;
            }
        }

        /// <summary>Two to four channels, as vectors of four: the surplus lanes are written over by the next pixel.</summary>
        private void AddFew<TVector, TWidth>(T* sums, T* target) where TWidth : struct, IVectorWidth<TVector, T>
        {
            for (int o = 0; o < columns.Output; o++)
            {
                int offset = columns.Offsets[o], taps = columns.Offsets[o + 1] - offset;
                T* x = sums + (columns.Starts[o] - columns.First) * inner;
                TVector sum = TWidth.Broadcast(T.Zero);
                for (int k = 0; k < taps; k++) sum = TWidth.MultiplyAdd(TWidth.Broadcast(columnWeights[offset + k]), TWidth.Load(x + k * inner), sum);
                TWidth.Store(sum, target + o * inner);
            }
        }

        private void AddMany(T* sums, T* target)
        {
            for (int o = 0; o < columns.Output; o++)
            {
                int offset = columns.Offsets[o], taps = columns.Offsets[o + 1] - offset;
                Span<T> pixel = new(target + o * inner, inner);
                if (taps == 0) pixel.Clear();
                for (int k = 0; k < taps; k++)
                {
                    ReadOnlySpan<T> x = new(sums + (columns.Starts[o] - columns.First + k) * inner, inner);
                    if (k == 0) TensorPrimitives.Multiply(x, columnWeights[offset], pixel);
                    else TensorPrimitives.MultiplyAdd(x, columnWeights[offset + k], pixel, pixel);
                }
            }
        }
    }
}
