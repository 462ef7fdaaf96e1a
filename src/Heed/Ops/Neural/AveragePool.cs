using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The mean of each window that moves over the spatial axes, channel by channel.</summary>
    /// <param name="inputs">(B, …, C), or (B, C, …) with channels first; one to three spatial axes.</param>
    /// <param name="poolSize">The window, at least 1 along every axis.</param>
    /// <param name="strides">From one window to the next, at least 1; <see langword="null"/>: the window's lengths.</param>
    /// <param name="padding">May windows reach over the edges? The mean is then over what is inside.</param>
    /// <param name="dataFormat">Where the channels stand; <see langword="null"/>: last.</param>
    /// <returns>(B, …, C), or (B, C, …).</returns>
    /// <exception cref="ShapeException">The rank is not 3 to 5, or the output would be empty.</exception>
    /// <exception cref="ArgumentException">A length is below 1, there are too few or too many, or the padding is causal.</exception>
    /// <remarks>Keras: <c>keras.ops.average_pool</c>, keras/src/ops/nn.py. Whole numbers are divided as floating-point ones.</remarks>
    public static Tensor AveragePool(Tensor inputs, Lengths poolSize, Lengths? strides = null, Padding padding = Padding.Valid, DataFormat? dataFormat = null) =>
        PoolOp.Apply(nameof(AveragePool), inputs.DType.IsFloat() ? inputs : inputs.Cast(DType.Float32), poolSize, strides, padding, dataFormat,
            (rule, size) => new AveragePoolOp(rule, size));
}

/// <summary>y = the mean of each window      dx = dy, shared out over it</summary>
internal sealed class AveragePoolOp(ConvRule rule, int[] size) : PoolOp(rule, size)
{
    protected override void Run<T>(ReadOnlySpan<Tensor> x, Tensor y) => PoolKernel.Average(Geometry(x[0].Shape), x[0].AsSpan<T>(), y.Writable<T>());

    protected override Tensor?[] Gradient(Saved saved, Tensor dy) => [new AveragePoolGradientOp(Axes(saved.Input.Shape)).Apply(dy)];
}

/// <summary>dx = dy, shared out over each window      ddy = the mean of each window of g, the gradient by dx</summary>
internal sealed class AveragePoolGradientOp(ConvAxis[] axes) : NumericOp
{
    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x) => new([x[0].Shape[0], .. axes.Select(axis => (Dim)axis.Input), x[0].Shape[^1]], x[0].DType);

    protected override void Run<T>(ReadOnlySpan<Tensor> x, Tensor y) => PoolKernel.AverageGradient(PoolOp.GeometryOf(y.Shape, axes), x[0].AsSpan<T>(), y.Writable<T>());

    protected override Tensor?[] Gradient(Saved saved, Tensor g) => [new AveragePoolOp(new FixedRule(axes), [.. axes.Select(axis => axis.Taps)]).Apply(g)];
}
