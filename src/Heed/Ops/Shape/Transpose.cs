namespace Heed;

public static partial class Ops
{
    /// <summary>Puts the axes into another order.</summary>
    /// <param name="x">Any type.</param>
    /// <param name="axes">For each axis of the result, which axis of <paramref name="x"/> it is; none or <see langword="null"/>: reversed.</param>
    /// <returns>A tensor whose axis <c>i</c> is axis <c>axes[i]</c> of <paramref name="x"/>.</returns>
    /// <exception cref="ShapeException"><paramref name="axes"/> does not name every axis once.</exception>
    /// <remarks>
    /// Keras: <c>keras.ops.transpose</c>, keras/src/ops/numpy.py. Where only a product follows, the flags of <see cref="MatMul"/> save the copy.
    /// </remarks>
    public static Tensor Transpose(Tensor x, params int[]? axes)
    {
        int[] order = axes is null or [] ? [.. Enumerable.Range(0, x.Rank).Reverse()]
            : Array.ConvertAll(axes, axis => Axis.Of(axis, x.Rank, nameof(Transpose)));
        if (order.Length != x.Rank || order.Distinct().Count() != x.Rank)
            throw new ShapeException($"Transpose expects every axis of {x.Shape} once. Received [{string.Join(", ", axes!)}].");
        return order.AsSpan().SequenceEqual(order.Order().ToArray()) ? x : new TransposeOp(order).Apply(x);
    }
}

/// <summary>y = x with axes[i] as axis i      dx = dy with the inverse order</summary>
internal sealed class TransposeOp(int[] axes) : Op
{
    public override bool Widens => false;

    public override IReadOnlyList<(string Key, object? Value)>? Settings => [("axes", axes)];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Shape shape = x[0].Shape;
        return new(new Shape(axes.Select(axis => shape[axis])), x[0].DType);
    }

    /// <summary>If axes of length 1 alone change their places, the elements stay where they are.</summary>
    protected override Tensor[] Compute(ReadOnlySpan<Tensor> x, TensorSpec[] specs)
    {
        Shape shape = x[0].Shape;
        int[] moving = Array.FindAll(axes, axis => shape[axis].Value != 1);
        return moving.AsSpan().SequenceEqual(moving.Order().ToArray()) ? [x[0].View(specs[0].Shape)] : base.Compute(x, specs);
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y)
    {
        int[] strides = ElementBytes.Strides(x[0].Shape);
        ElementBytes.CopyStrided(x[0], 0, Array.ConvertAll(axes, axis => strides[axis]), y);
    }

    protected override Tensor?[] Gradient(Saved saved, Tensor dy)
    {
        int[] inverse = new int[axes.Length];
        for (int i = 0; i < axes.Length; i++) inverse[axes[i]] = i;
        return [Ops.Transpose(dy, inverse)];
    }
}
