using static Heed.Ops;

namespace Heed.Layers;

/// <summary>Gives every image the same number of boxes: surplus ones are left out, missing ones filled in.</summary>
/// <remarks>
/// <para><b>Inputs</b>  a dictionary with images and bounding boxes; images alone pass.</para>
/// <para><b>Output</b>  boxes (B, max_number, 4) and labels (B, max_number); everything else as it came.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  keras/src/layers/preprocessing/image_preprocessing/max_num_bounding_box.py.</para>
/// </remarks>
public sealed class MaxNumBoundingBoxes : ImagePreprocessingLayer
{
    private const int DefaultFill = -1;

    /// <summary>Makes the layer.</summary>
    /// <param name="maxNumber">How many boxes each image will have, at least 1.</param>
    /// <param name="fillValue">The numbers and the label of boxes that are filled in.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxNumber"/> is below 1.</exception>
    public MaxNumBoundingBoxes(int maxNumber, int fillValue = DefaultFill, string? name = null) : base(null, name) =>
        (MaxNumber, FillValue) = (Require.Positive(maxNumber, this), fillValue);

    /// <summary>How many boxes each image will have.</summary>
    public int MaxNumber { get; }

    /// <summary>The numbers and the label of boxes that are filled in.</summary>
    public int FillValue { get; }

    /// <inheritdoc/>
    public override Tensor TransformImages(Tensor images, ImageTransformation? transformation, bool training = true) => images;

    /// <inheritdoc/>
    public override BoundingBoxes TransformBoundingBoxes(BoundingBoxes boundingBoxes, ImageTransformation? transformation, bool training = true)
    {
        int axis = boundingBoxes.Boxes.Rank - 2;
        return new(Fitted(boundingBoxes.Boxes, axis), Fitted(boundingBoxes.Labels, axis));
    }

    private Tensor Fitted(Tensor x, int axis)
    {
        int length = x.Shape[axis].Value;
        if (length < MaxNumber)
        {
            var widths = new (int, int)[x.Rank];
            widths[axis] = (0, MaxNumber - length);
            return Pad(x, widths, PadMode.Constant, FillValue);
        }
        int?[] starts = new int?[x.Rank], stops = new int?[x.Rank];
        stops[axis] = MaxNumber;
        return Slice(x, starts, stops);
    }

    private protected override TensorSpec OutputSpec(string name, TensorSpec input, Tensors data)
    {
        TensorSpec spec = base.OutputSpec(name, input, data);
        return name.StartsWith("bounding_boxes/", StringComparison.Ordinal) ? spec with { Shape = spec.Shape.With(data["bounding_boxes/boxes"].Rank - 2, MaxNumber) } : spec;
    }

    /// <inheritdoc/>
    public override Config GetConfig()
    {
        Config config = base.GetConfig().With("max_number", MaxNumber);
        return FillValue == DefaultFill ? config : config.With("fill_value", FillValue);      // Keras forgets it
    }

    internal static MaxNumBoundingBoxes FromConfig(Config config) =>
        new(config.Require<int>("max_number"), config.Get("fill_value", DefaultFill), config.Name) { DataFormat = FormatOf(config), BoundingBoxFormat = BoxesOf(config) };
}
