using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The point of the probability simplex nearest to <c>x</c>: like softmax, but small entries become exactly 0.</summary>
    /// <param name="x">Rank at least 1; integers and booleans count as float32.</param>
    /// <param name="axis">The axis that will sum to 1; negative counts from the last.</param>
    /// <returns>Same shape, <c>yᵢ = max(xᵢ − τ, 0)</c> with the threshold τ that makes the sum 1.</returns>
    /// <exception cref="ShapeException">The axis does not exist.</exception>
    /// <remarks>Keras: <c>keras.ops.sparsemax</c>, keras/src/ops/nn.py. Martins and Astudillo 2016, arXiv:1602.02068.</remarks>
    public static Tensor Sparsemax(Tensor x, int axis = -1)
    {
        x = AsFloat(x);
        return Axis.Of(axis, x.Rank, nameof(Sparsemax)) is var place && place == x.Rank - 1
            ? new SparsemaxOp().Apply(x)
            : SwapAxes(new SparsemaxOp().Apply(SwapAxes(x, place, -1)), place, -1);
    }
}

/// <summary>y = sparsemax(x) along the last axis      dx = dy − mean of dy over the support, on the support (where y &gt; 0)</summary>
internal sealed class SparsemaxOp : NumericOp
{
    public override IReadOnlyList<(string Key, object? Value)>? Settings => [("axis", -1)];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x) => x[0];

    protected override void Run<T>(ReadOnlySpan<Tensor> x, Tensor y) =>
        SoftmaxKernel.Run<T, SparsemaxRow>(x[0].AsSpan<T>(), y.AsSpan<T>(), y.Writable<T>(), y.Shape[^1].Value);

    protected override Tensor?[] Gradient(Saved saved, Tensor dy)
    {
        Tensor support = (saved.Output > 0).Cast(dy.DType);
        Tensor mean = Ops.Sum(dy * support, -1, keepDims: true) / Ops.Sum(support, -1, keepDims: true);
        return [support * (dy - mean)];
    }
}
