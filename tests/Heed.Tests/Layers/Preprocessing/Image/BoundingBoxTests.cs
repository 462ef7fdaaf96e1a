using Heed.Layers;

namespace Heed.Tests;

/// <summary>Boxes and masks that travel with images.</summary>
public sealed class BoundingBoxTests
{
    /// <summary>The box with left 10, top 20, right 40, bottom 80 in an image 100 wide and 200 high.</summary>
    private static readonly (BoundingBoxFormat Format, float[] Box)[] Same =
    [
        (BoundingBoxFormat.Xyxy, [10, 20, 40, 80]), (BoundingBoxFormat.Yxyx, [20, 10, 80, 40]), (BoundingBoxFormat.Xywh, [10, 20, 30, 60]),
        (BoundingBoxFormat.CenterXywh, [25, 50, 30, 60]), (BoundingBoxFormat.CenterYxhw, [50, 25, 60, 30]), (BoundingBoxFormat.RelXyxy, [0.1f, 0.1f, 0.4f, 0.4f]),
        (BoundingBoxFormat.RelYxyx, [0.1f, 0.1f, 0.4f, 0.4f]), (BoundingBoxFormat.RelXywh, [0.1f, 0.1f, 0.3f, 0.3f]), (BoundingBoxFormat.RelCenterXywh, [0.25f, 0.25f, 0.3f, 0.3f]),
    ];

    [Fact]
    public void Every_format_converts_to_every_other()
    {
        foreach (var (source, box) in Same)
            foreach (var (target, expected) in Same)
                AssertNear(expected, BoundingBoxOperations.ConvertFormat(Tensor.From(box, [1, 4]), source, target, 200, 100));
        Assert.Throws<ArgumentException>(() => BoundingBoxOperations.ConvertFormat(Tensor.From(Same[0].Box, [1, 4]), BoundingBoxFormat.Xyxy, BoundingBoxFormat.RelXyxy));
        Assert.Throws<ShapeException>(() => BoundingBoxOperations.ConvertFormat(new float[1, 3], BoundingBoxFormat.Xyxy, BoundingBoxFormat.Xywh));
    }

    [Fact]
    public void What_lies_outside_is_cut_off_and_a_box_outside_loses_its_label()
    {
        var (boxes, labels) = BoundingBoxOperations.ClipToImageSize(new(new float[,] { { -10, -20, 150, 160 }, { 50, 40, 70, 80 }, { 130, 0, 140, 10 } }, new[] { 0, 1, 2 }), 100, 120);
        Assert.Equal([0, 0, 120, 100, 50, 40, 70, 80, 120, 0, 120, 10], boxes.ToArray<float>());
        Assert.Equal([0, 1, -1], labels.ToArray<int>());
    }

    [Fact]
    public void Labels_of_classes_are_dropped_with_their_box() =>
        Assert.Equal([0, 1, -1, -1], BoundingBoxOperations.ClipToImageSize(new(new float[,] { { 0, 0, 1, 1 }, { 7, 7, 8, 8 } }, new[,] { { 0, 1 }, { 1, 0 } }), 5, 5).Labels.ToArray<int>());

    [Fact]
    public void A_translation_moves_boxes_with_the_pixels()
    {
        var layer = new RandomTranslation([0.25, 0.25], [-0.5, -0.5], FillMode.Constant) { BoundingBoxFormat = BoundingBoxFormat.Xywh };
        Tensors moved = layer.Invoke(Data([4, 1, 4, 2], [1, 0, 2, 2]));
        Assert.Equal([0, 3, 4, 2, 0, 2, 0, 2], moved["bounding_boxes/boxes"].ToArray<float>());    // 8 × 8: 2 down, 4 to the left
        Assert.Equal([5, -1], moved["bounding_boxes/labels"].ToArray<int>());
        Assert.Equal(moved["images"][.., .., .., ..1].ToArray<float>(), moved["segmentation_masks"].Cast(DType.Float32).ToArray<float>());
    }

    [Fact]
    public void A_turn_puts_upright_boxes_around_the_corners()
    {
        var layer = new RandomRotation([0.25, 0.25]) { BoundingBoxFormat = BoundingBoxFormat.Xyxy };
        Tensors turned = layer.Invoke(Data([1, 2, 3, 6], [0, 0, 7, 7]));
        AssertNear([2, 4, 6, 6, 0, 0, 7, 7], turned["bounding_boxes/boxes"]);        // counter-clockwise around (3.5, 3.5): (x, y) → (y, 7 − x)
    }

    [Fact]
    public void A_zoom_keeps_relative_boxes_relative()
    {
        var layer = new RandomZoom([-0.5, -0.5]) { BoundingBoxFormat = BoundingBoxFormat.RelXyxy };
        Tensors near = layer.Invoke(Data([0.5f, 0.5f, 0.75f, 0.75f], [0, 0, 0.1f, 0.1f]));
        // the pixel p goes to (p − 3.5) / 0.5 + 3.5: 4 to 4.5, 6 to 8.5 (cut to 8)
        AssertNear([4.5f / 8, 4.5f / 8, 1, 1, 0, 0, 0, 0], near["bounding_boxes/boxes"]);
        Assert.Equal([5, -1], near["bounding_boxes/labels"].ToArray<int>());
    }

    [Fact]
    public void Flipped_boxes_mirror_their_ends()
    {
        var layer = new RandomFlip(FlipMode.Horizontal, seed: 1) { BoundingBoxFormat = BoundingBoxFormat.Xyxy };
        for (int i = 0; i < 8; i++)
        {
            Tensors flipped = layer.Invoke(Data([1, 2, 3, 6], [0, 0, 8, 8]));
            bool isFlipped = flipped["images"].ToArray<float>()[0] != 0;
            Assert.Equal(isFlipped ? [5, 2, 7, 6, 0, 0, 8, 8] : [1, 2, 3, 6, 0, 0, 8, 8], flipped["bounding_boxes/boxes"].ToArray<float>());
        }
    }

