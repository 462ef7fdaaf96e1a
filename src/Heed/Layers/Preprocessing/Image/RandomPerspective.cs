using Heed.Kernels;

namespace Heed.Layers;

/// <summary>Shows images as if seen from an angle, at random while training.</summary>
/// <remarks>
/// <para><b>Inputs</b>  images (…, H, W, C), or (…, C, H, W) with channels first, alone or in a dictionary.</para>
/// <para><b>Output</b>  the same shapes; images in the compute type. Without training nothing moves.</para>
/// <para><b>Formula</b> with a probability that is equally likely in the interval, the corner (x, y) of an image goes to (x · (1 + p), y · (1 + q)) with p and q equally likely in
/// scale · [−½, ½]; the rest follows by the perspective map that moves the corners.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Differs</b>  boxes come back in their own format (Keras leaves them in pixels).</para>
/// <para><b>Source</b>  keras/src/layers/preprocessing/image_preprocessing/random_perspective.py.</para>
/// </remarks>
public sealed class RandomPerspective : RandomProjection
{
    private readonly (double Lower, double Upper) _range;

    /// <summary>Makes the layer.</summary>
    /// <param name="factor">The interval of the probability with which an image is changed, in [0, 1]; one number x means 0 to x; <see langword="null"/>: 1.</param>
    /// <param name="scale">How far the corners move, in [0, 1].</param>
    /// <param name="interpolation">Nearest or bilinear.</param>
    /// <param name="fillValue">The value outside an image.</param>
    /// <param name="seed">Makes it repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="dataFormat">Where images keep their channels; <see langword="null"/>: last.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">Factor or scale lies outside, or the interpolation is another one.</exception>
    public RandomPerspective(Factor? factor = null, double scale = 1, Interpolation interpolation = Interpolation.Bilinear, double fillValue = 0, int? seed = null,
                             DataFormat? dataFormat = null, string? name = null)
        : base(interpolation, FillMode.Constant, fillValue, seed, dataFormat, name) =>
        (_range, Scale) = ((factor ?? 1).Within(this, nameof(factor), 0, 1), Require.Fraction(scale, this));

    /// <summary>The interval of the probability with which an image is changed.</summary>
    public Factor Factor => _range;

    /// <summary>How far the corners move.</summary>
    public double Scale { get; }

    private protected override float[] Draw(int batch, int height, int width, SeedGenerator seeds)
    {
        float[] chances = Uniform(batch, _range, seeds), thresholds = Uniform(batch, (0, 1), seeds), moves = Uniform(batch, (-0.5 * Scale, 0.5 * Scale), seeds, each: 8);
        float[] transforms = new float[batch * 8];
        double[] corners = [0, 0, width - 1, 0, 0, height - 1, width - 1, height - 1], moved = new double[8];
        for (int i = 0; i < batch; i++)
        {
            for (int j = 0; j < 8; j++) moved[j] = corners[j] * (1 + moves[i * 8 + j]);
            double[] transform = thresholds[i] < chances[i] && height > 1 && width > 1 ? Homography.Of(corners, moved) : [1, 0, 0, 0, 1, 0, 0, 0];
            for (int j = 0; j < 8; j++) transforms[i * 8 + j] = (float)transform[j];
        }
        return transforms;
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("factor", Factor).With("scale", Scale).With("interpolation", Interpolation)
        .With("fill_value", FillValue).With("seed", Seed);

    internal static RandomPerspective FromConfig(Config config) => new(
        Factor.FromConfig(config, "factor"), config.Get("scale", 1.0), config.Get("interpolation", Interpolation.Bilinear), config.Get("fill_value", 0.0),
        config.Get<int?>("seed", null), FormatOf(config), config.Name)
    { BoundingBoxFormat = BoxesOf(config) };
}
