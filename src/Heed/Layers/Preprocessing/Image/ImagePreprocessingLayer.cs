namespace Heed.Layers;

/// <summary>What the layers that change images before training have in common: one drawn transformation for images, labels, masks and boxes.</summary>
/// <remarks>
/// <para><b>Inputs</b>  an image (H, W, C) or a batch (B, H, W, C), channels first where <see cref="DataFormat"/> says so; or a dictionary with the names
/// <c>images</c> and, if there are, <c>labels</c>, <c>segmentation_masks</c>, <c>bounding_boxes/boxes</c> and <c>bounding_boxes/labels</c>.</para>
/// <para><b>Output</b>  what came in, transformed, under the same names.</para>
/// <para><b>Training</b>  is the default: a call that says nothing, in a model that says nothing, draws at random.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Differs</b>  boxes are dense tensors; ragged ones are padded first, with labels of −1.</para>
/// <para><b>Source</b>  keras/src/layers/preprocessing/image_preprocessing/base_image_preprocessing_layer.py.</para>
/// </remarks>
public abstract class ImagePreprocessingLayer : Layer
{
    private const string ImagesName = "images", LabelsName = "labels", MasksName = "segmentation_masks", BoxesName = "bounding_boxes/boxes", BoxLabelsName = "bounding_boxes/labels";

    /// <summary>Starts an unbuilt layer.</summary>
    /// <param name="dataFormat">Where images keep their channels; <see langword="null"/>: last.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    protected ImagePreprocessingLayer(DataFormat? dataFormat = null, string? name = null) : base(name) => DataFormat = dataFormat ?? DataFormat.ChannelsLast;

    /// <summary>Where images keep their channels.</summary>
    public DataFormat DataFormat { get; init; }

    /// <summary>What the numbers of the boxes mean; wanted where there are boxes.</summary>
    public BoundingBoxFormat? BoundingBoxFormat { get; init; }

    /// <inheritdoc/>
    protected override bool TrainsByDefault => true;

    /// <summary>Draws what will be done to a batch.</summary>
    /// <param name="data">The inputs of the call: images, or a dictionary; images may be single.</param>
    /// <param name="training">If false, nothing random is drawn.</param>
    /// <param name="seed">Where random numbers come from; <see langword="null"/>: the layer's own generator.</param>
    /// <returns>What the transforming methods receive; <see langword="null"/>: nothing is drawn.</returns>
    public virtual ImageTransformation? GetRandomTransformation(Tensors data, bool training = true, SeedGenerator? seed = null) => null;

    /// <summary>Transforms a batch of images.</summary>
    /// <param name="images">Of rank 4.</param>
    /// <param name="transformation">What was drawn.</param>
    /// <param name="training">Does the call train?</param>
    /// <returns>Images in the compute type; without training, some layers leave them as they are.</returns>
    public abstract Tensor TransformImages(Tensor images, ImageTransformation? transformation, bool training = true);

    /// <summary>Transforms the labels of a batch; most layers leave them alone.</summary>
    /// <param name="labels">(B, …).</param>
    /// <param name="transformation">What was drawn.</param>
    /// <param name="training">Does the call train?</param>
    /// <returns>The new labels.</returns>
    public virtual Tensor TransformLabels(Tensor labels, ImageTransformation? transformation, bool training = true) => labels;

    /// <summary>Transforms the boxes of a batch; a layer that leaves every pixel in its place leaves them alone.</summary>
    /// <param name="boundingBoxes">In <see cref="BoundingBoxFormat"/>.</param>
    /// <param name="transformation">What was drawn.</param>
    /// <param name="training">Does the call train?</param>
    /// <returns>The new boxes, in the same format.</returns>
    public virtual BoundingBoxes TransformBoundingBoxes(BoundingBoxes boundingBoxes, ImageTransformation? transformation, bool training = true) => boundingBoxes;

