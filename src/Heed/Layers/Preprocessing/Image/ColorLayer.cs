namespace Heed.Layers;

/// <summary>What the layers that change the colours of images have in common: every pixel, label, mask and box stays where it is.</summary>
/// <remarks>
/// <para><b>Inputs</b>  images of any number type, which become the compute type; see <see cref="ImagePreprocessingLayer"/>.</para>
/// <para><b>Output</b>  the same shape in the compute type; without training, the images as they came, whole numbers included. (RandomSharpness, RandomGaussianBlur, RandomErasing
/// and Solarization then still convert them, as in Keras.)</para>
/// <para><b>Source</b>  keras/src/layers/preprocessing/image_preprocessing.</para>
/// </remarks>
public abstract class ColorLayer : ImagePreprocessingLayer
{
    private readonly SeedGenerator? _seeds;

    private protected ColorLayer((double Min, double Max)? valueRange, bool isRandom, int? seed, DataFormat? dataFormat, string? name) : base(dataFormat, name)
    {
        ValueRange = ValueRangeOf(valueRange);
        Seed = seed;
        _seeds = isRandom ? AddSeedGenerator(seed) : null;
    }

    /// <summary>The least and the largest value of a pixel.</summary>
    public (double Min, double Max) ValueRange { get; }

    /// <summary>The seed given.</summary>
    public int? Seed { get; }

    /// <inheritdoc/>
    public sealed override ImageTransformation? GetRandomTransformation(Tensors data, bool training = true, SeedGenerator? seed = null) =>
        training && (seed ?? _seeds) is { } seeds ? Draw(data, seeds) : null;

    /// <inheritdoc/>
    public override Tensor TransformImages(Tensor images, ImageTransformation? transformation, bool training = true)
    {
        if (!training) return CastsWhilePredicting ? images.Cast(ComputeDType) : images;
        return images.DType.IsFloat() ? Recolored(images, transformation) : RecolorWhole(images, transformation);
    }

    private Tensor Recolored(Tensor images, ImageTransformation? transformation)
    {
        images = images.Cast(ComputeDType);
        return ComputeDType.IsFloat() || !TakesWholeNumbers ? Recolor(images, transformation)
            : Recolor(images.Cast(Heed.DType.Float32), transformation).Cast(Heed.DType.Int64).Cast(ComputeDType);
    }

    /// <summary>Changes images of whole numbers, of rank 4; as those of floats, if a layer has no other rule.</summary>
    private protected virtual Tensor RecolorWhole(Tensor images, ImageTransformation? transformation) => Recolored(images, transformation);

    /// <summary>Do images become the compute type where nothing else happens to them?</summary>
    private protected virtual bool CastsWhilePredicting => false;

    /// <summary>Is an integer a compute type? Its results are whole numbers.</summary>
    private protected virtual bool TakesWholeNumbers => false;

    /// <summary>Draws what the next batch gets.</summary>
    private protected virtual ImageTransformation? Draw(Tensors data, SeedGenerator seeds) => null;

    /// <summary>Changes images of rank 4 in the compute type.</summary>
    private protected abstract Tensor Recolor(Tensor images, ImageTransformation? transformation);

    /// <summary>The axis of the channels of images of rank 4.</summary>
    private protected int ChannelAxis => DataFormat is DataFormat.ChannelsFirst ? 1 : 3;

    /// <summary>The first of the two spatial axes of images of rank 4.</summary>
    private protected int HeightAxis => DataFormat is DataFormat.ChannelsFirst ? 2 : 1;

    /// <summary>A number for each image, (B, 1, 1, 1), equally likely anywhere in an interval.</summary>
    private protected static Tensor Uniform(Tensors data, double min, double max, SeedGenerator seeds) =>
        Ops.RandomUniform([BatchSize(data), 1, 1, 1], min, max, Heed.DType.Float32, seeds.Next());

    /// <summary>1 for each image that is chosen, else 0: (B, 1, 1, 1). The chance itself is drawn from an interval.</summary>
    private protected static Tensor Chosen(Tensors data, (double Lower, double Upper) chance, SeedGenerator seeds)
    {
        Tensor chances = Uniform(data, chance.Lower, chance.Upper, seeds);
        return (Uniform(data, 0, 1, seeds) < chances).Cast(Heed.DType.Float32);
    }

    /// <summary>The parameters of each image, side by side: (B, parameters).</summary>
    private protected static Tensor Parameters(Tensor first, params ReadOnlySpan<Tensor> others)
    {
        Tensor[] columns = new Tensor[others.Length + 1];
        columns[0] = Ops.Reshape(first, [first.Length, 1]);
        for (int i = 0; i < others.Length; i++) columns[i + 1] = Ops.BroadcastTo(Ops.Reshape(others[i], [others[i].Length, 1]).Cast(first.DType), [first.Length, 1]);
        return Ops.Concatenate(columns, 1);
    }

    /// <summary>The ends of a range, the smaller one first.</summary>
    private protected static (double Min, double Max)? Sorted((double Min, double Max)? range) =>
        range is { } ends && ends.Max < ends.Min ? (ends.Max, ends.Min) : range;

    /// <summary>Fails unless there are three colours.</summary>
    private protected void RequireColors(Tensor images)
    {
        if (images.Shape[ChannelAxis] != 3) throw new ShapeException($"{this} expects images of three channels, red, green and blue. Received {images.Shape}.");
    }

    /// <summary>Adds the range of values to a config.</summary>
    private protected Config WithRange(Config config) => config.With("value_range", new[] { ValueRange.Min, ValueRange.Max });

    /// <summary>One drawn number for each image, (B, 1, 1, 1).</summary>
    /// <param name="Values">float32.</param>
    private protected sealed record Drawn(Tensor Values) : ImageTransformation;
}
