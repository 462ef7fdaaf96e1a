namespace Heed.Layers;

/// <summary>Brings out details in dark and bright parts of images: histograms of tiles are equalized, within limits, and tiles pass smoothly into each other (CLAHE).</summary>
/// <remarks>
/// <para><b>Inputs</b>  see <see cref="ImagePreprocessingLayer"/>.</para>
/// <para><b>Output</b>  the same shape and type, integers without their fraction; the result is the same without training.</para>
/// <para><b>Formula</b> as bytes: the counts of a tile's values are cut off at clipLimit times their mean, what was cut off is spread evenly, sums over them are stretched to
/// 0 … 255; a pixel takes the bilinear mean of the four tiles around it. There is no slope.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  Zuiderveld 1994; keras/src/layers/preprocessing/image_preprocessing/clahe.py.</para>
/// </remarks>
public sealed class ContrastLimitedAdaptiveHistogramEqualization : ColorLayer
{
    private readonly int[] _tileGridSize;

    /// <summary>Makes the layer.</summary>
    /// <param name="valueRange">The least and the largest value of a pixel; <see langword="null"/>: 0 and 255.</param>
    /// <param name="clipLimit">How many times the mean a value of a tile may be counted; 0 or less: no limit.</param>
    /// <param name="tileGridSize">Tiles from top to bottom and from left to right; <see langword="null"/>: 8 and 8.</param>
    /// <param name="dataFormat">Where images keep their channels; <see langword="null"/>: last.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A number is out of range, or the range is empty.</exception>
    public ContrastLimitedAdaptiveHistogramEqualization((double Min, double Max)? valueRange = null, double clipLimit = 4.0, Lengths? tileGridSize = null, DataFormat? dataFormat = null,
                                                        string? name = null) : base(valueRange, isRandom: false, null, dataFormat, name)
    {
        ClipLimit = double.IsNaN(clipLimit) ? throw new ArgumentException($"{this} expects clipLimit to be a number. Received NaN.", nameof(clipLimit)) : clipLimit;
        _tileGridSize = (tileGridSize ?? 8).Of(2, this, nameof(tileGridSize));
    }

    /// <summary>How many times the mean a value of a tile may be counted.</summary>
    public double ClipLimit { get; }

    /// <summary>Tiles from top to bottom and from left to right.</summary>
    public IReadOnlyList<int> TileGridSize => _tileGridSize;

    /// <inheritdoc/>
    public override Tensor TransformImages(Tensor images, ImageTransformation? transformation, bool training = true) => Recolor(images, transformation);

    private protected override Tensor Recolor(Tensor images, ImageTransformation? transformation)
    {
        Tensor bytes = ChannelsLast(TransformValueRange(images, ValueRange, (0, 255)).Cast(Heed.DType.Float32), forward: true);
        Tensor results = new ClaheOp(ClipLimit, _tileGridSize[0], _tileGridSize[1]).Apply(bytes);
        return ChannelsLast(TransformValueRange(results, (0, 255), ValueRange), forward: false).Cast(images.DType);
    }

    private Tensor ChannelsLast(Tensor images, bool forward) => DataFormat is DataFormat.ChannelsLast ? images : Ops.Transpose(images, forward ? [0, 2, 3, 1] : [0, 3, 1, 2]);

    /// <inheritdoc/>
    public override Config GetConfig() => WithRange(base.GetConfig()).With("clip_limit", ClipLimit).With("tile_grid_size", _tileGridSize);

    internal static ContrastLimitedAdaptiveHistogramEqualization FromConfig(Config config) =>
        new(ReadRange(config), config.Get("clip_limit", 4.0), config.Get<int[]?>("tile_grid_size", null) is { } tiles ? (Lengths)tiles : null, FormatOf(config), config.Name) { BoundingBoxFormat = BoxesOf(config) };
}
