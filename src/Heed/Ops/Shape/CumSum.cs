namespace Heed;

public static partial class Ops
{
    /// <summary>Sums up to and including each element.</summary>
    /// <param name="x">Numbers or booleans; booleans are summed as int32.</param>
    /// <param name="axis">The axis along which is summed; <see langword="null"/>: the flattened tensor.</param>
    /// <returns>Same shape (or flat) and type.</returns>
    /// <exception cref="ShapeException">The axis does not exist.</exception>
    /// <remarks>Keras: <c>keras.ops.cumsum</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor CumSum(Tensor x, int? axis = null) => axis is { } along
        ? new CumSumOp(Axis.Of(along, x.Rank, nameof(CumSum))).Apply(AsNumber(x))
        : CumSum(Reshape(x, [Dim.Unknown]), 0);
}

/// <summary>yᵢ = yᵢ₋₁ + xᵢ: a recurrence with factors 1</summary>
internal sealed class CumSumOp(int axis) : CompositeOp
{
    public override IReadOnlyList<(string Key, object? Value)>? Settings => [("axis", axis)];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x) => x[0];

    protected override Tensor Expand(ReadOnlySpan<Tensor> x) => new RecurrenceOp(axis, backwards: false).Apply(Ops.OnesLike(x[0]), x[0]);
}
