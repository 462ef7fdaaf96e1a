using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The discrete Fourier transform along the last axis: <c>X[k] = Σ_j x[j] · exp(−2πi jk / N)</c>.</summary>
    /// <param name="x">Real and imaginary parts, floating point, of one shape (…, N) with any N of at least 1.</param>
    /// <returns>Real and imaginary parts of the same shape.</returns>
    /// <exception cref="ShapeException">The parts differ in shape, have no axis, or N is 0 or unknown.</exception>
    /// <exception cref="ArgumentException">They are not floating point.</exception>
    /// <remarks>Keras: <c>keras.ops.fft</c>, keras/src/ops/math.py.</remarks>
    public static (Tensor Real, Tensor Imaginary) Fft((Tensor Real, Tensor Imaginary) x) => Transform(new FourierOp(1, isInverse: false, isScaled: false), x);

    /// <summary>Applies a transform, its parts of one type.</summary>
    private static (Tensor Real, Tensor Imaginary) Transform(FourierOp op, (Tensor Real, Tensor Imaginary) x)
    {
        DType type = Promotion.Of(x.Real, x.Imaginary);
        Tensor[] y = op.ApplyAll(x.Real.Cast(type), x.Imaginary.Cast(type));
        return (y[0], y[1]);
    }
}

/// <summary>y = F x along the last one or two axes, F the transform or its inverse      dx = F̄ᵀ dy: the same with the other sign</summary>
/// <param name="axes">1 or 2.</param>
/// <param name="isInverse">Is the sign of the exponent positive?</param>
/// <param name="isScaled">Is the result divided by the number of elements of a transform?</param>
internal sealed class FourierOp(int axes, bool isInverse, bool isScaled) : MultiOp
{
    public override string Name => (isInverse ? "Ifft" : "Fft") + (axes == 2 ? "2" : "");

    public override string KerasName => Name.ToUpperInvariant();

    public override IReadOnlyList<(string Key, object? Value)>? Settings => isInverse == isScaled ? [] : null;

    public override TensorSpec[] InferAll(ReadOnlySpan<TensorSpec> x)
    {
        Shape shape = x[0].Shape;
        Expect(shape.IsCompatibleWith(x[1].Shape), "real and imaginary parts of one shape", x);
        Expect(shape.Rank >= axes && shape[^axes..].All(length => length.IsKnown && length.Value > 0), $"at least {axes} axes, the last of known lengths above 0", x);
        RequireFloat(Name, x[0]);
        return [x[0], x[0]];
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor[] y)
    {
        if (y[0].DType == DType.Float64) Run<double>(x[0], x[1], y[0], y[1]);
        else Run<float>(x[0], x[1], y[0], y[1]);
    }

    internal override Tensor?[] Gradient(Saved saved, Tensor?[] dy) =>
        new FourierOp(axes, !isInverse, isScaled).ApplyAll(dy[0] ?? Ops.ZerosLike(dy[1]!), dy[1] ?? Ops.ZerosLike(dy[0]!));

    internal static void RequireFloat(string name, TensorSpec x)
    {
        if (!x.DType.IsFloat()) throw new ArgumentException($"{name} expects floating-point numbers. Received {x}. Cast them first.");
    }

    /// <summary>The inverse transform is the transform with real and imaginary parts exchanged, before and after.</summary>
    private void Run<T>(Tensor re, Tensor im, Tensor yRe, Tensor yIm) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        if (re.Length == 0) return;
        if (isInverse) (re, im, yRe, yIm) = (im, re, yIm, yRe);
        int columns = re.Shape[^1].Value, rows = axes == 2 ? re.Shape[^2].Value : 1;
        T scale = isScaled ? T.One / T.CreateChecked((double)rows * columns) : T.One;
        if (axes == 1)
        {
            FourierKernel.Complex(re.AsSpan<T>(), im.AsSpan<T>(), yRe.Writable<T>(), yIm.Writable<T>(), columns, scale);
            return;
        }
        using Scratch<T> first = new(re.Length), second = new(re.Length), third = new(re.Length), fourth = new(re.Length);
        FourierKernel.Complex(re.AsSpan<T>(), im.AsSpan<T>(), first.Span, second.Span, columns, T.One);
        Turn<T>(first.Span, third.Span, rows, columns);
        Turn<T>(second.Span, fourth.Span, rows, columns);
        FourierKernel.Complex<T>(third.Span, fourth.Span, first.Span, second.Span, rows, scale);
        Turn(first.Span, yRe.Writable<T>(), columns, rows);
        Turn(second.Span, yIm.Writable<T>(), columns, rows);
    }

    private static void Turn<T>(ReadOnlySpan<T> x, Span<T> y, int rows, int columns) where T : unmanaged =>
        StridedCopy.Run(x, 0, [rows * columns, 1, columns], y, [x.Length / (rows * columns), columns, rows]);
}
