namespace Heed.Layers;

/// <summary>Brightens images and turns what is then above a threshold into its negative, as overexposed film does.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  see <see cref="ColorLayer"/>.</para>
/// <para><b>Formula</b> as bytes, r = x + a kept within 0 and 255, then r if r &lt; t, else 255 − r; a and t are drawn for each image.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  keras/src/layers/preprocessing/image_preprocessing/solarization.py.</para>
/// </remarks>
public sealed class Solarization : ColorLayer
{
    private readonly (double Lower, double Upper) _addition, _threshold;

    /// <summary>Makes the layer.</summary>
    /// <param name="additionFactor">a is equally likely anywhere in [lower, 255 · upper], as in Keras; within [0, 1]; one number x stands for [0, x]; <see langword="null"/>: 0.</param>
    /// <param name="thresholdFactor">The same for t; <see langword="null"/>: 0, which turns everything into its negative.</param>
    /// <param name="valueRange">The least and the largest value of a pixel; <see langword="null"/>: 0 and 255.</param>
    /// <param name="seed">Makes it repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A factor lies outside, or the range is empty.</exception>
    public Solarization(Factor? additionFactor = null, Factor? thresholdFactor = null, (double Min, double Max)? valueRange = null, int? seed = null, string? name = null)
        : base(Sorted(valueRange), isRandom: true, seed, null, name)
    {
        _addition = Interval(additionFactor ?? 0.0, nameof(additionFactor));
        _threshold = Interval(thresholdFactor ?? 0.0, nameof(thresholdFactor));
    }

    /// <summary>The interval of the addition.</summary>
    public Factor AdditionFactor => _addition;

    /// <summary>The interval of the threshold.</summary>
    public Factor ThresholdFactor => _threshold;

    private (double, double) Interval(Factor factor, string argument) => factor.All(value => value is >= 0 and <= 1) ? factor.Within(this, argument, 0, 1)
        : throw new ArgumentException($"{this} expects {argument} to be a number, or two, in [0, 1]. Received {factor}.", argument);

    private protected override bool CastsWhilePredicting => true;

    private protected override ImageTransformation Draw(Tensors data, SeedGenerator seeds)
    {
        Tensor additions = Uniform(data, _addition.Lower, _addition.Upper * 255, seeds), thresholds = Uniform(data, _threshold.Lower, _threshold.Upper * 255, seeds);
        return new Exposure(additions, thresholds);
    }

    private protected override Tensor Recolor(Tensor images, ImageTransformation? transformation)
    {
        if (transformation is not Exposure drawn) return images;
        Tensor parameters = Parameters(drawn.Additions.Cast(images.DType), drawn.Thresholds, ValueRange.Min, ValueRange.Max - ValueRange.Min);
        return new PointOp<SolarizeOp>().Apply(images, parameters);
    }

    /// <inheritdoc/>
    public override Config GetConfig() => WithRange(base.GetConfig())
        .With("addition_factor", AdditionFactor.ToConfig()).With("threshold_factor", ThresholdFactor.ToConfig()).With("seed", Seed);

    internal static Solarization FromConfig(Config config) =>
        new(Factor.FromConfig(config, "addition_factor"), Factor.FromConfig(config, "threshold_factor"), ReadRange(config), config.Get<int?>("seed", null), config.Name)
        { DataFormat = FormatOf(config), BoundingBoxFormat = BoxesOf(config) };

    private sealed record Exposure(Tensor Additions, Tensor Thresholds) : ImageTransformation;
}
