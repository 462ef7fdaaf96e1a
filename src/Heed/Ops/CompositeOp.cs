namespace Heed;

/// <summary>An op made of other ops, which are chosen only when all lengths are known; on symbolic tensors it stands for them.</summary>
/// <remarks>Its gradient is that of its parts: they are recorded, it is not.</remarks>
internal abstract class CompositeOp : Op
{
    public sealed override bool Widens => false;

    public sealed override bool IsDifferentiable => false;

    /// <summary>Computes the result by other ops.</summary>
    protected abstract Tensor Expand(ReadOnlySpan<Tensor> x);

    protected sealed override Tensor[] Compute(ReadOnlySpan<Tensor> x, TensorSpec[] specs) => [Expand(x)];

    protected sealed override void Forward(ReadOnlySpan<Tensor> x, Tensor y) => ElementBytes.Broadcast(Expand(x), y);

    protected sealed override Tensor?[] Gradient(Saved saved, Tensor dy) => new Tensor?[saved.Inputs.Length];
}
