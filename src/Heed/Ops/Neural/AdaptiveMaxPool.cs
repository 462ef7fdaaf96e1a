using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The largest element of each of as many windows as wanted, which cover the spatial axes evenly, channel by channel.</summary>
    /// <param name="inputs">(B, …, C), or (B, C, …) with channels first; one to three spatial axes, none of them empty.</param>
    /// <param name="outputSize">How many windows there are along every axis, at least 1; of a length I, window o of O is [⌊o · I / O⌋, ⌈(o + 1) · I / O⌉).</param>
    /// <param name="dataFormat">Where the channels stand; <see langword="null"/>: last.</param>
    /// <returns>(B, outputSize, C), or (B, C, outputSize).</returns>
    /// <exception cref="ShapeException">The rank is not 3 to 5, or a spatial axis is empty.</exception>
    /// <exception cref="ArgumentException">A size is below 1, or there are too few or too many.</exception>
    /// <remarks>Keras: <c>keras.ops.adaptive_max_pool</c>, keras/src/ops/nn.py. NaN wins; of equal elements the first receives the gradient.</remarks>
    public static Tensor AdaptiveMaxPool(Tensor inputs, Lengths outputSize, DataFormat? dataFormat = null) =>
        AdaptivePoolOp.Apply(nameof(AdaptiveMaxPool), inputs, outputSize, dataFormat, size => new AdaptiveMaxPoolOp(size));
}

/// <summary>y = the largest x of each window      dx = dy where it was</summary>
internal sealed class AdaptiveMaxPoolOp(int[] size) : AdaptivePoolOp(size)
{
    public override IReadOnlyList<(string Key, object? Value)>? Settings => [("output_size", Size), ("data_format", DataFormat.ChannelsLast)];

    protected override void Run<T>(ReadOnlySpan<Tensor> x, Tensor y) => PoolKernel.Max(Geometry(x[0].Shape, y.Shape), x[0].AsSpan<T>(), y.Writable<T>());

    /// <summary>In one pass, unless a tape records: that pass cannot be differentiated again.</summary>
    protected override Tensor?[] Gradient(Saved saved, Tensor dy)
    {
        Tensor x = saved.Input;
        if (Tape.IsAnyRecording || dy.DType is not (DType.Float32 or DType.Float64))
        {
            Tensor places = new AdaptiveMaxPlacesOp(Size).Apply(x);
            return [Ops.Reshape(Ops.ScatterAdd(Ops.Reshape(dy, [dy.Length]), Ops.Reshape(places, [dy.Length]), x.Length), x.Shape)];
        }
        Tensor dx = Tensor.Allocate(x.Shape, x.DType);
        if (dy.DType == DType.Float32) Backward<float>(x, saved.Output, dy, dx);
        else Backward<double>(x, saved.Output, dy, dx);
        return [dx];
    }

    private void Backward<T>(Tensor x, Tensor y, Tensor dy, Tensor dx) where T : unmanaged, INumber<T> =>
        PoolKernel.MaxGradient(Geometry(x.Shape, y.Shape), x.AsSpan<T>(), y.AsSpan<T>(), dy.AsSpan<T>(), dx.Writable<T>());
}

/// <summary>For each window, the number of its first largest element in the flattened input; a whole number leads no gradient.</summary>
internal sealed class AdaptiveMaxPlacesOp(int[] size) : NumericConstantOp
{
    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x) => new([x[0].Shape[0], .. size.Select(length => (Dim)length), x[0].Shape[^1]], DType.Int32);

    protected override void Run<T>(ReadOnlySpan<Tensor> x, Tensor y) =>
        PoolKernel.MaxPlaces(AdaptivePoolOp.Geometry(x[0].Shape, y.Shape), x[0].AsSpan<T>(), y.Writable<int>());
}
