namespace Heed.Layers;

/// <summary>Takes the colours out of a random part of the images.</summary>
/// <remarks>
/// <para><b>Inputs</b>  images of one or three channels; see <see cref="ImagePreprocessingLayer"/>.</para>
/// <para><b>Output</b>  the same shape and type; the three channels of a chosen image are equal.</para>
/// <para><b>Formula</b> that of <see cref="Ops.RgbToGrayscale"/>.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  keras/src/layers/preprocessing/image_preprocessing/random_grayscale.py.</para>
/// </remarks>
public sealed class RandomGrayscale : ColorLayer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="factor">The chance of an image to become gray, in [0, 1].</param>
    /// <param name="dataFormat">Where images keep their channels; <see langword="null"/>: last.</param>
    /// <param name="seed">Makes it repeatable; <see langword="null"/> draws a seed. As in Keras, configs do not hold it.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is outside [0, 1].</exception>
    public RandomGrayscale(double factor = 0.5, DataFormat? dataFormat = null, int? seed = null, string? name = null)
        : base(null, isRandom: true, seed, dataFormat, name) => Factor = Require.Fraction(factor, this);

    /// <summary>The chance of an image to become gray.</summary>
    public double Factor { get; }

    private protected override ImageTransformation Draw(Tensors data, SeedGenerator seeds) =>
        new Drawn((Uniform(data, 0, 1, seeds) < Factor).Cast(Heed.DType.Float32));

    /// <inheritdoc/>
    public override Tensor TransformImages(Tensor images, ImageTransformation? transformation, bool training = true)
    {
        if (!training || transformation is not Drawn { Values: { } chosen }) return images;
        if (images.DType.IsFloat()) return Recolor(images, transformation);
        return Ops.Where(chosen > 0, Ops.RgbToGrayscale(images, DataFormat), images);
    }

    private protected override Tensor Recolor(Tensor images, ImageTransformation? transformation) => images.Shape[ChannelAxis] == 1 ? images
        : new ColorOp<TowardsGrayOp>(DataFormat).Apply(images, Parameters(((Drawn)transformation!).Values.Cast(images.DType), double.NegativeInfinity, double.PositiveInfinity));

    private protected override TensorSpec OutputSpec(string name, TensorSpec input, Tensors data) => input;

    /// <inheritdoc/>
    /// <exception cref="ShapeException">There are neither one nor three channels.</exception>
    public override Shape? ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Shape output = base.ComputeOutputShape(inputs)!;
        Dim channels = output[DataFormat is DataFormat.ChannelsFirst ? ^3 : ^1];
        Expect(!channels.IsKnown || channels.Value is 1 or 3, "images of one or three channels", inputs);
        return output;
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("factor", Factor);

    internal static RandomGrayscale FromConfig(Config config) =>
        new(config.Get("factor", 0.5), FormatOf(config), config.Get<int?>("seed", null), config.Name) { BoundingBoxFormat = BoxesOf(config) };
}
