using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The mean of each of as many windows as wanted, which cover the spatial axes evenly, channel by channel.</summary>
    /// <param name="inputs">(B, …, C), or (B, C, …) with channels first; one to three spatial axes, none of them empty.</param>
    /// <param name="outputSize">How many windows there are along every axis, at least 1; of a length I, window o of O is [⌊o · I / O⌋, ⌈(o + 1) · I / O⌉).</param>
    /// <param name="dataFormat">Where the channels stand; <see langword="null"/>: last.</param>
    /// <returns>(B, outputSize, C), or (B, C, outputSize).</returns>
    /// <exception cref="ShapeException">The rank is not 3 to 5, or a spatial axis is empty.</exception>
    /// <exception cref="ArgumentException">A size is below 1, or there are too few or too many.</exception>
    /// <remarks>Keras: <c>keras.ops.adaptive_average_pool</c>, keras/src/ops/nn.py. Whole numbers are divided as floating-point ones.</remarks>
    public static Tensor AdaptiveAveragePool(Tensor inputs, Lengths outputSize, DataFormat? dataFormat = null) =>
        AdaptivePoolOp.Apply(nameof(AdaptiveAveragePool), inputs.DType.IsFloat() ? inputs : inputs.Cast(DType.Float32), outputSize, dataFormat,
            size => new AdaptiveAveragePoolOp(size));
}

/// <summary>y = the mean of each window      dx = dy, shared out over it</summary>
internal sealed class AdaptiveAveragePoolOp(int[] size) : AdaptivePoolOp(size)
{
    public override IReadOnlyList<(string Key, object? Value)>? Settings => [("output_size", Size), ("data_format", DataFormat.ChannelsLast)];

    protected override void Run<T>(ReadOnlySpan<Tensor> x, Tensor y) => PoolKernel.Average(Geometry(x[0].Shape, y.Shape), x[0].AsSpan<T>(), y.Writable<T>());

    protected override Tensor?[] Gradient(Saved saved, Tensor dy) => [new AdaptiveAveragePoolGradientOp(saved.Input.Shape[1..^1].ToArray()).Apply(dy)];
}

/// <summary>dx = dy, shared out over each window of images of some lengths      ddy = the mean of each window of g, the gradient by dx</summary>
internal sealed class AdaptiveAveragePoolGradientOp(int[] images) : AdaptivePoolOp(images)
{
    protected override void Run<T>(ReadOnlySpan<Tensor> x, Tensor y) => PoolKernel.AverageGradient(Geometry(y.Shape, x[0].Shape), x[0].AsSpan<T>(), y.Writable<T>());

    protected override Tensor?[] Gradient(Saved saved, Tensor g) => [new AdaptiveAveragePoolOp(saved.Input.Shape[1..^1].ToArray()).Apply(g)];
}
