using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The largest element of each window that moves over the spatial axes, channel by channel.</summary>
    /// <param name="inputs">(B, …, C), or (B, C, …) with channels first; one to three spatial axes.</param>
    /// <param name="poolSize">The window, at least 1 along every axis.</param>
    /// <param name="strides">From one window to the next, at least 1; <see langword="null"/>: the window's lengths.</param>
    /// <param name="padding">May windows reach over the edges? What lies outside does not count.</param>
    /// <param name="dataFormat">Where the channels stand; <see langword="null"/>: last.</param>
    /// <returns>(B, …, C), or (B, C, …).</returns>
    /// <exception cref="ShapeException">The rank is not 3 to 5, or the output would be empty.</exception>
    /// <exception cref="ArgumentException">A length is below 1, there are too few or too many, or the padding is causal.</exception>
    /// <remarks>Keras: <c>keras.ops.max_pool</c>, keras/src/ops/nn.py. NaN wins; of equal elements the first receives the gradient.</remarks>
    public static Tensor MaxPool(Tensor inputs, Lengths poolSize, Lengths? strides = null, Padding padding = Padding.Valid, DataFormat? dataFormat = null) =>
        PoolOp.Apply(nameof(MaxPool), inputs, poolSize, strides, padding, dataFormat, (rule, size) => new MaxPoolOp(rule, size));
}

/// <summary>y = the largest x of each window      dx = dy where it was</summary>
internal sealed class MaxPoolOp(ConvRule rule, int[] size) : PoolOp(rule, size)
{
    protected override void Run<T>(ReadOnlySpan<Tensor> x, Tensor y) => PoolKernel.Max(Geometry(x[0].Shape), x[0].AsSpan<T>(), y.Writable<T>());

    /// <summary>In one pass, unless a tape records: that pass cannot be differentiated again.</summary>
    protected override Tensor?[] Gradient(Saved saved, Tensor dy)
    {
        Tensor x = saved.Input;
        if (Tape.IsAnyRecording || dy.DType is not (DType.Float32 or DType.Float64))
        {
            Tensor places = new MaxPlacesOp(Axes(x.Shape)).Apply(x);
            return [Ops.Reshape(Ops.ScatterAdd(Ops.Reshape(dy, [dy.Length]), Ops.Reshape(places, [dy.Length]), x.Length), x.Shape)];
        }
        Tensor dx = Tensor.Allocate(x.Shape, x.DType);
        if (dy.DType == DType.Float32) Backward<float>(x, saved.Output, dy, dx);
        else Backward<double>(x, saved.Output, dy, dx);
        return [dx];
    }

    private void Backward<T>(Tensor x, Tensor y, Tensor dy, Tensor dx) where T : unmanaged, System.Numerics.INumber<T> =>
        PoolKernel.MaxGradient(Geometry(x.Shape), x.AsSpan<T>(), y.AsSpan<T>(), dy.AsSpan<T>(), dx.Writable<T>());
}

/// <summary>For each window, the number of its first largest element in the flattened input; a whole number leads no gradient.</summary>
internal sealed class MaxPlacesOp(ConvAxis[] axes) : NumericConstantOp
{
    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x) => new([x[0].Shape[0], .. axes.Select(axis => (Dim)axis.Output), x[0].Shape[^1]], DType.Int32);

    protected override void Run<T>(ReadOnlySpan<Tensor> x, Tensor y) => PoolKernel.MaxPlaces(PoolOp.GeometryOf(x[0].Shape, axes), x[0].AsSpan<T>(), y.Writable<int>());
}
