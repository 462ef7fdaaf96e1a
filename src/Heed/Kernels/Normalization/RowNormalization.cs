using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Heed.Kernels;

/// <summary>Layer and RMS normalization: every row by itself, in passes over a row that stays in cache.</summary>
internal static class RowNormalization
{
    private const int MostPieces = 64;      // each sums the gradients of gamma and beta for itself

    /// <summary>y = gamma (x − mean) / √(variance + ε) + beta for every row.</summary>
    public static void Forward<T>(in RowForward<T> work) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!work.X.IsEmpty) WorkerPool.Run(Pieces(work.Inverse.Length, work.Length), work);
    }

    /// <summary>The gradients; those by gamma and beta are summed piece by piece, in order.</summary>
    public static void Backward<T>(in RowForward<T> work, ReadOnlySpan<T> dy, Span<T> dx, Span<T> dgamma, Span<T> dbeta)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int length = work.Length, pieces = work.X.IsEmpty ? 0 : Pieces(work.Inverse.Length, length);
        using Scratch<T> sums = new(2 * pieces * length);
        sums.Span.Clear();
        if (pieces > 0) WorkerPool.Run(pieces, new RowBackward<T> { Forward = work, Dy = dy, Dx = dx, Sums = sums.Span });
        Total(sums.Span, 2 * length, dgamma);
        if (pieces == 0) dbeta.Clear();
        else Total(sums.Span[length..], 2 * length, dbeta);
    }

    /// <summary>The rows of one piece.</summary>
    public static (int From, int To) Rows(int piece, int rows, int length)
    {
        int perPiece = RowsPerPiece(rows, length);
        return (piece * perPiece, Math.Min(rows, (piece + 1) * perPiece));
    }

    private static int Pieces(int rows, int length) => (rows + RowsPerPiece(rows, length) - 1) / RowsPerPiece(rows, length);

    private static int RowsPerPiece(int rows, int length) => Math.Max(Math.Max(1, Elementwise.PieceLength / length), (rows + MostPieces - 1) / MostPieces);

    /// <summary>total = Σ of the parts, which begin <paramref name="stride"/> elements apart.</summary>
    private static void Total<T>(ReadOnlySpan<T> parts, int stride, Span<T> total) where T : unmanaged, IFloatingPointIeee754<T>
    {
        total.Clear();
        for (int from = 0; from < parts.Length; from += stride) Map2Row<T, Plus>.Run(total, parts.Slice(from, total.Length), total);
    }

    private readonly struct Plus : IMap2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y) where T : unmanaged, INumber<T> => x + y;
    }
}

