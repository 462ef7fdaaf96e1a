using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>Cuts the last axis into sequences that may overlap: <c>y[…, s, i] = x[…, s · stride + i]</c>.</summary>
    /// <param name="x">Any type, (…, N).</param>
    /// <param name="sequenceLength">Elements of a sequence, in [1, N].</param>
    /// <param name="sequenceStride">Elements from the begin of one sequence to the next, at least 1.</param>
    /// <returns>(…, 1 + (N − length) / stride, length); a rest that fills no sequence is left out.</returns>
    /// <exception cref="ShapeException">There is no axis, or the rows are shorter than a sequence.</exception>
    /// <exception cref="ArgumentException">A number is below 1.</exception>
    /// <remarks>Keras: <c>keras.ops.extract_sequences</c>, keras/src/ops/math.py.</remarks>
    public static Tensor ExtractSequences(Tensor x, int sequenceLength, int sequenceStride)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sequenceLength, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(sequenceStride, 1);
        return new ExtractSequencesOp(sequenceLength, sequenceStride).Apply(x);
    }

    /// <summary>The adjoint of <see cref="ExtractSequences"/>: sequences are laid down at their places, and added where they overlap.</summary>
    /// <param name="x">Floating point, (…, S, L).</param>
    /// <param name="stride">Elements from the begin of one sequence to the next.</param>
    /// <param name="length">Elements of the result; <see langword="null"/>: as many as the sequences reach.</param>
    /// <returns>(…, length).</returns>
    internal static Tensor OverlapAdd(Tensor x, int stride, int? length = null) => new OverlapAddOp(stride, length).Apply(x);
}

/// <summary>y[s, i] = x[s · stride + i]      dx = dy, added up where sequences overlap</summary>
internal sealed class ExtractSequencesOp(int length, int stride) : Op
{
    public override bool Widens => false;

    public override IReadOnlyList<(string Key, object? Value)>? Settings => [("sequence_length", length), ("sequence_stride", stride)];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Shape shape = x[0].Shape;
        Expect(shape.Rank >= 1 && (!shape[^1].IsKnown || shape[^1].Value >= length), $"rows of at least {length} elements, the length of a sequence", x);
        return x[0] with { Shape = [.. shape[..^1], shape[^1].IsKnown ? 1 + (shape[^1].Value - length) / stride : Dim.Unknown, length] };
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y)
    {
        int row = x[0].Shape[^1].Value, sequences = y.Shape[^2].Value;
        ElementBytes.CopyStrided(x[0].View([x[0].Length / row, row]), 0, [row, stride, 1], y.View([y.Length / (sequences * length), sequences, length]));
    }

    protected override Tensor?[] Gradient(Saved saved, Tensor dy) => [Ops.OverlapAdd(dy, stride, saved.Inputs[0].Shape[^1].Value)];
}

/// <summary>y[j] = Σ x[s, i] over s · stride + i = j      dx[s, i] = dy[s · stride + i]</summary>
internal sealed class OverlapAddOp(int stride, int? length) : Op
{
    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Shape shape = x[0].Shape;
        Expect(shape.Rank >= 2 && x[0].DType.IsFloat(), "floating-point sequences (…, S, L)", x);
        Dim reach = shape[^1].IsKnown && shape[^2].IsKnown ? (shape[^2].Value - 1) * stride + shape[^1].Value : Dim.Unknown;
        return x[0] with { Shape = [.. shape[..^2], length is { } given ? given : reach] };
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y)
    {
        if (y.Length == 0) return;
        int sequences = x[0].Shape[^2].Value, size = x[0].Shape[^1].Value, row = y.Shape[^1].Value;
        if (y.DType == DType.Float64) OverlapAddKernel.Run(x[0].AsSpan<double>(), y.Writable<double>(), sequences, size, stride, row);
        else OverlapAddKernel.Run(x[0].AsSpan<float>(), y.Writable<float>(), sequences, size, stride, row);
    }

    /// <summary>The result may be longer than the sequences reach: by the rest that filled no sequence.</summary>
    protected override Tensor?[] Gradient(Saved saved, Tensor dy)
    {
        (int sequences, int size) = (saved.Inputs[0].Shape[^2].Value, saved.Inputs[0].Shape[^1].Value);
        return [new ExtractSequencesOp(size, stride).Apply(Ops.FitLast(dy, (sequences - 1) * stride + size))];
    }
}
