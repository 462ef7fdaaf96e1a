namespace Heed.Layers;

/// <summary>Brings images nearer or further away by a random factor while training.</summary>
/// <remarks>
/// <para><b>Inputs</b>  images (…, H, W, C), or (…, C, H, W) with channels first, alone or in a dictionary.</para>
/// <para><b>Output</b>  the same shapes; images in the compute type. Without training nothing moves.</para>
/// <para><b>Formula</b> for each image, z equally likely in 1 + [lower, upper]: z times as much of the picture is seen; below 1 it comes nearer. Its middle stays.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  keras/src/layers/preprocessing/image_preprocessing/random_zoom.py.</para>
/// </remarks>
public sealed class RandomZoom : RandomProjection
{
    private readonly (double Lower, double Upper) _tall;
    private readonly (double Lower, double Upper)? _wide;

    /// <summary>Makes the layer.</summary>
    /// <param name="heightFactor">The interval of zooms along the height, in (−1, 1]; one number x means −|x| to |x|.</param>
    /// <param name="widthFactor">The interval along the width; <see langword="null"/>: the zoom drawn for the height.</param>
    /// <param name="fillMode">What lies outside an image; not <see cref="FillMode.Mirror"/>.</param>
    /// <param name="interpolation">Nearest or bilinear.</param>
    /// <param name="seed">Makes it repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="fillValue">The value outside, where the fill mode is constant.</param>
    /// <param name="dataFormat">Where images keep their channels; <see langword="null"/>: last.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A factor lies outside, or fill mode or interpolation is another one.</exception>
    public RandomZoom(Factor heightFactor, Factor? widthFactor = null, FillMode fillMode = FillMode.Reflect, Interpolation interpolation = Interpolation.Bilinear, int? seed = null,
                      double fillValue = 0, DataFormat? dataFormat = null, string? name = null)
        : base(interpolation, fillMode, fillValue, seed, dataFormat, name)
    {
        (HeightFactor, WidthFactor) = (heightFactor, widthFactor);
        (_tall, _wide) = (heightFactor.Each(this, nameof(heightFactor), -1, 1, excludesLeast: true), widthFactor?.Each(this, nameof(widthFactor), -1, 1, excludesLeast: true));
    }

    /// <summary>Zooms along the height, as given.</summary>
    public Factor HeightFactor { get; }

    /// <summary>Zooms along the width, as given; <see langword="null"/>: those of the height.</summary>
    public Factor? WidthFactor { get; }

    private protected override float[] Draw(int batch, int height, int width, SeedGenerator seeds)
    {
        float[] tall = Uniform(batch, (1 + _tall.Lower, 1 + _tall.Upper), seeds), transforms = new float[batch * 8];
        float[] wide = _wide is { } range ? Uniform(batch, (1 + range.Lower, 1 + range.Upper), seeds) : tall;
        for (int i = 0; i < batch; i++)
            ((float[])[wide[i], 0, (width - 1) / 2f * (1 - wide[i]), 0, tall[i], (height - 1) / 2f * (1 - tall[i]), 0, 0]).CopyTo(transforms, i * 8);
        return transforms;
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("height_factor", HeightFactor.ToConfig()).With("width_factor", WidthFactor?.ToConfig())
        .With("fill_mode", FillMode).With("interpolation", Interpolation).With("seed", Seed).With("fill_value", FillValue);

    internal static RandomZoom FromConfig(Config config) => new(
        Factor.FromConfig(config, "height_factor") ?? 0, Factor.FromConfig(config, "width_factor"), config.Get("fill_mode", FillMode.Reflect),
        config.Get("interpolation", Interpolation.Bilinear), config.Get<int?>("seed", null), config.Get("fill_value", 0.0), FormatOf(config), config.Name)
    { BoundingBoxFormat = BoxesOf(config) };
}
