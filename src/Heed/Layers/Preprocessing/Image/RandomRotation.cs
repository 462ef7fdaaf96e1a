namespace Heed.Layers;

/// <summary>Turns images around their middle by a random angle while training.</summary>
/// <remarks>
/// <para><b>Inputs</b>  images (…, H, W, C), or (…, C, H, W) with channels first, alone or in a dictionary.</para>
/// <para><b>Output</b>  the same shapes; images in the compute type. Without training nothing moves.</para>
/// <para><b>Formula</b> an angle for each image, equally likely in 360° · [lower, upper]; a positive one turns counter-clockwise.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Differs</b>  boxes may have any format (Keras takes them for left, top, right, bottom).</para>
/// <para><b>Source</b>  keras/src/layers/preprocessing/image_preprocessing/random_rotation.py.</para>
/// </remarks>
public sealed class RandomRotation : RandomProjection
{
    private readonly (double Lower, double Upper) _range;

    /// <summary>Makes the layer.</summary>
    /// <param name="factor">The interval of angles, in full turns, in [−1, 1]; one number x means −|x| to |x|.</param>
    /// <param name="fillMode">What lies outside an image; not <see cref="FillMode.Mirror"/>.</param>
    /// <param name="interpolation">Nearest or bilinear.</param>
    /// <param name="seed">Makes it repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="fillValue">The value outside, where the fill mode is constant.</param>
    /// <param name="dataFormat">Where images keep their channels; <see langword="null"/>: last.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">The factor lies outside, or fill mode or interpolation is another one.</exception>
    public RandomRotation(Factor factor, FillMode fillMode = FillMode.Reflect, Interpolation interpolation = Interpolation.Bilinear, int? seed = null, double fillValue = 0,
                          DataFormat? dataFormat = null, string? name = null)
        : base(interpolation, fillMode, fillValue, seed, dataFormat, name) => _range = factor.Within(this, nameof(factor), -1, 1);

    /// <summary>The interval of angles, in full turns.</summary>
    public Factor Factor => _range;

    private protected override float[] Draw(int batch, int height, int width, SeedGenerator seeds)
    {
        float[] angles = Uniform(batch, (_range.Lower * 360, _range.Upper * 360), seeds), transforms = new float[batch * 8];
        float middleX = 0.5f * (width - 1), middleY = 0.5f * (height - 1);
        for (int i = 0; i < batch; i++)
        {
            var (sin, cos) = MathF.SinCos(angles[i] * (float)(Math.PI / 180));
            ((float[])[cos, -sin, middleX - middleX * cos + middleY * sin, sin, cos, middleY - middleX * sin - middleY * cos, 0, 0]).CopyTo(transforms, i * 8);
        }
        return transforms;
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("factor", Factor).With("fill_mode", FillMode).With("fill_value", FillValue)
        .With("interpolation", Interpolation).With("seed", Seed);

    internal static RandomRotation FromConfig(Config config) => new(
        Factor.FromConfig(config, "factor") ?? 0, config.Get("fill_mode", FillMode.Reflect), config.Get("interpolation", Interpolation.Bilinear), config.Get<int?>("seed", null),
        config.Get("fill_value", 0.0), FormatOf(config), config.Name)
    { BoundingBoxFormat = BoxesOf(config) };
}
