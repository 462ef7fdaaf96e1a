namespace Heed;

public static partial class Ops
{
    /// <summary>How bright the pixels look: 0.2989 · red + 0.587 · green + 0.114 · blue.</summary>
    /// <param name="images">(…, H, W, 3) or, with channels first, (…, 3, H, W), of any number type; of one channel: returned as they are.</param>
    /// <param name="dataFormat">Where the channels stand; <see langword="null"/>: last.</param>
    /// <returns>One channel, of the same type; integers lose their fraction.</returns>
    /// <exception cref="ShapeException">There are neither one nor three channels, or the rank is neither 3 nor 4.</exception>
    /// <remarks>Keras: <c>keras.ops.image.rgb_to_grayscale</c>, keras/src/ops/image.py.</remarks>
    public static Tensor RgbToGrayscale(Tensor images, DataFormat? dataFormat = null) => new RgbToGrayscaleOp(dataFormat ?? DataFormat.ChannelsLast).Apply(images);
}

/// <summary>y = 0.2989 r + 0.587 g + 0.114 b: other ops</summary>
internal sealed class RgbToGrayscaleOp(DataFormat format) : CompositeOp
{
    public override string KerasName => "RGBToGrayscale";

    public override IReadOnlyList<(string Key, object? Value)>? Settings => [("data_format", format)];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Shape shape = x[0].Shape;
        Expect(shape.Rank is 3 or 4 && (!shape[Axis(shape)].IsKnown || shape[Axis(shape)].Value is 1 or 3), "an image of rank 3 or images of rank 4, of one or three channels", x);
        return x[0] with { Shape = shape.With(Axis(shape), 1) };
    }

    protected override Tensor Expand(ReadOnlySpan<Tensor> x)
    {
        int axis = Axis(x[0].Shape);
        if (x[0].Shape[axis].Value == 1) return x[0];
        DType type = x[0].DType.IsFloat() ? x[0].DType : DType.Float32;
        Tensor weights = Ops.Reshape(Tensor.From(new[] { 0.2989, 0.587, 0.114 }, [3]).Cast(type), format is DataFormat.ChannelsFirst ? [3, 1, 1] : [3, 1]);
        Tensor gray = format is DataFormat.ChannelsFirst
            ? Ops.Sum(x[0].Cast(type) * weights, axis, keepDims: true)
            : Ops.MatMul(x[0].Cast(type), weights);
        return gray.Cast(x[0].DType);
    }

    private int Axis(Shape shape) => format is DataFormat.ChannelsFirst ? shape.Rank - 3 : shape.Rank - 1;
}
