namespace Heed;

/// <summary>An op that puts the same elements, in the same order, under another shape; the memory is shared.</summary>
internal abstract class ViewOp : Op
{
    public sealed override bool Widens => false;

    protected sealed override Tensor[] Compute(ReadOnlySpan<Tensor> x, TensorSpec[] specs) => [x[0].View(specs[0].Shape)];

    protected sealed override void Forward(ReadOnlySpan<Tensor> x, Tensor y) => ElementBytes.Broadcast(x[0].View(y.Shape), y);

    protected sealed override Tensor?[] Gradient(Saved saved, Tensor dy) => [Ops.Reshape(dy, saved.Input.Shape)];
}
