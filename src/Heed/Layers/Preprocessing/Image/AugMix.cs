using static Heed.Ops;

namespace Heed.Layers;

/// <summary>Mixes images with several changed versions of themselves, each made by a chain of layers drawn at random.</summary>
/// <remarks>
/// <para><b>Inputs</b>  images of three channels, see <see cref="ImagePreprocessingLayer"/>.</para>
/// <para><b>Output</b>  images, and masks, of the same shape in the compute type.</para>
/// <para><b>Formula</b> m · x + (1 − m) · Σ wᵢ · chainᵢ(x), kept within the range of values; w from the Dirichlet distribution of alpha, m from the beta distribution (alpha, alpha), drawn
/// for each batch. A link of a chain is one of the layers of <see cref="RandAugment"/> or none, all equally likely.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  Hendrycks et al. 2019, arXiv:1912.02781; keras/src/layers/preprocessing/image_preprocessing/aug_mix.py. The many arguments are Keras's.</para>
/// </remarks>
public sealed class AugMix : AugmentationLayer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="valueRange">The least and the largest value of a pixel; <see langword="null"/>: 0 and 255.</param>
    /// <param name="numChains">How many versions are mixed, at least 1.</param>
    /// <param name="chainDepth">How many layers a chain has at most, at least 0.</param>
    /// <param name="factor">How strong they are, within [0, 1]; one number x stands for [0, x]; <see langword="null"/>: [0, 0.3].</param>
    /// <param name="alpha">The parameter of both distributions, above 0: small numbers mix little, large ones evenly.</param>
    /// <param name="allOps">Are brightness, colour degeneration, contrast and sharpness among the layers?</param>
    /// <param name="interpolation">How values between pixels are found: nearest or bilinear.</param>
    /// <param name="seed">Makes it repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="dataFormat">Where images keep their channels; <see langword="null"/>: last.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A number lies outside, the range is empty, or the interpolation is another one.</exception>
    public AugMix((double Min, double Max)? valueRange = null, int numChains = 3, int chainDepth = 3, Factor? factor = null, double alpha = 1.0, bool allOps = true,
                  Interpolation interpolation = Interpolation.Bilinear, int? seed = null, DataFormat? dataFormat = null, string? name = null)
        : base(valueRange, factor, 0.3, interpolation, seed, dataFormat, name) =>
        (NumChains, ChainDepth, Alpha, AllOps) = (Require.Positive(numChains, this), Require.AtLeast(0, chainDepth, this), Require.Positive(alpha, this), allOps);

    /// <summary>How many versions are mixed.</summary>
    public int NumChains { get; }

    /// <summary>How many layers a chain has at most.</summary>
    public int ChainDepth { get; }

    /// <summary>The parameter of both distributions.</summary>
    public double Alpha { get; }

    /// <summary>Are brightness, colour degeneration, contrast and sharpness among the layers?</summary>
    public bool AllOps { get; }

    private protected override ImagePreprocessingLayer[] Make()
    {
        ImagePreprocessingLayer[] some = [Shear, Translation, Rotation, Posterization, Solarize, Autocontrast, Equalize];
        return AllOps ? [.. some, Brightness, ColorDegeneration, Contrast, Sharpness] : some;
    }

    private protected override ImageTransformation Draw(Tensors data, SeedGenerator seeds)
    {
        double[] weights = RandomDirichlet(NumChains, Alpha, seeds.Next());
        double own = RandomBeta([], Alpha, Alpha, Heed.DType.Float64, seeds.Next()).Item<double>();
        return new Chains(own, weights, [.. weights.Select(_ => DrawSteps(ChainDepth, Augmentations.Length + 1, data, seeds))]);
    }

    /// <inheritdoc/>
    public override Tensor TransformImages(Tensor images, ImageTransformation? transformation, bool training = true)
    {
        images = images.Cast(ComputeDType);
        return training && transformation is Chains drawn ? Clip(Mixed(images, drawn, (step, x) => step.Images(x)), ValueRange.Min, ValueRange.Max) : images;
    }

    /// <inheritdoc/>
    public override Tensor TransformSegmentationMasks(Tensor segmentationMasks, ImageTransformation? transformation, bool training = true) =>
        training && transformation is Chains drawn ? Mixed(segmentationMasks.Cast(ComputeDType), drawn, (step, x) => step.Masks(x)) : segmentationMasks;

    private static Tensor Mixed(Tensor x, Chains drawn, Func<Step, Tensor, Tensor> apply)
    {
        Tensor sum = x * drawn.Own;
        foreach ((double weight, Step[] chain) in drawn.Weights.Zip(drawn.Steps))
            sum += chain.Aggregate(x, (changed, step) => apply(step, changed)) * ((1 - drawn.Own) * weight);
        return sum;
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("value_range", new[] { ValueRange.Min, ValueRange.Max }).With("num_chains", NumChains).With("chain_depth", ChainDepth)
        .With("factor", Factor.ToConfig()).With("alpha", Alpha).With("all_ops", AllOps).With("interpolation", Interpolation).With("seed", Seed);

    internal static AugMix FromConfig(Config config) => new(
        ReadRange(config), config.Get("num_chains", 3), config.Get("chain_depth", 3), Factor.FromConfig(config, "factor"), config.Get("alpha", 1.0), config.Get("all_ops", true),
        config.Get("interpolation", Interpolation.Bilinear), config.Get<int?>("seed", null), FormatOf(config), config.Name)
    { BoundingBoxFormat = BoxesOf(config) };

    private sealed record Chains(double Own, double[] Weights, Step[][] Steps) : ImageTransformation;
}
