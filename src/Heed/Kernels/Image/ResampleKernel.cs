using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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

    /// <summary>Bytes, computed as floats; rounded, halves to the even number.</summary>
    public static void Run(ReadOnlySpan<byte> x, Span<byte> y, AxisWeights rows, AxisWeights columns, int outer, int inner) =>
        Run<byte, float>(x, y, rows, columns, outer, inner);

    private static void Run<TIn, T>(ReadOnlySpan<TIn> x, Span<TIn> y, AxisWeights rows, AxisWeights columns, int outer, int inner)
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
        ReadOnlySpan<TIn> x, Span<TIn> y, AxisWeights rows, AxisWeights columns, T[] rowWeights, T[] columnWeights, int inner, int lines, int perPiece) : IPieces
        where TIn : unmanaged, INumber<TIn> where T : unmanaged, INumber<T>
    {
        private readonly ReadOnlySpan<TIn> _x = x;
        private readonly Span<TIn> _y = y;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int piece)
        {
            int from = columns.First * inner, length = (columns.End - columns.First) * inner, stride = columns.Input * inner, width = columns.Output * inner;
            using Scratch<T> sums = new(length + Overhang), line = new(width + Overhang);
            int end = Math.Min(lines, (piece + 1) * perPiece);
            for (int o = piece * perPiece; o < end; o++)
            {
                (int image, int row) = Math.DivRem(o, rows.Output);
                int taps = rows.Offsets[row + 1] - rows.Offsets[row];
                ReadOnlySpan<T> weights = rowWeights.AsSpan(rows.Offsets[row], taps);
                ReadOnlySpan<TIn> source = taps == 0 ? default : _x[((image * rows.Input + rows.Starts[row]) * stride + from)..];
                AddRows(source, stride, weights, sums.Span[..length]);
                sums.Span[length..].Clear();
                fixed (T* sum = sums.Span, target = line.Span) AddColumns(sum, target);
                Put(line.Span[..width], _y.Slice(o * width, width));
            }
        }

        private static void AddRows(ReadOnlySpan<TIn> x, int stride, ReadOnlySpan<T> weights, Span<T> sums)
        {
            if (weights.Length == 0)
            {
                sums.Clear();
                return;
            }
            fixed (TIn* source = x)
            fixed (T* target = sums)
                for (int k = 0; k < weights.Length; k += 2)
                {
                    bool isPair = k + 1 < weights.Length;
                    TIn* row = source + (nint)k * stride;
                    (T first, T second, int below) = (weights[k], isPair ? weights[k + 1] : T.Zero, isPair ? stride : 0);
                    if (typeof(TIn) == typeof(byte)) AddTwo((byte*)row, below, float.CreateTruncating(first), float.CreateTruncating(second), (float*)target, sums.Length, k > 0);
                    else AddTwo((T*)row, below, first, second, target, sums.Length, k > 0);
                }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

        /// <summary>The same with bytes: a vector of them becomes four of floats.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void AddTwo(byte* x, int stride, float first, float second, float* sums, int length, bool adds)
        {
            int i = 0;
            for (; i <= length - Vector<byte>.Count; i += Vector<byte>.Count)
            {
                Vector.Widen(Vector.Load(x + i), out Vector<ushort> a, out Vector<ushort> b);
                Vector.Widen(Vector.Load(x + stride + i), out Vector<ushort> c, out Vector<ushort> d);
                Vector.Widen(a, out Vector<uint> a0, out Vector<uint> a1);
                Vector.Widen(b, out Vector<uint> b0, out Vector<uint> b1);
                Vector.Widen(c, out Vector<uint> c0, out Vector<uint> c1);
                Vector.Widen(d, out Vector<uint> d0, out Vector<uint> d1);
                AddFour(a0, c0, first, second, sums + i, adds);
                AddFour(a1, c1, first, second, sums + i + Vector<uint>.Count, adds);
                AddFour(b0, d0, first, second, sums + i + 2 * Vector<uint>.Count, adds);
                AddFour(b1, d1, first, second, sums + i + 3 * Vector<uint>.Count, adds);
            }
            for (; i < length; i++)
            {
                float sum = first * x[i] + second * x[stride + i];
                sums[i] = adds ? sums[i] + sum : sum;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void AddFour(Vector<uint> x, Vector<uint> below, float first, float second, float* sums, bool adds)
        {
            Vector<float> sum = new Vector<float>(first) * Vector.ConvertToSingle(x.As<uint, int>());
            sum = Vector.MultiplyAddEstimate(new Vector<float>(second), Vector.ConvertToSingle(below.As<uint, int>()), sum);
            Vector.Store(adds ? sum + Vector.Load(sums) : sum, sums);
        }

        private static void Put(ReadOnlySpan<T> line, Span<TIn> y)
        {
            if (typeof(TIn) == typeof(T)) MemoryMarshal.Cast<T, TIn>(line).CopyTo(y);
            else PutBytes(MemoryMarshal.Cast<T, float>(line), MemoryMarshal.Cast<TIn, byte>(y));
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void PutBytes(ReadOnlySpan<float> line, Span<byte> y)
        {
            int i = 0, part = Vector<float>.Count;
            for (; i <= line.Length - Vector<byte>.Count; i += Vector<byte>.Count)
                Vector.Narrow(Vector.Narrow(Whole(line[i..]), Whole(line[(i + part)..])), Vector.Narrow(Whole(line[(i + 2 * part)..]), Whole(line[(i + 3 * part)..]))).CopyTo(y[i..]);
            for (; i < line.Length; i++) y[i] = (byte)Math.Clamp(MathF.Round(line[i]), byte.MinValue, byte.MaxValue);
        }

        private static Vector<uint> Whole(ReadOnlySpan<float> x) =>
            Vector.ConvertToInt32(Vector.Min(Vector.Max(Vector.Round(new Vector<float>(x)), Vector<float>.Zero), new Vector<float>(byte.MaxValue))).As<int, uint>();

        private void AddColumns(T* sums, T* target)
        {
            if (inner == 1) AddSingle(sums, target);
            else if (inner > 4) AddMany(sums, target);
            else if (typeof(T) == typeof(float)) AddFew<Vector128<T>, Width128<T>>(sums, target);
            else AddFew<Vector256<T>, Width256<T>>(sums, target);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
