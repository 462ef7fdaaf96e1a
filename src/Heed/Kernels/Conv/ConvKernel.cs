using System.Diagnostics;

namespace Heed.Kernels;

/// <summary>Convolutions of one to three axes with channels last, and their gradients; float and double.</summary>
/// <remarks>
/// <code>
///   y[n, o, f]  = b[f] + Σ x[n, o·stride + t·dilation − before, c] · w[t, c, f]     Forward
///   dx[n, i, c] =        Σ dy[n, o, f] · w[t, c, f]  where i = o·stride + …         InputGradient
///   dw[t, c, f] =        Σ x[n, o·stride + …, c] · dy[n, o, f]                      KernelGradient
/// </code>
/// </remarks>
internal static unsafe class ConvKernel
{
    /// <summary>y = x ∗ kernel + bias, then max(y, 0) if asked for.</summary>
    public static void Forward<T>(in ConvShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> kernel, ReadOnlySpan<T> bias, bool relu, Span<T> y) where T : unmanaged
    {
        Debug.Assert(bias.Length == 0 || bias.Length == shape.Filters);
        Run(new ConvPass(shape, transposed: false), x, kernel, bias, relu, y);
    }

    /// <summary>dx from dy: the transposed convolution.</summary>
    public static void InputGradient<T>(in ConvShape shape, ReadOnlySpan<T> dy, ReadOnlySpan<T> kernel, Span<T> dx) where T : unmanaged =>
        Run(new ConvPass(shape, transposed: true), dy, kernel, default, relu: false, dx);

    /// <summary>dw from x and dy.</summary>
    public static void KernelGradient<T>(in ConvShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dw) where T : unmanaged
    {
        fixed (T* px = x, pdy = dy, pdw = dw)
        {
            Weights<T> work = new() { Pass = new(shape, transposed: false), X = px, DY = pdy, DW = pdw };
            Widths.Run<T, Weights<T>>(in work);
        }
    }

    private static void Run<T>(in ConvPass pass, ReadOnlySpan<T> x, ReadOnlySpan<T> kernel, ReadOnlySpan<T> bias, bool relu, Span<T> y) where T : unmanaged
    {
        Debug.Assert(typeof(T) == typeof(float) || typeof(T) == typeof(double));
        fixed (T* px = x, pk = kernel, pb = bias, py = y)
        {
            Sums<T> work = new() { Pass = pass, X = px, Kernel = pk, Bias = pb, Relu = relu, Y = py };
            Widths.Run<T, Sums<T>>(in work);
        }
    }

    private struct Sums<T> : IWidthWork<T> where T : unmanaged
    {
        public ConvPass Pass;
        public T* X, Kernel, Bias, Y;
        public bool Relu;

        public readonly void Run<TVector, TWidth>() where TWidth : struct, IVectorWidth<TVector, T>
        {
            if (Pass.Depthwise) ConvSums<T, TVector, TWidth, DepthwiseTile<T, TVector, TWidth>>.Run(Pass, X, Kernel, Bias, Relu, Y);
            else ConvSums<T, TVector, TWidth, ConvTile<T, TVector, TWidth>>.Run(Pass, X, Kernel, Bias, Relu, Y);
        }
    }

    private struct Weights<T> : IWidthWork<T> where T : unmanaged
    {
        public ConvPass Pass;
        public T* X, DY, DW;

        public readonly void Run<TVector, TWidth>() where TWidth : struct, IVectorWidth<TVector, T>
        {
            if (Pass.Depthwise) ConvWeights<T, TVector, TWidth, DepthwiseTile<T, TVector, TWidth>>.Run(Pass, X, DY, DW);
            else ConvWeights<T, TVector, TWidth, ConvTile<T, TVector, TWidth>>.Run(Pass, X, DY, DW);
        }
    }
}
