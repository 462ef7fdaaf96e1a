using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Sharpens or smooths images: each pixel is mixed with the mean of its neighbourhood, in one pass.</summary>
/// <remarks>The mean weighs the pixel itself by 5/13 and its eight neighbours by 1/13 each; what lies outside is 0.</remarks>
internal static class SharpenKernel
{
    private const double Neighbour = 1.0 / 13, Centre = 5.0 / 13;

    /// <summary><c>y = min(max(x + amount · (mean − x), lower), upper)</c>.</summary>
    /// <param name="x">(planes, height, row).</param>
    /// <param name="y">The same.</param>
    /// <param name="amounts">One for each of as many planes.</param>
    /// <param name="height">Rows.</param>
    /// <param name="row">Elements of a row.</param>
    /// <param name="inner">Elements of a pixel.</param>
    /// <param name="lower">The least result.</param>
    /// <param name="upper">The largest result.</param>
    public static void Run<T>(ReadOnlySpan<T> x, Span<T> y, ReadOnlySpan<T> amounts, int height, int row, int inner, T lower, T upper) where T : unmanaged, INumber<T>
    {
        if (x.Length == 0) return;
        int lines = x.Length / row, perPiece = Math.Max(1, Elementwise.PieceLength / row);
        WorkerPool.Run((lines + perPiece - 1) / perPiece, new Pieces<T>(x, y, amounts, height, row, inner, lower, upper, perPiece));
    }

    private readonly ref struct Pieces<T>(ReadOnlySpan<T> x, Span<T> y, ReadOnlySpan<T> amounts, int height, int row, int inner, T lower, T upper, int perPiece) : IPieces
        where T : unmanaged, INumber<T>
    {
        private readonly ReadOnlySpan<T> _x = x, _amounts = amounts;
        private readonly Span<T> _y = y;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int piece)
        {
            int lines = _x.Length / row, end = Math.Min(lines, (piece + 1) * perPiece);
            using var memory = new Scratch<T>(row + 2 * inner + Vector<T>.Count);
            Span<T> sums = memory.Span;     // a pixel of zeros, the sums of three rows, zeros again
            sums.Clear();
            for (int line = piece * perPiece; line < end; line++)
            {
                (int plane, int r) = Math.DivRem(line, height);
                ReadOnlySpan<T> here = _x.Slice(line * row, row);
                Sum(r == 0 ? [] : _x.Slice((line - 1) * row, row), here, r + 1 == height ? [] : _x.Slice((line + 1) * row, row), sums.Slice(inner, row));
                Mix(here, sums, _y.Slice(line * row, row), _amounts[plane / (lines / height / _amounts.Length)]);
            }
        }

        private static void Sum(ReadOnlySpan<T> above, ReadOnlySpan<T> here, ReadOnlySpan<T> below, Span<T> sums)
        {
            here.CopyTo(sums);
            if (!above.IsEmpty) System.Numerics.Tensors.TensorPrimitives.Add(above, sums, sums);
            if (!below.IsEmpty) System.Numerics.Tensors.TensorPrimitives.Add<T>(sums, below, sums);
        }

        private void Mix(ReadOnlySpan<T> x, ReadOnlySpan<T> sums, Span<T> y, T amount)
        {
            Vector<T> neighbour = Simd.Constant<T>(Neighbour), rest = Simd.Constant<T>(Centre - Neighbour), share = new(amount), least = new(lower), most = new(upper);
            for (int i = 0; i < x.Length; i += Vector<T>.Count)
            {
                Vector<T> pixel = Padded.Load(x[i..]), all = new Vector<T>(sums[i..]) + new Vector<T>(sums[(i + inner)..]) + Padded.Load(sums[(i + 2 * inner)..]);
                Padded.Store(Vector.Min(Vector.Max(pixel + share * (neighbour * all + rest * pixel - pixel), least), most), y[i..]);
            }
        }
    }
}
