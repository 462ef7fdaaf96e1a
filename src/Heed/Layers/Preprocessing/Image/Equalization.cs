namespace Heed.Layers;

/// <summary>Spreads the values of each channel so that all are about equally frequent.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  see <see cref="ColorLayer"/>.</para>
/// <para><b>Formula</b> as bytes, 255 · (values of the channel not above x − the least ones) / (all − the least ones), rounded; as in Keras over all images of the batch. A channel
/// whose values fall into one bin stays as it is.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  keras/src/layers/preprocessing/image_preprocessing/equalization.py.</para>
/// </remarks>
public sealed class Equalization : ColorLayer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="valueRange">The least and the largest value of a pixel; <see langword="null"/>: 0 and 255.</param>
    /// <param name="bins">How many values are told apart, at least 2.</param>
    /// <param name="dataFormat">Where images keep their channels; <see langword="null"/>: last.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">There are too few bins, or the range is empty.</exception>
    public Equalization((double Min, double Max)? valueRange = null, int bins = 256, DataFormat? dataFormat = null, string? name = null)
        : base(Sorted(valueRange), isRandom: false, null, dataFormat, name) => Bins = Require.AtLeast(2, bins, this);

    /// <summary>How many values are told apart.</summary>
    public int Bins { get; }

    private protected override bool TakesWholeNumbers => true;

    private protected override Tensor Recolor(Tensor images, ImageTransformation? transformation)
    {
        Tensor bytes = TransformValueRange(images, ValueRange, (0, 255), images.DType);
        return TransformValueRange(new EqualizeOp(Bins, DataFormat).Apply(bytes), (0, 255), ValueRange, images.DType);
    }

    private protected override TensorSpec OutputSpec(string name, TensorSpec input, Tensors data) => input;

    /// <inheritdoc/>
    public override Config GetConfig() => WithRange(base.GetConfig().With("bins", Bins));

    internal static Equalization FromConfig(Config config) =>
        new(ReadRange(config), config.Get("bins", 256), FormatOf(config), config.Name) { BoundingBoxFormat = BoxesOf(config) };
}
