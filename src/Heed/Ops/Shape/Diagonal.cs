namespace Heed;

public static partial class Ops
{
    /// <summary>The elements on a diagonal.</summary>
    /// <param name="x">Any type, rank at least 2.</param>
    /// <param name="offset">Which diagonal: 0 is the main one, 1 the one above it, −1 the one below.</param>
    /// <param name="axis1">The axis that counts rows; negative counts from the last.</param>
    /// <param name="axis2">The axis that counts columns.</param>
    /// <returns>The shape of <paramref name="x"/> without both axes, and the length of the diagonal at its end.</returns>
    /// <exception cref="ShapeException">An axis does not exist, or both are the same.</exception>
    /// <remarks>Keras: <c>keras.ops.diagonal</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Diagonal(Tensor x, int offset = 0, int axis1 = 0, int axis2 = 1)
    {
        (axis1, axis2) = (Axis.Of(axis1, x.Rank, nameof(Diagonal)), Axis.Of(axis2, x.Rank, nameof(Diagonal)));
        if (axis1 == axis2) throw new ShapeException($"Diagonal expects two different axes. Received {axis1} twice for {x.Spec}.");
        int[] others = [.. Enumerable.Range(0, x.Rank).Where(axis => axis != axis1 && axis != axis2)];
        return new DiagonalOp(offset).Apply(Transpose(x, [.. others, axis1, axis2]));
    }
}

/// <summary>y = a diagonal of the last two axes of x: every (n + 1)th element of an n · n square</summary>
internal sealed class DiagonalOp(int offset) : CompositeOp
{
    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x) => new([.. x[0].Shape[..^2], Length(x[0].Shape)], x[0].DType);

    protected override Tensor Expand(ReadOnlySpan<Tensor> x)
    {
        Shape shape = x[0].Shape;
        int row = Math.Max(0, -offset), column = Math.Max(0, offset), n = Length(shape).Value;
        TensorIndex[] others = [.. Enumerable.Repeat((TensorIndex)(..), shape.Rank - 2)];
        if (n == 0) return Ops.Slice(x[0], [.. others, TensorIndex.Slice(0, 0), 0]);
        Tensor square = x[0][[.. others, row..(row + n), column..(column + n)]];
        return Ops.Reshape(square, [.. shape[..^2], n * n])[[.. others, TensorIndex.Slice(null, null, n + 1)]];
    }

    private Dim Length(Shape shape) => shape[^2].IsKnown && shape[^1].IsKnown
        ? Math.Max(0, Math.Min(shape[^2].Value - Math.Max(0, -offset), shape[^1].Value - Math.Max(0, offset)))
        : Dim.Unknown;
}
