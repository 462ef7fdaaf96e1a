using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Heed.Kernels;

/// <summary>Multiplies, adds and cuts off in one pass, with numbers for each image, or for each channel of each image.</summary>
internal static class ScaleShiftKernel
{
    /// <summary><c>y = min(max(x · scale + shift, lower), upper)</c>; NaN stays NaN.</summary>
    /// <param name="x">Rows.</param>
    /// <param name="y">The same.</param>
    /// <param name="scale">A pattern for each row, repeated along it.</param>
    /// <param name="shift">A pattern for each row, repeated along it.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="lower">The least result.</param>
    /// <param name="upper">The largest result.</param>
    public static void Run<T>(ReadOnlySpan<T> x, Span<T> y, ReadOnlySpan<T> scale, ReadOnlySpan<T> shift, int rows, T lower, T upper) where T : unmanaged, INumber<T>
    {
        if (x.Length > 0) WorkerPool.Run(rows * Elementwise.Pieces(x.Length / rows), new Pieces<T>(x, y, scale, shift, rows, lower, upper));
    }

    private readonly ref struct Pieces<T>(ReadOnlySpan<T> x, Span<T> y, ReadOnlySpan<T> scale, ReadOnlySpan<T> shift, int rows, T lower, T upper) : IPieces where T : unmanaged, INumber<T>
    {
        private readonly ReadOnlySpan<T> _x = x, _scale = scale, _shift = shift;
        private readonly Span<T> _y = y;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int piece)
        {
            int length = _x.Length / rows, pattern = _scale.Length / rows, count = Vector<T>.Count;
            (int row, int part) = Math.DivRem(piece, Elementwise.Pieces(length));
            (int start, int size) = Elementwise.PieceRange(part, length).GetOffsetAndLength(length);
            ReadOnlySpan<T> source = _x.Slice(row * length + start, size);
            Span<T> target = _y.Slice(row * length + start, size);

            // A pattern of P numbers fills P vectors before it begins anew.
            using Scratch<Vector<T>> vectors = new(2 * pattern);
            Span<Vector<T>> factors = vectors.Span[..pattern], terms = vectors.Span[pattern..];
            for (int v = 0; v < pattern; v++)
            {
                factors[v] = Turned(_scale.Slice(row * pattern, pattern), start + v * count);
                terms[v] = Turned(_shift.Slice(row * pattern, pattern), start + v * count);
            }
            if (pattern == 1) Even(source, target, factors[0], terms[0]);
            else Patterned(source, target, factors, terms);
        }

        private void Even(ReadOnlySpan<T> x, Span<T> y, Vector<T> factor, Vector<T> term)
        {
            ref T x0 = ref MemoryMarshal.GetReference(x), y0 = ref MemoryMarshal.GetReference(y);
            Vector<T> least = new(lower), most = new(upper);
            nuint i = 0, n = (nuint)x.Length, count = (nuint)Vector<T>.Count;
            for (; i + count <= n; i += count) Vector.Min(Vector.Max(Vector.LoadUnsafe(ref x0, i) * factor + term, least), most).StoreUnsafe(ref y0, i);
            if (i < n) Padded.Store(Vector.Min(Vector.Max(Padded.Load(x[(int)i..]) * factor + term, least), most), y[(int)i..]);
        }

        private void Patterned(ReadOnlySpan<T> x, Span<T> y, ReadOnlySpan<Vector<T>> factors, ReadOnlySpan<Vector<T>> terms)
        {
            ref T x0 = ref MemoryMarshal.GetReference(x), y0 = ref MemoryMarshal.GetReference(y);
            Vector<T> least = new(lower), most = new(upper);
            nuint i = 0, n = (nuint)x.Length, count = (nuint)Vector<T>.Count;
            int v = 0;
            for (; i + count <= n; i += count)
            {
                Vector.Min(Vector.Max(Vector.LoadUnsafe(ref x0, i) * factors[v] + terms[v], least), most).StoreUnsafe(ref y0, i);
                if (++v == factors.Length) v = 0;
            }
            if (i < n) Padded.Store(Vector.Min(Vector.Max(Padded.Load(x[(int)i..]) * factors[v] + terms[v], least), most), y[(int)i..]);
        }

        private static Vector<T> Turned(ReadOnlySpan<T> pattern, int start)
        {
            Span<T> lanes = stackalloc T[Vector<T>.Count];
            for (int lane = 0; lane < lanes.Length; lane++) lanes[lane] = pattern[(start + lane) % pattern.Length];
            return new(lanes);
        }
    }
}
