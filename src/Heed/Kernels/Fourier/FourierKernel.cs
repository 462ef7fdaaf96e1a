using System.Diagnostics;
using System.Numerics;

namespace Heed.Kernels;

/// <summary>Discrete Fourier transforms of rows, of any length: <c>X[k] = scale · Σ_j x[j] · exp(−2πi jk / n)</c>.</summary>
/// <remarks>
/// Rows are taken in groups of <see cref="Lanes"/> (<see cref="FourierGroup{T}"/>), groups are shared between threads. A real row of even length is
/// transformed as a complex one of half the length, whose even and odd elements are told apart afterwards.
/// </remarks>
internal static class FourierKernel
{
    /// <summary>Rows that are transformed side by side.</summary>
    public const int Lanes = 8;

    /// <summary>Complex rows to complex rows; the inverse transform is this one with real and imaginary parts exchanged in both.</summary>
    public static void Complex<T>(ReadOnlySpan<T> re, ReadOnlySpan<T> im, Span<T> yRe, Span<T> yIm, int length, T scale) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Debug.Assert(re.Length == im.Length && yRe.Length == re.Length && yIm.Length == re.Length);
        Run(new FourierRows<T>(FourierPlan<T>.Of(length), FourierKind.Complex, length, scale, re, im, yRe, yIm));
    }

    /// <summary>Real rows to the first <c>length / 2 + 1</c> elements of their transforms; the others are their conjugates.</summary>
    public static void Real<T>(ReadOnlySpan<T> x, Span<T> yRe, Span<T> yIm, int length, T scale) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Debug.Assert(x.Length / length * (length / 2 + 1) == yRe.Length && yIm.Length == yRe.Length);
        Run(new FourierRows<T>(FourierPlan<T>.Of(HalfLength(length)), FourierKind.Real, length, scale, x, [], yRe, yIm));
    }

    /// <summary>The way back: <c>x[j] = scale · Σ_k X[k] · exp(2πi jk / n)</c>, where the missing elements are conjugates. Imaginary parts that a real row cannot have are ignored.</summary>
    public static void InverseReal<T>(ReadOnlySpan<T> re, ReadOnlySpan<T> im, Span<T> y, int length, T scale) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Debug.Assert(y.Length / length * (length / 2 + 1) == re.Length && re.Length == im.Length);
        Run(new FourierRows<T>(FourierPlan<T>.Of(HalfLength(length)), FourierKind.InverseReal, length, scale, re, im, y, []));
    }

    private static int HalfLength(int length) => length % 2 == 0 ? length / 2 : length;

    private static void Run<T>(in FourierRows<T> rows) where T : unmanaged, IBinaryFloatingPointIeee754<T> => WorkerPool.Run(rows.Pieces, rows);
}

/// <summary>What rows hold before and after.</summary>
internal enum FourierKind
{
    /// <summary>Complex numbers, complex numbers.</summary>
    Complex,
    /// <summary>Real numbers, half a spectrum.</summary>
    Real,
    /// <summary>Half a spectrum, real numbers.</summary>
    InverseReal,
}