    [Fact]
    public void Resizing_scales_boxes_and_adds_the_margin()
    {
        Tensors wide = new Resizing(16, 32, padToAspectRatio: true) { BoundingBoxFormat = BoundingBoxFormat.Xyxy }.Invoke(Data([1, 2, 3, 6], [0, 0, 0, 0]));
        Assert.Equal([10, 4, 14, 12, 0, 0, 0, 0], wide["bounding_boxes/boxes"].ToArray<float>());      // twice as large, 8 columns at the left
        Assert.Equal([5, 6], wide["bounding_boxes/labels"].ToArray<int>().Select((label, i) => i == 0 ? label : 6));
        Assert.Equal(DType.Int32, wide["segmentation_masks"].DType);
    }

    [Fact]
    public void The_number_of_boxes_becomes_fixed()
    {
        Tensors more = new MaxNumBoundingBoxes(3) { BoundingBoxFormat = BoundingBoxFormat.Xyxy }.Invoke(Data([1, 2, 3, 6], [0, 0, 8, 8]));
        Assert.Equal([1, 2, 3, 6, 0, 0, 8, 8, -1, -1, -1, -1], more["bounding_boxes/boxes"].ToArray<float>());
        Assert.Equal([5, 6, -1], more["bounding_boxes/labels"].ToArray<int>());
        Tensors less = new MaxNumBoundingBoxes(1) { BoundingBoxFormat = BoundingBoxFormat.Xyxy }.Invoke(Data([1, 2, 3, 6], [0, 0, 8, 8]));
        Assert.Equal([1, 2, 3, 6], less["bounding_boxes/boxes"].ToArray<float>());
    }

    [Fact]
    public void Symbolic_dictionaries_have_the_shapes_of_the_computed_ones()
    {
        foreach (ImagePreprocessingLayer layer in (ImagePreprocessingLayer[])[new Resizing(3, 4) { BoundingBoxFormat = BoundingBoxFormat.Xyxy }, new CenterCrop(2, 3) { BoundingBoxFormat = BoundingBoxFormat.Xyxy },
            new MaxNumBoundingBoxes(5) { BoundingBoxFormat = BoundingBoxFormat.Xyxy }, new RandomZoom(0.1) { BoundingBoxFormat = BoundingBoxFormat.Xyxy }, new RandomCrop(3, 2) { BoundingBoxFormat = BoundingBoxFormat.Xyxy }])
        {
            Tensors data = Data([1, 2, 3, 6], [0, 0, 8, 8]), computed = layer.Invoke(data), symbolic = layer.Invoke(data.WithSame(x => Tensor.Symbolic(x.Shape, x.DType)));
            Assert.Equal(computed.Names, symbolic.Names);
            Assert.Equal(computed.Shapes, symbolic.Shapes);
            Assert.All(symbolic, x => Assert.Equal(DType.Float32, x.DType));     // Keras 3.15.1: the compute type, for labels too
        }
    }

    [Fact]
    public void Data_that_does_not_fit_is_refused()
    {
        Tensors data = Data([1, 2, 3, 6], [0, 0, 8, 8]);
        Tensors Without(string name) => Tensors.Named(data.Names!.Zip(data, KeyValuePair.Create).Where(pair => pair.Key != name));
        var layer = new RandomZoom(0.1) { BoundingBoxFormat = BoundingBoxFormat.Xyxy };
        Assert.Contains("BoundingBoxFormat", Assert.Throws<ArgumentException>(() => new RandomZoom(0.1).Invoke(data)).Message);
        Assert.Contains("'images'", Assert.Throws<ShapeException>(() => layer.Invoke(Without("images"))).Message);
        Assert.Contains("boxes and labels", Assert.Throws<ShapeException>(() => layer.Invoke(Without("bounding_boxes/labels"))).Message);
        Assert.Throws<ShapeException>(() => layer.Invoke(Tensors.List([data["images"], data["images"]])));
        Assert.Throws<ShapeException>(() => layer.Apply(new float[2, 3]));
        Assert.Throws<ShapeException>(() => layer.Apply(new float[2, 0, 3, 1]));
        Assert.Throws<ArgumentException>(() => new RandomElasticTransform { BoundingBoxFormat = BoundingBoxFormat.Xyxy }.Invoke(data));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Resizing(0, 3));
        Assert.Throws<ArgumentException>(() => new Resizing(3, 3, cropToAspectRatio: true, padToAspectRatio: true));
        Assert.Throws<ArgumentException>(() => new Resizing(3, 3, fillMode: FillMode.Wrap));
    }

    /// <summary>One image of 8 × 8 with numbers rising along its rows, a mask of its first channel, and two boxes labelled 5 and 6.</summary>
    private static Tensors Data(float[] box, float[] other)
    {
        Tensor ramp = Heed.Ops.Reshape(Heed.Ops.Arange(0, 64), [1, 8, 8, 1]);
        return new Dictionary<string, Tensor>
        {
            ["images"] = Heed.Ops.Tile(ramp.Cast(DType.Float32), [1, 1, 1, 3]),
            ["labels"] = new[] { 1 },
            ["segmentation_masks"] = ramp,
            ["bounding_boxes/boxes"] = Tensor.From([.. box, .. other], [1, 2, 4]),
            ["bounding_boxes/labels"] = new[,] { { 5, 6 } },
        };
    }

    private static void AssertNear(float[] expected, Tensor received) => Assert.All(expected.Zip(received.ToArray<float>()), pair => Assert.Equal(pair.First, pair.Second, 2e-4f));
}
