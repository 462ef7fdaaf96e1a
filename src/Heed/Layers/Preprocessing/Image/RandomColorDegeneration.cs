namespace Heed.Layers;

/// <summary>Lets the colours of images fade towards gray, each image by a share of its own.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  images of three channels; see <see cref="ColorLayer"/>.</para>
/// <para><b>Formula</b> x + u · (gray − x), kept within the range of values; u is equally likely anywhere in the interval of the factor.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  keras/src/layers/preprocessing/image_preprocessing/random_color_degeneration.py.</para>
/// </remarks>
public sealed class RandomColorDegeneration : ColorLayer
{
    private readonly (double Lower, double Upper) _factor;

    /// <summary>Makes the layer.</summary>
    /// <param name="factor">The interval of u, within [−1, 1]; one number x stands for [−|x|, |x|]. 1 is gray, negative numbers make colours more vivid.</param>
    /// <param name="valueRange">The least and the largest value of a pixel; <see langword="null"/>: 0 and 255.</param>
    /// <param name="dataFormat">Where images keep their channels; <see langword="null"/>: last.</param>
    /// <param name="seed">Makes it repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">The factor lies outside, or the range is empty.</exception>
    public RandomColorDegeneration(Factor factor, (double Min, double Max)? valueRange = null, DataFormat? dataFormat = null, int? seed = null, string? name = null)
        : base(Sorted(valueRange), isRandom: true, seed, dataFormat, name) => _factor = factor.Within(this, nameof(factor), -1, 1);

    /// <summary>The interval of the factor.</summary>
    public Factor Factor => _factor;

    private protected override ImageTransformation Draw(Tensors data, SeedGenerator seeds) => new Drawn(Uniform(data, _factor.Lower, _factor.Upper, seeds));

    private protected override Tensor Recolor(Tensor images, ImageTransformation? transformation) =>
        new ColorOp<TowardsGrayOp>(DataFormat).Apply(images, Parameters(((Drawn)transformation!).Values.Cast(images.DType), ValueRange.Min, ValueRange.Max));

    /// <inheritdoc/>
    /// <exception cref="ShapeException">There are not three channels.</exception>
    public override Shape? ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Shape output = base.ComputeOutputShape(inputs)!;
        Expect(output[DataFormat is DataFormat.ChannelsFirst ? ^3 : ^1] == 3, "images of three channels, red, green and blue", inputs);
        return output;
    }

    /// <inheritdoc/>
    public override Config GetConfig() => WithRange(base.GetConfig().With("factor", Factor.ToConfig())).With("seed", Seed);

    internal static RandomColorDegeneration FromConfig(Config config) =>
        new(Factor.FromConfig(config, "factor") ?? 0.0, ReadRange(config), FormatOf(config), config.Get<int?>("seed", null), config.Name) { BoundingBoxFormat = BoxesOf(config) };
}
