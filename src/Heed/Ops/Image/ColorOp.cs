using System.Numerics;
using Heed.Kernels;

namespace Heed;

/// <summary>A function of a pixel's colours in two forms: for the kernel, and by other ops, which gives its gradient.</summary>
internal interface IColorFormula : IColorMap
{
    /// <summary>The op's name.</summary>
    static abstract string Name { get; }

    /// <summary>The class of the op in Keras; <see langword="null"/>: there is none.</summary>
    static abstract string? KerasName { get; }

    /// <summary>The same by other ops.</summary>
    /// <param name="a">Red, or hue, its channel axis of length 1.</param>
    /// <param name="b">Green, or saturation.</param>
    /// <param name="c">Blue, or value.</param>
    /// <param name="p">The parameters, each (B, 1, 1, 1).</param>
    static abstract (Tensor, Tensor, Tensor) Compose(Tensor a, Tensor b, Tensor c, Tensor[] p);
}

/// <summary>y = f(x, p) pixel by pixel, x of three channels, p (B, parameters)      dx, dp: those of the same by other ops</summary>
internal sealed class ColorOp<TFormula>(DataFormat format) : Op where TFormula : struct, IColorFormula
{
    public override string Name => TFormula.Name;

    public override string KerasName => TFormula.KerasName ?? Name;

    public override IReadOnlyList<(string Key, object? Value)>? Settings => TFormula.KerasName is null ? null : [("data_format", format)];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Expect(x[0].Shape.Rank is 3 or 4 && x[0].Shape[ChannelAxis(x[0].Shape.Rank)] == 3, "an image of rank 3 or images of rank 4, of three channels", x);
        if (!x[0].DType.IsFloat()) throw new ArgumentException($"{Name} expects floating-point images. Received {x[0]}. Cast them first.");
        return x[0];
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y)
    {
        if (y.DType == DType.Float64) Run<double>(x, y);
        else Run<float>(x, y);
    }

    protected override Tensor?[] Gradient(Saved saved, Tensor dy) => ComposedGradient.Of(saved, dy, Compose);

    private Tensor Compose(Tensor[] x)
    {
        int axis = ChannelAxis(x[0].Rank);
        Tensor[] colors = Ops.Split(x[0], 3, axis), p = x.Length == 1 ? [] : Array.ConvertAll(Ops.Split(x[1], x[1].Shape[1].Value, 1), column => Ops.Reshape(column, [Dim.Unknown, 1, 1, 1]));
        var (a, b, c) = TFormula.Compose(colors[0], colors[1], colors[2], p);
        return Ops.Concatenate([a, b, c], axis);
    }

    private int ChannelAxis(int rank) => format is DataFormat.ChannelsFirst ? rank - 3 : rank - 1;

    private void Run<T>(ReadOnlySpan<Tensor> x, Tensor y) where T : unmanaged, INumber<T> =>
        ColorKernel.Run<T, TFormula>(x[0].AsSpan<T>(), y.Writable<T>(), x.Length == 1 ? [] : x[1].AsSpan<T>(), y.Rank == 4 ? y.Shape[0].Value : 1, format is DataFormat.ChannelsFirst);
}
