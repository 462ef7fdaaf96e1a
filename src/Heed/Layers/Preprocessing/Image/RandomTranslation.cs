namespace Heed.Layers;

/// <summary>Shifts images by a random distance while training.</summary>
/// <remarks>
/// <para><b>Inputs</b>  images (…, H, W, C), or (…, C, H, W) with channels first, alone or in a dictionary.</para>
/// <para><b>Output</b>  the same shapes; images in the compute type. Without training nothing moves.</para>
/// <para><b>Formula</b> distances for each image, equally likely in H · [lower, upper] downwards and W · [lower, upper] to the right.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  keras/src/layers/preprocessing/image_preprocessing/random_translation.py.</para>
/// </remarks>
public sealed class RandomTranslation : RandomProjection
{
    private readonly (double Lower, double Upper) _down, _right;

    /// <summary>Makes the layer.</summary>
    /// <param name="heightFactor">The interval of distances downwards, in heights, in [−1, 1]; one number x means −|x| to |x|.</param>
    /// <param name="widthFactor">The interval of distances to the right, in widths, likewise.</param>
    /// <param name="fillMode">What lies outside an image; not <see cref="FillMode.Mirror"/>.</param>
    /// <param name="interpolation">Nearest or bilinear.</param>
    /// <param name="seed">Makes it repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="fillValue">The value outside, where the fill mode is constant.</param>
    /// <param name="dataFormat">Where images keep their channels; <see langword="null"/>: last.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A factor lies outside, or fill mode or interpolation is another one.</exception>
    public RandomTranslation(Factor heightFactor, Factor widthFactor, FillMode fillMode = FillMode.Reflect, Interpolation interpolation = Interpolation.Bilinear, int? seed = null,
                             double fillValue = 0, DataFormat? dataFormat = null, string? name = null)
        : base(interpolation, fillMode, fillValue, seed, dataFormat, name)
    {
        (HeightFactor, WidthFactor) = (heightFactor, widthFactor);
        (_down, _right) = (heightFactor.Each(this, nameof(heightFactor), -1, 1), widthFactor.Each(this, nameof(widthFactor), -1, 1));
    }

    /// <summary>Distances downwards, as given.</summary>
    public Factor HeightFactor { get; }

    /// <summary>Distances to the right, as given.</summary>
    public Factor WidthFactor { get; }

    private protected override float[] Draw(int batch, int height, int width, SeedGenerator seeds)
    {
        float[] down = Uniform(batch, _down, seeds), right = Uniform(batch, _right, seeds), transforms = new float[batch * 8];
        for (int i = 0; i < batch; i++) ((float[])[1, 0, -right[i] * width, 0, 1, -down[i] * height, 0, 0]).CopyTo(transforms, i * 8);
        return transforms;
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("height_factor", HeightFactor.ToConfig()).With("width_factor", WidthFactor.ToConfig())
        .With("fill_mode", FillMode).With("interpolation", Interpolation).With("seed", Seed).With("fill_value", FillValue);

    internal static RandomTranslation FromConfig(Config config) => new(
        Factor.FromConfig(config, "height_factor") ?? 0, Factor.FromConfig(config, "width_factor") ?? 0, config.Get("fill_mode", FillMode.Reflect),
        config.Get("interpolation", Interpolation.Bilinear), config.Get<int?>("seed", null), config.Get("fill_value", 0.0), FormatOf(config), config.Name)
    { BoundingBoxFormat = BoxesOf(config) };
}
