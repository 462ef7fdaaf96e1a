namespace Heed;

public static partial class Ops
{
    /// <summary>Products up to and including each element.</summary>
    /// <param name="x">Numbers or booleans; booleans count as int32.</param>
    /// <param name="axis">The axis along which is multiplied; <see langword="null"/>: the flattened tensor.</param>
    /// <returns>Same shape (or flat) and type; the gradient is right at zeros too.</returns>
    /// <exception cref="ShapeException">The axis does not exist.</exception>
    /// <remarks>Keras: <c>keras.ops.cumprod</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor CumProd(Tensor x, int? axis = null) => axis is { } along
        ? new CumProdOp(Axis.Of(along, x.Rank, nameof(CumProd))).Apply(AsNumber(x))
        : CumProd(Reshape(x, [Dim.Unknown]), 0);
}

/// <summary>yᵢ = xᵢ · yᵢ₋₁ with y₀ = x₀: a recurrence that starts with the first element</summary>
internal sealed class CumProdOp(int axis) : CompositeOp
{
    public override IReadOnlyList<(string Key, object? Value)>? Settings => [("axis", axis), ("dtype", null)];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x) => x[0];

    protected override Tensor Expand(ReadOnlySpan<Tensor> x)
    {
        int length = x[0].Shape[axis].Value;
        if (length == 0) return x[0];
        Tensor first = x[0][[.. Enumerable.Repeat((TensorIndex)(..), axis), 0..1]];
        (int, int)[] behind = [.. x[0].Shape.Select((_, i) => (0, i == axis ? length - 1 : 0))];
        return new RecurrenceOp(axis, backwards: false).Apply(x[0], Ops.Pad(first, behind));
    }
}
