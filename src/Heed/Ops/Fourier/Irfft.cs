using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The inverse of <see cref="Rfft"/>: real rows from the first halves of their transforms.</summary>
    /// <param name="x">Real and imaginary parts, floating point, of one shape (…, K); imaginary parts that no real row has are ignored.</param>
    /// <param name="fftLength">Elements of the result, at least 1; <see langword="null"/>: 2 (K − 1), so an odd length must be given.</param>
    /// <returns>Real numbers (…, fftLength).</returns>
    /// <exception cref="ShapeException">The parts differ in shape or have no axis, or the length would be 0.</exception>
    /// <exception cref="ArgumentException">They are not floating point, or <paramref name="fftLength"/> is below 1.</exception>
    /// <remarks>Keras: <c>keras.ops.irfft</c>, keras/src/ops/math.py.</remarks>
    public static Tensor Irfft((Tensor Real, Tensor Imaginary) x, int? fftLength = null)
    {
        if (fftLength is { } length) ArgumentOutOfRangeException.ThrowIfLessThan(length, 1, nameof(fftLength));
        DType type = Promotion.Of(x.Real, x.Imaginary);
        return new InverseRealFourierOp(fftLength, isScaled: true).Apply(x.Real.Cast(type), x.Imaginary.Cast(type));
    }
}

/// <summary>y = Re(F⁻¹ x), x filled up with conjugates      dx = the first half of F dy, all but the ends twice</summary>
/// <param name="fftLength">Elements of the result; <see langword="null"/>: twice those of the input but one.</param>
/// <param name="isScaled">Is the result divided by its length?</param>
internal sealed class InverseRealFourierOp(int? fftLength, bool isScaled) : Op
{
    public override string Name => "Irfft";

    public override string KerasName => "IRFFT";

    public override IReadOnlyList<(string Key, object? Value)>? Settings => isScaled ? [("fft_length", fftLength)] : null;

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Shape shape = x[0].Shape;
        Expect(shape.IsCompatibleWith(x[1].Shape), "real and imaginary parts of one shape", x);
        Expect(shape.Rank >= 1 && (!shape[^1].IsKnown || shape[^1].Value > (fftLength is null ? 1 : 0)), "at least one axis, the last long enough for a result", x);
        FourierOp.RequireFloat(Name, x[0]);
        return x[0] with { Shape = shape.With(^1, fftLength is { } given ? given : shape[^1].IsKnown ? 2 * (shape[^1].Value - 1) : Dim.Unknown) };
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y)
    {
        if (y.Length == 0) return;
        int length = y.Shape[^1].Value;
        Tensor[] half = new Tensor[2];
        for (int i = 0; i < 2; i++)
        {
            Tensor part = x[i];
            half[i] = Tape.Pause(() => Ops.FitLast(part, length / 2 + 1));
        }
        if (y.DType == DType.Float64) FourierKernel.InverseReal(half[0].AsSpan<double>(), half[1].AsSpan<double>(), y.Writable<double>(), length, isScaled ? 1.0 / length : 1);
        else FourierKernel.InverseReal(half[0].AsSpan<float>(), half[1].AsSpan<float>(), y.Writable<float>(), length, isScaled ? 1f / length : 1);
    }

    protected override Tensor?[] Gradient(Saved saved, Tensor dy)
    {
        int length = dy.Shape[^1].Value, own = saved.Inputs[0].Shape[^1].Value;
        Tensor weights = RealFourierOp.EndWeights(length, 2, dy.DType) * (isScaled ? 1.0 / length : 1);
        (Tensor re, Tensor im) = Ops.Rfft(dy);
        return [Ops.FitLast(re * weights, own), Ops.FitLast(im * weights, own)];
    }
}
