using static Heed.Ops;

namespace Heed.Layers;

/// <summary>Mixes each image, and its label, with another one of the batch.</summary>
/// <remarks>
/// <para><b>Inputs</b>  see <see cref="ImagePreprocessingLayer"/>; labels (B, …) are numbers, usually one-hot.</para>
/// <para><b>Output</b>  images in the compute type, mixed labels and masks in float32; without training, all as they came; the boxes of both images, with their labels, one after the other.</para>
/// <para><b>Formula</b> w · x + (1 − w) · other, with w from the beta distribution (alpha, alpha).</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Differs</b> masks are mixed image by image, and the labels of boxes are joined as the boxes are; Keras takes single pixels, and joins labels along the batch.</para>
/// <para><b>Source</b>  Zhang et al. 2017, arXiv:1710.09412; keras/src/layers/preprocessing/image_preprocessing/mix_up.py.</para>
/// </remarks>
public sealed class MixUp : ImagePreprocessingLayer
{
    private readonly SeedGenerator _seeds;

    /// <summary>Makes the layer.</summary>
    /// <param name="alpha">The beta distribution's parameter, above 0: small numbers mix little, 1 all shares alike.</param>
    /// <param name="dataFormat">Where images keep their channels; <see langword="null"/>: last.</param>
    /// <param name="seed">Makes it repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="alpha"/> is not above 0.</exception>
    public MixUp(double alpha = 0.2, DataFormat? dataFormat = null, int? seed = null, string? name = null) : base(dataFormat, name)
    {
        (Alpha, Seed) = (Require.Positive(alpha, this), seed);
        _seeds = AddSeedGenerator(seed);
    }

    /// <summary>The beta distribution's parameter.</summary>
    public double Alpha { get; }

    /// <summary>The seed given.</summary>
    public int? Seed { get; }

    /// <inheritdoc/>
    public override ImageTransformation? GetRandomTransformation(Tensors data, bool training = true, SeedGenerator? seed = null)
    {
        if (!training) return null;
        SeedGenerator seeds = seed ?? _seeds;
        int batch = BatchSize(data);
        int[] order = Shuffle(Arange(0, batch), 0, seeds.Next()).Cast(Heed.DType.Int32).ToArray<int>();
        return new Mix(order, RandomBeta([batch], Alpha, Alpha, Heed.DType.Float32, seeds.Next()));
    }

    /// <inheritdoc/>
    public override Tensor TransformImages(Tensor images, ImageTransformation? transformation, bool training = true) =>
        training && transformation is Mix drawn ? Mixed(images.Cast(ComputeDType), drawn) : images;

    /// <inheritdoc/>
    public override Tensor TransformLabels(Tensor labels, ImageTransformation? transformation, bool training = true) =>
        training && transformation is Mix drawn ? Mixed(Wide(labels), drawn) : labels;

    /// <inheritdoc/>
    public override Tensor TransformSegmentationMasks(Tensor segmentationMasks, ImageTransformation? transformation, bool training = true) =>
        training && transformation is Mix drawn ? Mixed(Wide(segmentationMasks), drawn) : segmentationMasks;

    /// <inheritdoc/>
    public override BoundingBoxes TransformBoundingBoxes(BoundingBoxes boundingBoxes, ImageTransformation? transformation, bool training = true)
    {
        if (!training || transformation is not Mix drawn) return boundingBoxes;
        Tensor Joined(Tensor x) => Concatenate([x, Take(x, drawn.Order, 0)], 1);
        return new(Joined(boundingBoxes.Boxes), Joined(boundingBoxes.Labels));
    }

    /// <summary>The weights are float32, whatever the compute type, and so is what they mix.</summary>
    private static Tensor Wide(Tensor x) => x.DType is Heed.DType.Float64 ? x : x.Cast(Heed.DType.Float32);

    private static Tensor Mixed(Tensor x, Mix drawn) => new BlendOp(drawn.Order).Apply(x, drawn.Weights.Cast(x.DType));

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("alpha", Alpha).With("seed", Seed);

    internal static MixUp FromConfig(Config config) =>
        new(config.Get("alpha", 0.2), FormatOf(config), config.Get<int?>("seed", null), config.Name) { BoundingBoxFormat = BoxesOf(config) };

    private sealed record Mix(int[] Order, Tensor Weights) : ImageTransformation;
}
