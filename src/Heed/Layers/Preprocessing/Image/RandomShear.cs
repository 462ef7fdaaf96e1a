namespace Heed.Layers;

/// <summary>Slants images by random amounts while training.</summary>
/// <remarks>
/// <para><b>Inputs</b>  images (…, H, W, C), or (…, C, H, W) with channels first, alone or in a dictionary.</para>
/// <para><b>Output</b>  the same shapes; images in the compute type. Without training nothing moves.</para>
/// <para><b>Formula</b> the pixel (x, y) comes from (x + sx·y, y + sy·x); sx and sy are equally likely in their intervals, for each image, and half of the time both change their sign.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Differs</b>  boxes follow the pixels of images that are not square, too.</para>
/// <para><b>Source</b>  keras/src/layers/preprocessing/image_preprocessing/random_shear.py.</para>
/// </remarks>
public sealed class RandomShear : RandomProjection
{
    private readonly (double Lower, double Upper) _x, _y;

    /// <summary>Makes the layer.</summary>
    /// <param name="xFactor">The interval of slants along the width, in [0, 1]; one number x means −x to x; <see langword="null"/>: 0.</param>
    /// <param name="yFactor">The interval of slants along the height, likewise.</param>
    /// <param name="interpolation">Nearest or bilinear.</param>
    /// <param name="fillMode">What lies outside an image; not <see cref="FillMode.Mirror"/>.</param>
    /// <param name="fillValue">The value outside, where the fill mode is constant.</param>
    /// <param name="dataFormat">Where images keep their channels; <see langword="null"/>: last.</param>
    /// <param name="seed">Makes it repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A factor lies outside, or fill mode or interpolation is another one.</exception>
    public RandomShear(Factor? xFactor = null, Factor? yFactor = null, Interpolation interpolation = Interpolation.Bilinear, FillMode fillMode = FillMode.Reflect, double fillValue = 0,
                       DataFormat? dataFormat = null, int? seed = null, string? name = null)
        : base(interpolation, fillMode, fillValue, seed, dataFormat, name) =>
        (_x, _y) = ((xFactor ?? 0).Each(this, nameof(xFactor), 0, 1), (yFactor ?? 0).Each(this, nameof(yFactor), 0, 1));

    /// <summary>The interval of slants along the width.</summary>
    public Factor XFactor => _x;

    /// <summary>The interval of slants along the height.</summary>
    public Factor YFactor => _y;

    private protected override float[] Draw(int batch, int height, int width, SeedGenerator seeds)
    {
        float[] signs = Uniform(batch, (0, 1), seeds), y = Uniform(batch, _y, seeds), x = Uniform(batch, _x, seeds), transforms = new float[batch * 8];
        for (int i = 0; i < batch; i++)
        {
            float sign = signs[i] > 0.5f ? -1 : 1;
            ((float[])[1, sign * x[i], 0, sign * y[i], 1, 0, 0, 0]).CopyTo(transforms, i * 8);
        }
        return transforms;
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("x_factor", XFactor).With("y_factor", YFactor).With("fill_mode", FillMode)
        .With("interpolation", Interpolation).With("seed", Seed).With("fill_value", FillValue);

    internal static RandomShear FromConfig(Config config) => new(
        OneNumber(Factor.FromConfig(config, "x_factor")), OneNumber(Factor.FromConfig(config, "y_factor")), config.Get("interpolation", Interpolation.Bilinear),
        config.Get("fill_mode", FillMode.Reflect), config.Get("fill_value", 0.0), FormatOf(config), config.Get<int?>("seed", null), config.Name)
    { BoundingBoxFormat = BoxesOf(config) };

    /// <summary>A config holds −x and x where one number was given; as a pair they would not be allowed.</summary>
    private static Factor? OneNumber(Factor? factor) => factor is { IsPair: true } && factor[0] == -factor[1] ? Math.Abs(factor[1]) : factor;
}
