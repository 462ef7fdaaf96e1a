using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>Like softmax, but small entries become exactly 0, as Keras 3.15.1 computes it.</summary>
    /// <param name="x">Rank at least 1; integers and booleans count as float32.</param>
    /// <param name="axis">The axis along which the entries compete; negative counts from the last.</param>
    /// <returns>Same shape, <c>yᵢ = max(xᵢ − τ, 0)</c>.</returns>
    /// <exception cref="ShapeException">The axis does not exist.</exception>
    /// <remarks>
    /// <para>With the entries in falling order s₁ ≥ s₂ …, their sums cⱼ = s₁ + … + sⱼ, and k the last j with <c>sⱼ &gt; (cⱼ − 1) / j</c>, Keras subtracts
    /// <c>τ = (c₁ + … + cₖ − 1) / k</c>. The paper has <c>(cₖ − 1) / k</c>, which makes the sum 1; the two agree where k is 1. A model from a file is to predict what it predicts in Keras.</para>
    /// <para>Keras: <c>keras.ops.sparsemax</c>, keras/src/ops/nn.py. Martins and Astudillo 2016, arXiv:1602.02068.</para>
    /// </remarks>
    public static Tensor Sparsemax(Tensor x, int axis = -1)
    {
        x = AsFloat(x);
        return Axis.Of(axis, x.Rank, nameof(Sparsemax)) is var place && place == x.Rank - 1
            ? new SparsemaxOp().Apply(x)
            : SwapAxes(new SparsemaxOp().Apply(SwapAxes(x, place, -1)), place, -1);
    }
}

/// <summary>y = sparsemax(x) along the last axis      dxᵢ = [yᵢ &gt; 0] dyᵢ − max(k − place of xᵢ, 0) / k · Σ [y &gt; 0] dy, where the largest is at place 0</summary>
internal sealed class SparsemaxOp : NumericOp
{
    public override IReadOnlyList<(string Key, object? Value)>? Settings => [("axis", -1)];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x) => x[0];

    protected override void Run<T>(ReadOnlySpan<Tensor> x, Tensor y) =>
        SoftmaxKernel.Run<T, SparsemaxRow>(x[0].AsSpan<T>(), y.AsSpan<T>(), y.Writable<T>(), y.Shape[^1].Value);

    protected override Tensor?[] Gradient(Saved saved, Tensor dy)
    {
        Tensor x = saved.Input, order = Ops.ArgSort(-x, -1), falling = Ops.TakeAlongAxis(x, order, -1), place = Ops.ArgSort(order, -1).Cast(x.DType);
        Tensor support = falling > (Ops.CumSum(falling, -1) - 1) / Ops.CumSum(Ops.OnesLike(x), -1);
        Tensor count = Ops.Sum(support.Cast(x.DType), -1, keepDims: true), kept = (saved.Output > 0).Cast(dy.DType) * dy;
        return [kept - Ops.Maximum(count - place, 0) / count * Ops.Sum(kept, -1, keepDims: true)];
    }
}