/// <summary>The operands of <see cref="RowNormalization.Forward"/>, and its rows.</summary>
internal ref struct RowForward<T> : IPieces where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Elements in a row.</summary>
    public int Length;

    /// <summary>Added to the variance.</summary>
    public T Epsilon;

    /// <summary>Is the mean subtracted? If not, it counts as 0, and the variance is the mean square.</summary>
    public bool Center;

    public ReadOnlySpan<T> X;

    /// <summary>A factor and a summand for each place of a row; empty ones stand for 1 and 0.</summary>
    public ReadOnlySpan<T> Gamma, Beta;

    public Span<T> Y;

    /// <summary>For each row, results of the forward pass that the backward pass reads: the mean, and 1 / √(variance + ε).</summary>
    public Span<T> Mean, Inverse;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public readonly void Run(int piece)
    {
        var (from, to) = RowNormalization.Rows(piece, Inverse.Length, Length);
        T count = T.CreateTruncating(Length);
        for (int row = from; row < to; row++)
        {
            ReadOnlySpan<T> x = X.Slice(row * Length, Length);
            T mean = Center ? RowSums.Sum(x) / count : T.Zero, inverse = T.One / T.Sqrt(RowSums.SquaresFrom(x, mean) / count + Epsilon);
            (Mean[row], Inverse[row]) = (mean, inverse);
            Scale(x, mean, inverse, Y.Slice(row * Length, Length));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private readonly void Scale(ReadOnlySpan<T> x, T mean, T inverse, Span<T> y)
    {
        ref T x0 = ref MemoryMarshal.GetReference(x), y0 = ref MemoryMarshal.GetReference(y);
        ref T gamma0 = ref MemoryMarshal.GetReference(Gamma), beta0 = ref MemoryMarshal.GetReference(Beta);
        bool hasGamma = !Gamma.IsEmpty, hasBeta = !Beta.IsEmpty;
        Vector<T> means = Vector.Create(mean), inverses = Vector.Create(inverse), gamma = Vector<T>.One, beta = Vector<T>.Zero;
        nuint i = 0, n = (nuint)x.Length, count = (nuint)Vector<T>.Count;
        for (; i + count <= n; i += count)
        {
            if (hasGamma) gamma = Vector.LoadUnsafe(ref gamma0, i);
            if (hasBeta) beta = Vector.LoadUnsafe(ref beta0, i);
            Simd.MultiplyAdd((Vector.LoadUnsafe(ref x0, i) - means) * inverses, gamma, beta).StoreUnsafe(ref y0, i);
        }
        if (i == n) return;
        int rest = (int)i;
        if (hasGamma) gamma = Padded.Load(Gamma[rest..]);
        if (hasBeta) beta = Padded.Load(Beta[rest..]);
        Padded.Store(Simd.MultiplyAdd((Padded.Load(x[rest..]) - means) * inverses, gamma, beta), y[rest..]);
    }
}

/// <summary>The rows of <see cref="RowNormalization.Backward"/>.</summary>
internal ref struct RowBackward<T> : IPieces where T : unmanaged, IFloatingPointIeee754<T>
{
    public RowForward<T> Forward;
    public ReadOnlySpan<T> Dy;
    public Span<T> Dx;
    public Span<T> Sums;        // for each piece dgamma, then dbeta

    [MethodImpl(MethodImplOptions.NoInlining)]
    public readonly void Run(int piece)
    {
        int length = Forward.Length;
        var (from, to) = RowNormalization.Rows(piece, Forward.Inverse.Length, length);
        Span<T> dgamma = Sums.Slice(2 * piece * length, length), dbeta = Sums.Slice((2 * piece + 1) * length, length);
        for (int row = from; row < to; row++)
            Row(Forward.X.Slice(row * length, length), Dy.Slice(row * length, length), Forward.Mean[row], Forward.Inverse[row], dgamma, dbeta, Dx.Slice(row * length, length));
    }

    /// <summary>With n = (x − mean) inverse: dx = inverse (γ dy − mean of γ dy − n · mean of γ dy n); without centering, without the second term.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private readonly void Row(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, T mean, T inverse, Span<T> dgamma, Span<T> dbeta, Span<T> dx)
    {
        ref T x0 = ref MemoryMarshal.GetReference(x), dy0 = ref MemoryMarshal.GetReference(dy), dx0 = ref MemoryMarshal.GetReference(dx);
        ref T gamma0 = ref MemoryMarshal.GetReference(Forward.Gamma), dgamma0 = ref MemoryMarshal.GetReference(dgamma), dbeta0 = ref MemoryMarshal.GetReference(dbeta);
        bool hasGamma = !Forward.Gamma.IsEmpty;
        Vector<T> means = Vector.Create(mean), inverses = Vector.Create(inverse), gamma = Vector<T>.One, sum = Vector<T>.Zero, product = Vector<T>.Zero;
        int count = Vector<T>.Count, whole = x.Length - x.Length % count, i = 0;
        for (; i < whole; i += count)
        {
            nuint at = (nuint)i;
            if (hasGamma) gamma = Vector.LoadUnsafe(ref gamma0, at);
            Vector<T> slope = Vector.LoadUnsafe(ref dy0, at), normal = (Vector.LoadUnsafe(ref x0, at) - means) * inverses, scaled = slope * gamma;
            sum += scaled;
            product = Simd.MultiplyAdd(scaled, normal, product);
            Simd.MultiplyAdd(slope, normal, Vector.LoadUnsafe(ref dgamma0, at)).StoreUnsafe(ref dgamma0, at);
            (Vector.LoadUnsafe(ref dbeta0, at) + slope).StoreUnsafe(ref dbeta0, at);
        }
        T total = Vector.Sum(sum), products = Vector.Sum(product), length = T.CreateTruncating(x.Length);
        for (; i < x.Length; i++)
        {
            T normal = (x[i] - mean) * inverse, scaled = Forward.Gamma.IsEmpty ? dy[i] : dy[i] * Forward.Gamma[i];
            total += scaled;
            products += scaled * normal;
            dgamma[i] += dy[i] * normal;
            dbeta[i] += dy[i];
        }

        Vector<T> constant = Vector.Create(Forward.Center ? inverse * total / length : T.Zero), along = Vector.Create(inverse * inverse * products / length);
        for (i = 0; i < whole; i += count)
        {
            nuint at = (nuint)i;
            if (hasGamma) gamma = Vector.LoadUnsafe(ref gamma0, at);
            Vector<T> scaled = Vector.LoadUnsafe(ref dy0, at) * gamma;
            (scaled * inverses - constant - (Vector.LoadUnsafe(ref x0, at) - means) * along).StoreUnsafe(ref dx0, at);
        }
        if (whole == x.Length) return;
        if (hasGamma) gamma = Padded.Load(Forward.Gamma[whole..]);
        Padded.Store(Padded.Load(dy[whole..]) * gamma * inverses - constant - (Padded.Load(x[whole..]) - means) * along, dx[whole..]);
    }
}
