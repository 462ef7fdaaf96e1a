using Heed.Kernels;

namespace Heed.Layers;

/// <summary>Covers a random box of a random part of the images.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  see <see cref="ColorLayer"/>.</para>
/// <para><b>Formula</b> the box is √u of the width and √v of the height, anywhere inside, with u and v equally likely anywhere in the interval of the scale; it is filled with one
/// colour, or with normal noise times the largest value, kept within the range of values. The chance is drawn for each image from the interval of the factor.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  Zhong et al. 2017, arXiv:1708.04896; keras/src/layers/preprocessing/image_preprocessing/random_erasing.py.</para>
/// </remarks>
public sealed class RandomErasing : ColorLayer
{
    private readonly (double Lower, double Upper) _factor, _scale;
    private readonly double[]? _fill;

    /// <summary>Makes the layer.</summary>
    /// <param name="factor">The interval of the chance, within [0, 1]; one number x stands for [0, x]; <see langword="null"/>: [0, 1].</param>
    /// <param name="scale">The interval of the squares of the box's sides, within [0, 1]; one number x stands for [0, x]; <see langword="null"/>: [0.02, 0.33].</param>
    /// <param name="fillValue">One number, or three for red, green and blue; <see langword="null"/>: noise.</param>
    /// <param name="valueRange">The least and the largest value of a pixel; <see langword="null"/>: 0 and 255.</param>
    /// <param name="seed">Makes it repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="dataFormat">Where images keep their channels; <see langword="null"/>: last.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A factor or scale lies outside, the range is empty, or there are neither one nor three fill values.</exception>
    public RandomErasing(Factor? factor = null, Factor? scale = null, Tensor? fillValue = null, (double Min, double Max)? valueRange = null, int? seed = null,
                         DataFormat? dataFormat = null, string? name = null) : base(valueRange, isRandom: true, seed, dataFormat, name)
    {
        _factor = (factor ?? 1.0).Within(this, nameof(factor), 0, 1);
        _scale = (scale ?? (0.02, 0.33)).Within(this, nameof(scale), 0, 1);
        if (_scale.Lower < 0 || _scale.Upper > 1) throw new ArgumentException($"{this} expects scale to be a number, or two, in [0, 1]. Received {scale}.", nameof(scale));
        _fill = fillValue?.Cast(Heed.DType.Float64).ToArray<double>();
        if (_fill is not (null or [_] or [_, _, _])) throw new ArgumentException($"{this} expects fillValue to be one number or three. Received {_fill.Length}.", nameof(fillValue));
    }

    /// <summary>The interval of the chance.</summary>
    public Factor Factor => _factor;

    /// <summary>The interval of the squares of the box's sides.</summary>
    public Factor Scale => _scale;

    /// <summary>One number, or three; <see langword="null"/>: noise.</summary>
    public IReadOnlyList<double>? FillValue => _fill;

    private protected override bool CastsWhilePredicting => true;

    private protected override ImageTransformation Draw(Tensors data, SeedGenerator seeds)
    {
        int batch = BatchSize(data);
        (int height, int width) = ImageSize(data);
        float[] sides = Ops.Sqrt(Ops.RandomUniform([2, batch], _scale.Lower, _scale.Upper, Heed.DType.Float32, seeds.Next())).ToArray<float>();
        (float, float)[] x = RandomBoxes.Along(sides[..batch], width, seeds.Next()), y = RandomBoxes.Along(sides[batch..], height, seeds.Next());
        float[] chosen = Chosen(data, _factor, seeds).ToArray<float>();
        PasteBox[] boxes = [.. chosen.Select((isChosen, i) => isChosen == 0 ? default : RandomBoxes.Pixels(_fill is null ? i : 0, x[i], y[i], height, width))];
        return new Erased(boxes, Fill(Images(data), seeds));
    }

    /// <summary>What fills the boxes: noise as large as the images, or one image of one colour.</summary>
    private Tensor Fill(Tensor images, SeedGenerator seeds)
    {
        Shape shape = images.Rank == 4 ? images.Shape : [1, .. images.Shape];
        if (_fill is null)
            return Ops.Clip(Ops.RandomNormal(shape, 0, 1, ComputeDType, seeds.Next()) * ValueRange.Max, ValueRange.Min, ValueRange.Max);
        if (_fill.Length == 3) RequireColors(images.Rank == 4 ? images : Ops.ExpandDims(images, 0));
        Tensor color = Ops.Reshape(Tensor.From(_fill, [_fill.Length]).Cast(ComputeDType), DataFormat is DataFormat.ChannelsFirst ? [1, _fill.Length, 1, 1] : [1, 1, 1, _fill.Length]);
        return Ops.BroadcastTo(Ops.Clip(color, ValueRange.Min, ValueRange.Max), shape.With(0, 1));
    }

    private protected override Tensor Recolor(Tensor images, ImageTransformation? transformation)
    {
        var drawn = (Erased)transformation!;
        return new PasteBoxesOp(drawn.Boxes, DataFormat).Apply(images, drawn.Fill.Cast(images.DType));
    }

    /// <inheritdoc/>
    public override Config GetConfig() => WithRange(base.GetConfig().With("factor", Factor.ToConfig()).With("scale", Scale.ToConfig())
        .With("fill_value", _fill is [var one] ? one : _fill)).With("seed", Seed);

    internal static RandomErasing FromConfig(Config config) => new(
        Factor.FromConfig(config, "factor"), Factor.FromConfig(config, "scale"), config.Json["fill_value"] is { } fill ? TensorConfig.Read(fill) : null, ReadRange(config),
        config.Get<int?>("seed", null), FormatOf(config), config.Name)
    { BoundingBoxFormat = BoxesOf(config) };

    private sealed record Erased(PasteBox[] Boxes, Tensor Fill) : ImageTransformation;
}
