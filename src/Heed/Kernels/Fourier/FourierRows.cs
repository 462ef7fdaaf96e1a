using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Rows that wait for their transform: puts a few of them side by side, transforms them, and puts them back.</summary>
internal readonly ref struct FourierRows<T>(FourierPlan<T> plan, FourierKind kind, int length, T scale, ReadOnlySpan<T> xRe, ReadOnlySpan<T> xIm, Span<T> yRe, Span<T> yIm) : IPieces
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> _xRe = xRe, _xIm = xIm;
    private readonly Span<T> _yRe = yRe, _yIm = yIm;
    private readonly int _in = kind is FourierKind.InverseReal ? length / 2 + 1 : length, _out = kind is FourierKind.Real ? length / 2 + 1 : length;
    private readonly int _perPiece = Math.Max(1, Elementwise.PieceLength / length / FourierKernel.Lanes) * FourierKernel.Lanes;

    /// <summary>How many pieces there are.</summary>
    public int Pieces => (_yRe.Length / _out + _perPiece - 1) / _perPiece;

    private bool IsHalved => plan.Length != length;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run(int piece)
    {
        int end = Math.Min((piece + 1) * _perPiece, _yRe.Length / _out);
        using var memory = new Scratch<T>(FourierGroup<T>.MemoryLength(plan, FourierKernel.Lanes));
        for (int row = piece * _perPiece; row < end; row += FourierKernel.Lanes)
        {
            int count = Math.Min(FourierKernel.Lanes, end - row);
            var group = new FourierGroup<T>(plan, memory.Span, count == 1 ? 1 : FourierKernel.Lanes);
            if (count < group.Rows)
            {
                group.Re.Clear();
                group.Im.Clear();
            }
            for (int lane = 0; lane < count; lane++) Load(row + lane, lane, group.Rows, group.Re, group.Im);
            group.Transform();
            for (int lane = 0; lane < count; lane++) Store(row + lane, lane, group.Rows, group.Re, group.Im);
        }
    }

    private void Load(int row, int lane, int rows, Span<T> re, Span<T> im)
    {
        ReadOnlySpan<T> x = _xRe.Slice(row * _in, _in), xIm = _xIm.IsEmpty ? [] : _xIm.Slice(row * _in, _in);
        switch (kind)
        {
            case FourierKind.Complex:
                for (int j = 0, i = lane; j < x.Length; j++, i += rows) (re[i], im[i]) = (x[j], xIm[j]);
                break;
            case FourierKind.Real when IsHalved:
                for (int j = 0, i = lane; j < x.Length; j += 2, i += rows) (re[i], im[i]) = (x[j], x[j + 1]);
                break;
            case FourierKind.Real:
                for (int j = 0, i = lane; j < x.Length; j++, i += rows) (re[i], im[i]) = (x[j], T.Zero);
                break;
            case FourierKind.InverseReal when IsHalved:
                LoadHalf(x, xIm, lane, rows, re, im);
                break;
            default:
                LoadConjugates(x, xIm, lane, rows, re, im);
                break;
        }
    }

    private void Store(int row, int lane, int rows, ReadOnlySpan<T> re, ReadOnlySpan<T> im)
    {
        Span<T> y = _yRe.Slice(row * _out, _out), yIm = _yIm.IsEmpty ? [] : _yIm.Slice(row * _out, _out);
        switch (kind)
        {
            case FourierKind.Real when IsHalved:
                StoreHalf(lane, rows, re, im, y, yIm);
                break;
            case FourierKind.InverseReal when IsHalved:     // both parts were exchanged
                for (int j = 0, i = lane; j < y.Length; j += 2, i += rows) (y[j], y[j + 1]) = (im[i] * scale, re[i] * scale);
                break;
            case FourierKind.InverseReal:
                for (int j = 0, i = lane; j < y.Length; j++, i += rows) y[j] = im[i] * scale;
                break;
            default:
                for (int j = 0, i = lane; j < y.Length; j++, i += rows) (y[j], yIm[j]) = (re[i] * scale, im[i] * scale);
                break;
        }
    }

    /// <summary>X[k] = (Z[k] + Z̄[m − k]) / 2 − i · wᵏ · (Z[k] − Z̄[m − k]) / 2, where Z transforms the pairs and w = exp(−2πi / n)</summary>
    private void StoreHalf(int lane, int rows, ReadOnlySpan<T> re, ReadOnlySpan<T> im, Span<T> y, Span<T> yIm)
    {
        int half = plan.Length;
        ReadOnlySpan<T> roots = FourierRoots<T>.Of(length);
        T factor = scale / T.CreateChecked(2);
        for (int k = 0; k <= half; k++)
        {
            int i = (k == half ? 0 : k) * rows + lane, mirror = (k == 0 ? 0 : half - k) * rows + lane;
            T evenRe = re[i] + re[mirror], evenIm = im[i] - im[mirror], oddRe = im[i] + im[mirror], oddIm = re[mirror] - re[i];
            T cos = roots[2 * k], sin = roots[2 * k + 1];
            (y[k], yIm[k]) = ((evenRe + cos * oddRe - sin * oddIm) * factor, (evenIm + cos * oddIm + sin * oddRe) * factor);
        }
    }

    /// <summary>Z[k] = X[k] + X̄[m − k] + i · w̄ᵏ · (X[k] − X̄[m − k]), both parts exchanged for the inverse transform</summary>
    private void LoadHalf(ReadOnlySpan<T> x, ReadOnlySpan<T> xIm, int lane, int rows, Span<T> re, Span<T> im)
    {
        int half = plan.Length;
        ReadOnlySpan<T> roots = FourierRoots<T>.Of(length);
        for (int k = 0, i = lane; k < half; k++, i += rows)
        {
            T aIm = k == 0 ? T.Zero : xIm[k], bIm = k == 0 ? T.Zero : xIm[half - k];
            T evenRe = x[k] + x[half - k], evenIm = aIm - bIm, oddRe = x[k] - x[half - k], oddIm = aIm + bIm;
            T cos = roots[2 * k], sin = roots[2 * k + 1];       // of w, whose conjugate is needed
            (im[i], re[i]) = (evenRe - (cos * oddIm - sin * oddRe), evenIm + (cos * oddRe + sin * oddIm));
        }
    }

    private static void LoadConjugates(ReadOnlySpan<T> x, ReadOnlySpan<T> xIm, int lane, int rows, Span<T> re, Span<T> im)
    {
        int length = 2 * x.Length - 1;
        (im[lane], re[lane]) = (x[0], T.Zero);
        for (int k = 1; k < x.Length; k++)
        {
            (im[k * rows + lane], re[k * rows + lane]) = (x[k], xIm[k]);
            (im[(length - k) * rows + lane], re[(length - k) * rows + lane]) = (x[k], -xIm[k]);
        }
    }
}
