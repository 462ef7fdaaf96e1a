using Heed.Kernels;
using static Heed.Ops;

namespace Heed.Layers;

/// <summary>Replaces a random box of each image by that of another one of the batch, and mixes the labels by the box's share of the picture.</summary>
/// <remarks>
/// <para><b>Inputs</b>  a batch, see <see cref="ImagePreprocessingLayer"/>; labels (B, …) are numbers, usually one-hot. Boxes are refused: parts of them might be covered.</para>
/// <para><b>Output</b>  images and masks in the compute type, mixed labels; a single image stays as it is.</para>
/// <para><b>Formula</b> the box is √(1 − w) of both sides, anywhere inside, with w from the beta distribution (a, a); a is drawn for each batch from the interval of the factor.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  Yun et al. 2019, arXiv:1905.04899; keras/src/layers/preprocessing/image_preprocessing/cut_mix.py.</para>
/// </remarks>
public sealed class CutMix : ImagePreprocessingLayer
{
    private readonly (double Lower, double Upper) _factor;
    private readonly SeedGenerator _seeds;

    /// <summary>Makes the layer.</summary>
    /// <param name="factor">The interval of the beta distribution's parameter, within [0, 1]; one number x stands for [0, x]; <see langword="null"/>: [0, 1].</param>
    /// <param name="seed">Makes it repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="dataFormat">Where images keep their channels; <see langword="null"/>: last.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">The factor lies outside.</exception>
    public CutMix(Factor? factor = null, int? seed = null, DataFormat? dataFormat = null, string? name = null) : base(dataFormat, name)
    {
        _factor = (factor ?? 1.0).Within(this, nameof(factor), 0, 1);
        if (_factor.Lower < 0) throw new ArgumentException($"{this} expects factor to be a number, or two, in [0, 1]. Received {factor}.", nameof(factor));
        Seed = seed;
        _seeds = AddSeedGenerator(seed);
    }

    /// <summary>The interval of the beta distribution's parameter.</summary>
    public Factor Factor => _factor;

    /// <summary>The seed given.</summary>
    public int? Seed { get; }

    /// <inheritdoc/>
    public override ImageTransformation? GetRandomTransformation(Tensors data, bool training = true, SeedGenerator? seed = null)
    {
        if (!training || Images(data).Rank == 3) return null;
        SeedGenerator seeds = seed ?? _seeds;
        int batch = BatchSize(data);
        (int height, int width) = ImageSize(data);
        double alpha = RandomUniform([], _factor.Lower, _factor.Upper, Heed.DType.Float32, seeds.Next()).Item<float>() + 1e-6;
        float[] sides = Sqrt(1 - RandomBeta([batch], alpha, alpha, Heed.DType.Float32, seeds.Next())).ToArray<float>();
        (float Start, float End)[] x = RandomBoxes.Along(sides, width, seeds.Next()), y = RandomBoxes.Along(sides, height, seeds.Next());
        int[] order = Shuffle(Arange(0, batch), 0, seeds.Next()).Cast(Heed.DType.Int32).ToArray<int>();
        float[] weights = [.. x.Zip(y, (across, down) => 1 - (across.End - across.Start) * (down.End - down.Start) / (width * height))];
        return new Cut([.. order.Select((source, i) => RandomBoxes.Pixels(source, x[i], y[i], height, width))], order, Tensor.From(weights, [batch]));
    }

    /// <inheritdoc/>
    public override Tensor TransformImages(Tensor images, ImageTransformation? transformation, bool training = true)
    {
        images = images.Cast(ComputeDType);
        return training && transformation is Cut drawn ? new PasteBoxesOp(drawn.Boxes, DataFormat).Apply(images, images) : images;
    }

    /// <inheritdoc/>
    public override Tensor TransformSegmentationMasks(Tensor segmentationMasks, ImageTransformation? transformation, bool training = true) =>
        TransformImages(segmentationMasks, transformation, training);

    /// <inheritdoc/>
    public override Tensor TransformLabels(Tensor labels, ImageTransformation? transformation, bool training = true)
    {
        if (!training || transformation is not Cut drawn) return labels;
        if (!labels.DType.IsFloat()) labels = labels.Cast(ComputeDType);
        return new BlendOp(drawn.Order).Apply(labels, drawn.Weights.Cast(labels.DType));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Always: a box may be covered in part.</exception>
    public override BoundingBoxes TransformBoundingBoxes(BoundingBoxes boundingBoxes, ImageTransformation? transformation, bool training = true) =>
        throw new ArgumentException($"{this} expects no bounding_boxes: parts of them may be covered. Received boxes {boundingBoxes.Boxes.Shape}. Use MixUp for detection.");

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("factor", Factor.ToConfig()).With("seed", Seed);

    internal static CutMix FromConfig(Config config) =>
        new(Factor.FromConfig(config, "factor"), config.Get<int?>("seed", null), FormatOf(config), config.Name) { BoundingBoxFormat = BoxesOf(config) };

    private sealed record Cut(PasteBox[] Boxes, int[] Order, Tensor Weights) : ImageTransformation;
}
