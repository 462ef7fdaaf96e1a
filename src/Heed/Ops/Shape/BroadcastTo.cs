namespace Heed;

public static partial class Ops
{
    /// <summary>Repeats a tensor along axes of length 1, and along new leading axes, until it has another shape.</summary>
    /// <param name="x">Any type.</param>
    /// <param name="shape">The shape to reach; every axis of <paramref name="x"/> must equal it or be 1.</param>
    /// <returns>A tensor of exactly <paramref name="shape"/>.</returns>
    /// <exception cref="ShapeException"><paramref name="x"/> does not broadcast to the shape.</exception>
    /// <remarks>Keras: <c>keras.ops.broadcast_to</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor BroadcastTo(Tensor x, Shape shape) => x.Shape == shape ? x : new BroadcastToOp(shape).Apply(x);
}

/// <summary>y = x repeated      dx = Σ dy over the repeated axes (the tape sums)</summary>
internal sealed class BroadcastToOp(Shape shape) : Op
{
    public override bool Widens => false;

    public override IReadOnlyList<(string Key, object? Value)>? Settings => shape.IsKnown ? [("shape", shape)] : null;

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Expect(Broadcasting.Of(Name, x[0].Shape, shape).IsCompatibleWith(shape), $"a shape that broadcasts to {shape}", x);
        return new(shape, x[0].DType);
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y) => ElementBytes.Broadcast(x[0], y);

    protected override Tensor?[] Gradient(Saved saved, Tensor dy) => [dy];
}
