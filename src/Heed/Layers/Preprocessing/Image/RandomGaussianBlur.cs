namespace Heed.Layers;

/// <summary>Blurs a random part of the images.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  see <see cref="ColorLayer"/>.</para>
/// <para><b>Formula</b> that of <see cref="Ops.GaussianBlur"/>, kept within the range of values; deviations along rows and columns are drawn for each call, the chance is drawn for each
/// image from the interval of the factor.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  keras/src/layers/preprocessing/image_preprocessing/random_gaussian_blur.py.</para>
/// </remarks>
public sealed class RandomGaussianBlur : ColorLayer
{
    private readonly (double Lower, double Upper) _factor, _sigma;
    private readonly int[] _kernelSize;

    /// <summary>Makes the layer.</summary>
    /// <param name="factor">The interval of the chance, within [0, 1]; one number x stands for [0, x]; <see langword="null"/>: [0, 1].</param>
    /// <param name="kernelSize">How many pixels count along rows and columns, odd; <see langword="null"/>: 3.</param>
    /// <param name="sigma">The interval of the deviations in pixels, within [0, 1]; one number x stands for [0, x]; <see langword="null"/>: [0, 1].</param>
    /// <param name="valueRange">The least and the largest value of a pixel; <see langword="null"/>: 0 and 255.</param>
    /// <param name="dataFormat">Where images keep their channels; <see langword="null"/>: last.</param>
    /// <param name="seed">Makes it repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A number lies outside, a size is even, or the range is empty.</exception>
    public RandomGaussianBlur(Factor? factor = null, Lengths? kernelSize = null, Factor? sigma = null, (double Min, double Max)? valueRange = null, DataFormat? dataFormat = null,
                              int? seed = null, string? name = null) : base(valueRange, isRandom: true, seed, dataFormat, name)
    {
        _factor = (factor ?? 1.0).Within(this, nameof(factor), 0, 1);
        _kernelSize = (kernelSize ?? 3).Of(2, this, nameof(kernelSize));
        if (Array.Exists(_kernelSize, size => size % 2 == 0))
            throw new ArgumentException($"{this} expects kernelSize to be odd. Received [{_kernelSize[0]}, {_kernelSize[1]}].", nameof(kernelSize));
        _sigma = (sigma ?? 1.0).Within(this, nameof(sigma), 0, 1);
        if (_sigma.Lower < 0) throw new ArgumentException($"{this} expects sigma to be a number, or two, in [0, 1]. Received {sigma}.", nameof(sigma));
    }

    /// <summary>The interval of the chance.</summary>
    public Factor Factor => _factor;

    /// <summary>How many pixels count along rows and columns.</summary>
    public IReadOnlyList<int> KernelSize => _kernelSize;

    /// <summary>The interval of the deviations.</summary>
    public Factor Sigma => _sigma;

    private protected override bool CastsWhilePredicting => true;

    private protected override ImageTransformation Draw(Tensors data, SeedGenerator seeds)
    {
        Tensor chosen = Chosen(data, _factor, seeds);
        float[] sigma = Ops.RandomUniform([2], _sigma.Lower, _sigma.Upper, Heed.DType.Float32, seeds.Next()).ToArray<float>();
        return new Blur(chosen, (sigma[0] + 1e-6, sigma[1] + 1e-6));
    }

    private protected override Tensor Recolor(Tensor images, ImageTransformation? transformation)
    {
        if (transformation is not Blur drawn) return images;
        Tensor blurred = Ops.GaussianBlur(images, (_kernelSize[0], _kernelSize[1]), drawn.Sigma, DataFormat);
        bool all = drawn.Chosen.AsSpan<float>().IndexOf(0f) < 0;
        return Ops.Clip(all ? blurred : Ops.Where(drawn.Chosen > 0, blurred, images), ValueRange.Min, ValueRange.Max);
    }

    /// <inheritdoc/>
    public override Config GetConfig() => WithRange(base.GetConfig().With("factor", Factor.ToConfig()).With("kernel_size", _kernelSize).With("sigma", Sigma.ToConfig())).With("seed", Seed);

    internal static RandomGaussianBlur FromConfig(Config config) => new(
        Factor.FromConfig(config, "factor"), config.Json["kernel_size"] is { } size ? size is System.Text.Json.Nodes.JsonArray ? config.Get<int[]>("kernel_size", []) : config.Get("kernel_size", 3) : null,
        Factor.FromConfig(config, "sigma"), ReadRange(config), FormatOf(config), config.Get<int?>("seed", null), config.Name)
    { BoundingBoxFormat = BoxesOf(config) };

    private sealed record Blur(Tensor Chosen, (double, double) Sigma) : ImageTransformation;
}