    /// <summary>Transforms masks of a batch; a layer that leaves every pixel in its place leaves them alone.</summary>
    /// <param name="segmentationMasks">Of rank 4, as large as the images.</param>
    /// <param name="transformation">What was drawn.</param>
    /// <param name="training">Does the call train?</param>
    /// <returns>The new masks, of the same type.</returns>
    public virtual Tensor TransformSegmentationMasks(Tensor segmentationMasks, ImageTransformation? transformation, bool training = true) => segmentationMasks;

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call)
    {
        bool training = call.Training, isSingle = Images(inputs).Rank == 3;
        ImageTransformation? drawn = GetRandomTransformation(inputs, training);
        Tensor Batched(Tensor x, Func<Tensor, Tensor> transform)
        {
            x = InPolicyType(x);
            return isSingle ? Ops.Squeeze(transform(Ops.ExpandDims(x, 0)), 0) : WithoutMask(transform(x));
        }
        Tensor OfImages(Tensor x) => Batched(x, images => TransformImages(images, drawn, training));
        if (inputs.Names is not { } names) return OfImages(inputs[0]);

        BoundingBoxes? boxes = !names.Contains(BoxesName) ? null : TransformBoundingBoxes(
            new(Batch(inputs[BoxesName].Cast(Heed.DType.Float32)), Batch(inputs[BoxLabelsName])), drawn, training);
        Tensor Batch(Tensor x) => isSingle ? Ops.ExpandDims(x, 0) : x;
        Tensor Unbatch(Tensor x) => isSingle ? Ops.Squeeze(x, 0) : x;
        return Tensors.Named(names.Zip(inputs, (name, x) => KeyValuePair.Create(name, name switch
        {
            ImagesName => OfImages(x),
            LabelsName => Batched(x, labels => TransformLabels(labels, drawn, training)),
            MasksName => Batched(x, masks => TransformSegmentationMasks(masks, drawn, training)),
            BoxesName => Unbatch(boxes!.Boxes),
            BoxLabelsName when boxes is not null => Unbatch(boxes.Labels),
            _ => x,
        })));
    }

    /// <summary>Under a policy of whole numbers floats become whole too; floats of other types have been converted before.</summary>
    private Tensor InPolicyType(Tensor x) => Autocast && x.DType.IsFloat() && !ComputeDType.IsFloat() ? x.Cast(ComputeDType) : x;

    /// <summary>A tensor that passed through unchanged does not take its mask along.</summary>
    private static Tensor WithoutMask(Tensor x) => x.Mask is null ? x : Ops.Reshape(x, x.Shape);

    /// <summary>The images among the inputs of a call.</summary>
    /// <param name="data">Images, or a dictionary.</param>
    /// <returns>Of rank 3 or 4.</returns>
    protected static Tensor Images(Tensors data) => data.Names is null ? data[0] : data[ImagesName];

    /// <summary>How many images a call has; a single one counts 1.</summary>
    /// <param name="data">Images, or a dictionary.</param>
    /// <returns>The batch size.</returns>
    protected static int BatchSize(Tensors data) => Images(data) is { Rank: 4 } images ? images.Shape[0].Value : 1;

    /// <summary>Height and width of the images of a call.</summary>
    /// <param name="data">Images, or a dictionary.</param>
    /// <returns>In pixels.</returns>
    protected (int Height, int Width) ImageSize(Tensors data)
    {
        var (height, width) = ImageShape.Size(Images(data).Shape, DataFormat);
        return (height.Value, width.Value);
    }

    /// <summary>Boxes as left, top, right and bottom in pixels, whatever the layer's format.</summary>
    /// <param name="boxes">In <see cref="BoundingBoxFormat"/>.</param>
    /// <param name="height">The images' height.</param>
    /// <param name="width">The images' width.</param>
    /// <returns>The same boxes.</returns>
    protected Tensor InPixels(Tensor boxes, int height, int width) =>
        BoundingBoxOperations.ConvertFormat(boxes, BoundingBoxFormat!.Value, Heed.Layers.BoundingBoxFormat.Xyxy, height, width);

    /// <summary>The opposite of <see cref="InPixels"/>: boxes in the layer's format.</summary>
    /// <param name="boxes">Left, top, right and bottom in pixels.</param>
    /// <param name="height">The images' height.</param>
    /// <param name="width">The images' width.</param>
    /// <returns>The same boxes.</returns>
    protected Tensor InOwnFormat(Tensor boxes, int height, int width) =>
        BoundingBoxOperations.ConvertFormat(boxes, Heed.Layers.BoundingBoxFormat.Xyxy, BoundingBoxFormat!.Value, height, width);

    /// <summary>Shifts and stretches values from one range to another.</summary>
    /// <param name="images">Values in <paramref name="original"/>.</param>
    /// <param name="original">The ends of the range of the values.</param>
    /// <param name="target">The ends of the new range.</param>
    /// <param name="dtype">The type of the computation and the result; not used where the ranges are the same.</param>
    /// <returns>Values in <paramref name="target"/>.</returns>
    protected static Tensor TransformValueRange(Tensor images, (double Min, double Max) original, (double Min, double Max) target, DType dtype = Heed.DType.Float32) =>
        original == target ? images : (images.Cast(dtype) - original.Min) / (original.Max - original.Min) * (target.Max - target.Min) + target.Min;

    /// <summary>Checks a range of values.</summary>
    /// <param name="range">Its ends; <see langword="null"/>: 0 and 255.</param>
    /// <param name="argument">The argument's name.</param>
    /// <exception cref="ArgumentException">It is empty or not finite.</exception>
    private protected (double Min, double Max) ValueRangeOf((double Min, double Max)? range, string argument = "valueRange")
    {
        var (min, max) = range ?? (0, 255);
        return double.IsFinite(max - min) && min < max ? (min, max)
            : throw new ArgumentException(FormattableString.Invariant($"{this} expects {argument} to be two finite numbers, the smaller one first. Received ({min}, {max})."), argument);
    }

    /// <summary>Reads a config's range of values.</summary>
    private protected static (double Min, double Max)? ReadRange(Config config, string key = "value_range") => config.Get<double[]?>(key, null) switch
    {
        null => null,
        [var min, var max] => (min, max),
        var other => throw new ArgumentException($"Config expects '{key}' to be two numbers. Received {other.Length}."),
    };

    /// <inheritdoc/>
    protected override Tensors? ComputeOutputSpec(Tensors inputs, CallArguments call)
    {
        CheckShapes(inputs);
        if (inputs.Names is not { } names) return Tensors.Single(Symbolic(OutputSpec(ImagesName, InPolicyType(inputs[0]).Spec, inputs)));
        return Tensors.Named(names.Zip(inputs, (name, x) => KeyValuePair.Create(name, Symbolic(OutputSpec(name, InPolicyType(x).Spec, inputs)))));
        static Tensor Symbolic(TensorSpec spec) => Tensor.Symbolic(spec.Shape, spec.DType);
    }

    /// <summary>Shape and type of one of the outputs in a symbolic call; as in Keras it promises the compute type, even where a call on whole numbers keeps their own.</summary>
    /// <param name="name">Its name; of images alone, <c>images</c>.</param>
    /// <param name="input">Shape and type of the input of that name.</param>
    /// <param name="data">All inputs.</param>
    private protected virtual TensorSpec OutputSpec(string name, TensorSpec input, Tensors data)
    {
        Shape images = ComputeOutputShape([Images(data).Shape])!;
        var (height, width) = ImageShape.Size(images, DataFormat);
        return name switch
        {
            ImagesName => new(images, ComputeDType),
            MasksName => new(ImageShape.Resized(input.Shape, height, width, DataFormat), ComputeDType),
            _ => input with { DType = ComputeDType },
        };
    }

    private protected sealed override void CheckShapes(Tensors inputs)
    {
        if (inputs.Names is not { } names)
        {
            ComputeOutputShape(inputs.Shapes);
            return;
        }
        if (!names.Contains(ImagesName)) throw Structure("a dictionary with the name 'images'", inputs);
        Shape images = inputs[ImagesName].Shape;
        ComputeOutputShape([images]);
        if (names.Contains(MasksName) && inputs[MasksName].Rank != images.Rank) throw Structure("segmentation_masks of the rank of the images", inputs);
        if (names.Contains(BoxesName) != names.Contains(BoxLabelsName)) throw Structure("bounding_boxes with boxes and labels", inputs);
        if (!names.Contains(BoxesName)) return;
        if (BoundingBoxFormat is null)
            throw new ArgumentException($"{this} expects BoundingBoxFormat to be set where there are bounding_boxes. Received null. Write new {ClassName}(…) {{ BoundingBoxFormat = BoundingBoxFormat.Xyxy }}.");
        Shape boxes = inputs[BoxesName].Shape, labels = inputs[BoxLabelsName].Shape;
        if (boxes.Rank is not (2 or 3) || boxes[^1] != 4 || labels.Rank - boxes.Rank is not (-1 or 0))
            throw Structure("boxes (N, 4) with labels (N) or (N, classes), or boxes (B, N, 4) with labels (B, N) or (B, N, classes)", inputs);
    }

    private ShapeException Structure(string expectation, Tensors inputs) =>
        new($"{this} expects {expectation}. Received {string.Join(", ", inputs.Names!.Zip(inputs, (name, x) => $"{name} {x.Shape}"))}.");

    /// <inheritdoc/>
    /// <exception cref="ShapeException">There is not one image or one batch of images, of at least one pixel.</exception>
    public override Shape? ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 1 && inputs[0].Rank is 3 or 4, "an image of rank 3 or a batch of images of rank 4", inputs, "Give other data by name, in a dictionary.");
        var (height, width) = ImageShape.Size(inputs[0], DataFormat);
        Expect(!height.Equals(0) && !width.Equals(0), "images of at least one pixel", inputs);
        return inputs[0];
    }

    /// <inheritdoc/>
    public override Config GetConfig()
    {
        Config config = base.GetConfig().With("data_format", DataFormat);
        return BoundingBoxFormat is { } format ? config.With("bounding_box_format", format) : config;
    }

    /// <summary>Where images keep their channels, by a config.</summary>
    private protected static DataFormat FormatOf(Config config) => config.Get<DataFormat?>("data_format", null) ?? DataFormat.ChannelsLast;

    /// <summary>What the numbers of the boxes mean, by a config.</summary>
    private protected static BoundingBoxFormat? BoxesOf(Config config) => config.Get<BoundingBoxFormat?>("bounding_box_format", null);
}
