using Heed.Kernels;

namespace Heed;

/// <summary>y[i] = w[i] · x[i] + (1 − w[i]) · x[order[i]], parts along the first axis      those of the same by other ops</summary>
/// <remarks>Inputs: x, floating point (B, …), and w (B).</remarks>
internal sealed class BlendOp(int[] order) : Op
{
    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Expect(x[0].Shape.Rank >= 1 && x[0].Shape[0] == order.Length && x[1].Shape.IsCompatibleWith([order.Length]), $"{order.Length} parts and a weight for each", x);
        FourierOp.RequireFloat(Name, x[0]);
        return x[0];
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y)
    {
        if (y.Length == 0) return;
        if (y.DType == DType.Float64) BlendKernel.Run(x[0].AsSpan<double>(), x[1].AsSpan<double>(), order, y.Writable<double>());
        else BlendKernel.Run(x[0].AsSpan<float>(), x[1].AsSpan<float>(), order, y.Writable<float>());
    }

    protected override Tensor?[] Gradient(Saved saved, Tensor dy) => ComposedGradient.Of(saved, dy, x =>
    {
        Tensor weights = Ops.Reshape(x[1], [order.Length, .. Enumerable.Repeat<Dim>(1, x[0].Rank - 1)]);
        return weights * x[0] + (1 - weights) * Ops.Take(x[0], order, 0);
    });
}
