using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>What happens to one row; x and y may be the same.</summary>
internal interface ISoftmaxRow
{
    static abstract void Run<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) where T : unmanaged, INumber<T>;
}

/// <summary>Softmax and its relatives, row by row; the rows are shared among the threads.</summary>
internal static class SoftmaxKernel
{
    /// <summary>z = row(x, y) for every row of <paramref name="length"/> elements.</summary>
    public static void Run<T, TRow>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z, int length)
        where T : unmanaged, INumber<T> where TRow : struct, ISoftmaxRow
    {
        if (z.IsEmpty) return;
        var pieces = new Pieces<T, TRow>(x, y, z, length);
        WorkerPool.Run(pieces.Count, pieces);
    }

    private readonly ref struct Pieces<T, TRow>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z, int length) : IPieces
        where T : unmanaged, INumber<T> where TRow : struct, ISoftmaxRow
    {
        private readonly ReadOnlySpan<T> _x = x, _y = y;
        private readonly Span<T> _z = z;
        private readonly int _length = length, _rowsPerPiece = Math.Max(1, Elementwise.PieceLength / 4 / length);

        public int Count => (_z.Length / _length + _rowsPerPiece - 1) / _rowsPerPiece;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int piece)
        {
            int end = (int)Math.Min(_z.Length / _length, (piece + 1L) * _rowsPerPiece);
            for (int row = piece * _rowsPerPiece; row < end; row++)
                TRow.Run(_x.Slice(row * _length, _length), _y.Slice(row * _length, _length), _z.Slice(row * _length, _length));
        }
    }
}

/// <summary>z = e^(x − max x) / Σ</summary>
internal readonly struct SoftmaxRow : ISoftmaxRow
{
    public static void Run<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) where T : unmanaged, INumber<T>
    {
        Vector<T> sum = new(SoftmaxRows.ExpOfDifference(x, SoftmaxRows.Max(x), z));
        for (int i = 0; i < z.Length; i += Vector<T>.Count) Padded.Store(Padded.Load<T>(z[i..]) / sum, z[i..]);
    }
}

/// <summary>z = x − max x − ln Σ e^(x − max x)</summary>
internal readonly struct LogSoftmaxRow : ISoftmaxRow
{
    public static void Run<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) where T : unmanaged, INumber<T>
    {
        T max = SoftmaxRows.Max(x);
        Vector<T> shift = new(max), log = Simd.Log(new Vector<T>(SoftmaxRows.ExpOfDifference(x, max, z)));
        for (int i = 0; i < z.Length; i += Vector<T>.Count) Padded.Store(Padded.Load(x[i..]) - shift - log, z[i..]);
    }
}

/// <summary>dx = y (dy − Σ dy · y), with x standing for y, y for dy</summary>
internal readonly struct SoftmaxGradientRow : ISoftmaxRow
{
    public static void Run<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) where T : unmanaged, INumber<T>
    {
        Vector<T> sums = Vector<T>.Zero;
        int i = 0;
        for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count) sums += new Vector<T>(x[i..]) * new Vector<T>(y[i..]);
        T sum = Vector.Sum(sums);
        for (; i < x.Length; i++) sum += x[i] * y[i];
        Vector<T> all = new(sum);
        for (i = 0; i < z.Length; i += Vector<T>.Count) Padded.Store(Padded.Load(x[i..]) * (Padded.Load(y[i..]) - all), z[i..]);
    }
}

/// <summary>dx = dy − eʸ Σ dy, with x standing for y, y for dy</summary>
internal readonly struct LogSoftmaxGradientRow : ISoftmaxRow
{
    public static void Run<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) where T : unmanaged, INumber<T>
    {
        Vector<T> sums = Vector<T>.Zero;
        int i = 0;
        for (; i <= y.Length - Vector<T>.Count; i += Vector<T>.Count) sums += new Vector<T>(y[i..]);
        T sum = Vector.Sum(sums);
        for (; i < y.Length; i++) sum += y[i];
        Vector<T> all = new(sum);
        for (i = 0; i < z.Length; i += Vector<T>.Count) Padded.Store(Padded.Load(y[i..]) - Simd.Exp(Padded.Load(x[i..])) * all, z[i..]);
    }
}

/// <summary>z = max(x − τ, 0), where τ = (Σ of the k largest − 1) / k for the most k that leave the k-th positive; z serves as memory for sorting.</summary>
internal readonly struct SparsemaxRow : ISoftmaxRow
{
    public static void Run<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) where T : unmanaged, INumber<T>
    {
        x.CopyTo(z);
        z.Sort();
        T sum = T.Zero, sumOfSums = T.Zero, threshold = T.Zero;
        for (int k = 1; k <= z.Length; k++)
        {
            sum += z[^k];
            if (z[^k] <= (sum - T.One) / T.CreateTruncating(k)) break;
            sumOfSums += sum;       // as Keras does
            threshold = (sumOfSums - T.One) / T.CreateTruncating(k);
        }
        for (int i = 0; i < z.Length; i++) z[i] = T.Max(x[i] - threshold, T.Zero);
    }
}

/// <summary>The steps that the rows share.</summary>
internal static class SoftmaxRows
{
    /// <summary>The largest; NaN if there is one.</summary>
    public static T Max<T>(ReadOnlySpan<T> x) where T : unmanaged, INumber<T>
    {
        T max = x[0];
        int i = 0;
        if (x.Length >= Vector<T>.Count)
        {
            Vector<T> best = new(x);
            for (i = Vector<T>.Count; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count) best = Vector.Max(best, new Vector<T>(x[i..]));
            for (int lane = 0; lane < Vector<T>.Count; lane++) max = T.Max(max, best[lane]);
        }
        for (; i < x.Length; i++) max = T.Max(max, x[i]);
        return max;
    }

    /// <summary>z = e^(x − shift); the sum of z.</summary>
    public static T ExpOfDifference<T>(ReadOnlySpan<T> x, T shift, Span<T> z) where T : unmanaged, INumber<T>
    {
        Vector<T> shifts = new(shift), sums = Vector<T>.Zero;
        int i = 0;
        for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> exp = Simd.Exp(new Vector<T>(x[i..]) - shifts);
            exp.CopyTo(z[i..]);
            sums += exp;
        }
        T sum = Vector.Sum(sums);
        if (i == x.Length) return sum;
        Padded.Store(Simd.Exp(Padded.Load(x[i..]) - shifts), z[i..]);
        for (; i < x.Length; i++) sum += z[i];
        return sum;
    }
}
