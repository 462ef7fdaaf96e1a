using Heed.Kernels;

namespace Heed;

/// <summary>y = the place of x in the order of its channel, 0 to 255; a channel of one value stays      dx = dy where a channel stays, else 0</summary>
internal sealed class EqualizeOp(int bins, DataFormat format) : Op
{
    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Expect(x[0].Shape.Rank == 4, "images of rank 4", x);
        FourierOp.RequireFloat(Name, x[0]);
        return x[0];
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y)
    {
        if (y.Length == 0) return;
        (int channels, int inner) = Channels(y.Shape, format);
        if (y.DType == DType.Float64) EqualizeKernel.Run(x[0].AsSpan<double>(), y.Writable<double>(), channels, inner, bins);
        else EqualizeKernel.Run(x[0].AsSpan<float>(), y.Writable<float>(), channels, inner, bins);
    }

    protected override Tensor?[] Gradient(Saved saved, Tensor dy) => [dy * new UniformChannelsOp(bins, format).Apply(saved.Inputs[0])];

    internal static (int Channels, int Inner) Channels(Shape shape, DataFormat format) =>
        format is DataFormat.ChannelsFirst ? (shape[1].Value, shape[2].Value * shape[3].Value) : (shape[3].Value, 1);
}

/// <summary>y = 1 for each channel of one value, else 0; it has no slope</summary>
internal sealed class UniformChannelsOp(int bins, DataFormat format) : ConstantOp
{
    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x) =>
        x[0] with { Shape = format is DataFormat.ChannelsFirst ? [1, x[0].Shape[1], 1, 1] : [1, 1, 1, x[0].Shape[3]] };

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y)
    {
        (int channels, int inner) = EqualizeOp.Channels(x[0].Shape, format);
        if (y.DType == DType.Float64) EqualizeKernel.Uniform(x[0].AsSpan<double>(), y.Writable<double>(), channels, inner, bins);
        else EqualizeKernel.Uniform(x[0].AsSpan<float>(), y.Writable<float>(), channels, inner, bins);
    }
}
