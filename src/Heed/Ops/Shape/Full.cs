namespace Heed;

public static partial class Ops
{
    /// <summary>A tensor of one value.</summary>
    /// <param name="shape">A known shape.</param>
    /// <param name="value">The value of every element.</param>
    /// <param name="dtype">The element type.</param>
    /// <returns>The tensor.</returns>
    /// <remarks>Keras: <c>keras.ops.full</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Full(Shape shape, double value, DType dtype = DType.Float32) => BroadcastTo(CastOp.Number(value, dtype), shape);

    /// <summary>Zeros.</summary>
    /// <param name="shape">A known shape.</param>
    /// <param name="dtype">The element type.</param>
    /// <returns>The tensor.</returns>
    public static Tensor Zeros(Shape shape, DType dtype = DType.Float32) => Full(shape, 0, dtype);

    /// <summary>Ones.</summary>
    /// <param name="shape">A known shape.</param>
    /// <param name="dtype">The element type.</param>
    /// <returns>The tensor.</returns>
    public static Tensor Ones(Shape shape, DType dtype = DType.Float32) => Full(shape, 1, dtype);

    /// <summary>Zeros of another tensor's shape and type.</summary>
    /// <param name="x">The pattern.</param>
    /// <returns>The tensor.</returns>
    public static Tensor ZerosLike(Tensor x) => FullLike(x, 0);

    /// <summary>Ones of another tensor's shape and type.</summary>
    /// <param name="x">The pattern.</param>
    /// <returns>The tensor.</returns>
    public static Tensor OnesLike(Tensor x) => FullLike(x, 1);

    /// <summary>One value in another tensor's shape and type.</summary>
    /// <param name="x">The pattern; symbolic gives symbolic.</param>
    /// <param name="value">The value of every element.</param>
    /// <returns>The tensor.</returns>
    public static Tensor FullLike(Tensor x, double value) => new FullLikeOp(value).Apply(x);
}

/// <summary>y = a number at every element; constant in x</summary>
internal sealed class FullLikeOp(double value) : ConstantOp
{
    public override bool Widens => false;

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x) => x[0];

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y) => ElementBytes.Broadcast(CastOp.Number(value, y.DType), y);
}
