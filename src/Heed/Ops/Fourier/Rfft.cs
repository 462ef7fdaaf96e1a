using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The Fourier transform of real rows: the first half, of which the second is the mirror image of conjugates.</summary>
    /// <param name="x">Floating point, (…, N).</param>
    /// <param name="fftLength">Rows are cut or filled with zeros to this length, at least 1; <see langword="null"/>: N.</param>
    /// <returns>Real and imaginary parts (…, fftLength / 2 + 1).</returns>
    /// <exception cref="ShapeException">There is no axis, or the length is 0.</exception>
    /// <exception cref="ArgumentException"><paramref name="x"/> is not floating point, or <paramref name="fftLength"/> below 1.</exception>
    /// <remarks>Keras: <c>keras.ops.rfft</c>, keras/src/ops/math.py.</remarks>
    public static (Tensor Real, Tensor Imaginary) Rfft(Tensor x, int? fftLength = null)
    {
        if (fftLength is { } length) ArgumentOutOfRangeException.ThrowIfLessThan(length, 1, nameof(fftLength));
        Tensor[] y = new RealFourierOp(fftLength).ApplyAll(x);
        return (y[0], y[1]);
    }

    /// <summary>Some neighbouring elements of the last axis.</summary>
    internal static Tensor StretchOfLast(Tensor x, int start, int length)
    {
        int?[] starts = new int?[x.Rank], stops = new int?[x.Rank];
        (starts[^1], stops[^1]) = (start, start + length);
        return Slice(x, starts, stops);
    }

    /// <summary>Cuts the last axis or fills it with zeros, to a length.</summary>
    internal static Tensor FitLast(Tensor x, int length)
    {
        int own = x.Shape[^1].Value;
        if (own == length) return x;
        if (own > length) return StretchOfLast(x, 0, length);
        return Pad(x, [.. Enumerable.Repeat((0, 0), x.Rank - 1), (0, length - own)]);
    }
}

/// <summary>y = the first half of F x      dx = Re(F̄ᵀ dy): the inverse transform of dy, in which all but the ends count half</summary>
internal sealed class RealFourierOp(int? fftLength) : MultiOp
{
    public override string Name => "Rfft";

    public override string KerasName => "RFFT";

    public override IReadOnlyList<(string Key, object? Value)>? Settings => [("fft_length", fftLength)];

    public override TensorSpec[] InferAll(ReadOnlySpan<TensorSpec> x)
    {
        Shape shape = x[0].Shape;
        Expect(shape.Rank >= 1 && (fftLength is not null || !shape[^1].IsKnown || shape[^1].Value > 0), "at least one axis, the last of a length above 0", x);
        FourierOp.RequireFloat(Name, x[0]);
        Dim length = fftLength is { } given ? given : shape[^1];
        TensorSpec half = x[0] with { Shape = shape.With(^1, length.IsKnown ? length.Value / 2 + 1 : Dim.Unknown) };
        return [half, half];
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor[] y)
    {
        if (y[0].Length == 0) return;
        int length = fftLength ?? x[0].Shape[^1].Value;
        Tensor signal = x[0], rows = Tape.Pause(() => Ops.FitLast(signal, length));
        if (y[0].DType == DType.Float64) FourierKernel.Real(rows.AsSpan<double>(), y[0].Writable<double>(), y[1].Writable<double>(), length, 1.0);
        else FourierKernel.Real(rows.AsSpan<float>(), y[0].Writable<float>(), y[1].Writable<float>(), length, 1f);
    }

    internal override Tensor?[] Gradient(Saved saved, Tensor?[] dy)
    {
        Tensor re = dy[0] ?? Ops.ZerosLike(dy[1]!), im = dy[1] ?? Ops.ZerosLike(dy[0]!);
        int own = saved.Inputs[0].Shape[^1].Value, length = fftLength ?? own;
        Tensor weights = EndWeights(length, 0.5, re.DType);
        return [Ops.FitLast(new InverseRealFourierOp(length, isScaled: false).Apply(re * weights, im * weights), own)];
    }

    /// <summary>1 for the elements that are their own mirror images, <paramref name="inner"/> for the others.</summary>
    internal static Tensor EndWeights(int length, double inner, DType type)
    {
        var weights = new double[length / 2 + 1];
        Array.Fill(weights, inner);
        weights[0] = 1;
        if (length % 2 == 0) weights[^1] = 1;
        return Tensor.From(weights, [weights.Length]).Cast(type);
    }
}
