using Heed.Layers;

namespace Heed.Tests.Layers;

/// <summary>Images of whole numbers, as picture files hold them: types and values as Keras 3.15.1 gives them.</summary>
public sealed class WholeNumberImageTests
{
    private static readonly Tensor Bytes = Tensor.From(Enumerable.Range(0, 96).Select(i => (byte)(i * 37)).ToArray(), [2, 4, 4, 3]);

    private static ImagePreprocessingLayer[] LayersThatKeepTypes =>
    [
        new RandomBrightness(0.2), new RandomContrast(0.2), new RandomHue(0.2), new RandomSaturation(0.2), new RandomInvert(), new RandomPosterization(3), new RandomGrayscale(),
        new RandomColorJitter(brightnessFactor: 0.2), new RandomColorDegeneration(0.2), new Equalization(), new MixUp(), new RandomCrop(2, 2), new MaxNumBoundingBoxes(3),
    ];

    private static ImagePreprocessingLayer[] LayersThatConvert =>
    [
        new RandomSharpness(0.2), new Solarization(), new RandomGaussianBlur(), new RandomErasing(), new AutoContrast(), new CutMix(), new RandAugment(), new AugMix(), new RandomFlip(),
        new CenterCrop(4, 4), new RandomRotation(0.1), new RandomZoom(0.1), new RandomTranslation(0.1, 0.1), new RandomShear(0.1, 0.1), new RandomPerspective(), new RandomElasticTransform(),
    ];

    [Fact]
    public void Without_training_some_layers_keep_the_type_and_others_convert()
    {
        foreach (Tensor images in new[] { Bytes, Bytes.Cast(DType.Int32), Bytes[0] })
        {
            Assert.All(LayersThatKeepTypes, layer => Assert.Equal(images.Spec, layer.Apply(images, training: false).Spec));
            Assert.All(LayersThatConvert, layer => Assert.Equal(images.Spec with { DType = DType.Float32 }, layer.Apply(images, training: false).Spec));
        }
        Assert.All(LayersThatKeepTypes, layer => Assert.Equal(Bytes.ToArray<byte>(), layer.Apply(Bytes, training: false).ToArray<byte>()));
    }

    [Fact]
    public void Symbolic_images_have_the_compute_type()
    {
        Tensor images = Tensor.Symbolic([Dim.Unknown, 4, 4, 3], DType.UInt8);
        foreach (ImagePreprocessingLayer layer in (ImagePreprocessingLayer[])[.. LayersThatKeepTypes, .. LayersThatConvert, new Resizing(4, 4), new ContrastLimitedAdaptiveHistogramEqualization()])
            Assert.Equal(layer is Equalization or RandomGrayscale ? DType.UInt8 : DType.Float32, layer.Apply(images).DType);
        Assert.Equal(DType.Float16, new Resizing(4, 4) { DType = "mixed_float16" }.Apply(images).DType);
    }

    [Fact]
    public void Models_compute_on_with_the_type_that_their_symbols_promise()
    {
        Tensor images = Input.Of([4, 4, 3], dtype: DType.UInt8), smaller = new Resizing(2, 2, Interpolation.Nearest).Apply(images);
        var model = new Model(images, new Dictionary<string, Tensor> { ["own"] = smaller, ["scaled"] = smaller / 255, ["dark"] = new RandomBrightness(0.1).Apply(images) });
        foreach (Model each in new[] { model, Model.FromJson(model.ToJson()) })
        {
            Tensors outputs = each.Invoke(Bytes, CallArguments.None.With("training", false));
            Assert.Equal([DType.UInt8, DType.Float32, DType.UInt8], new[] { "own", "scaled", "dark" }.Select(name => outputs[name].DType));
            Assert.Equal(outputs["own"].ToArray<byte>().Select(x => x / 255f), outputs["scaled"].ToArray<float>());
        }
    }

    /// <summary>JAX and PyTorch agree on these: their weights are float32, so that 12.5 is not quite a half.</summary>
    [Theory]
    [InlineData(new byte[] { 26, 8, 5, 14 }, new byte[] { 23, 6, 13 })]
    [InlineData(new byte[] { 37, 33, 0, 8 }, new byte[] { 37, 35, 27, 5, 4, 8 })]
    [InlineData(new byte[] { 16, 31, 36, 11, 37, 36, 11, 20 }, new byte[] { 28, 24, 13 })]
    [InlineData(new byte[] { 13, 23, 19, 29, 9, 11, 18, 27 }, new byte[] { 14, 22, 23, 19, 10, 17, 26 })]
    public void Resizing_rounds_halves_as_the_backends_do(byte[] row, byte[] expected)
    {
        Tensor resized = new Resizing(1, expected.Length).Apply(Tensor.From(row, [1, 1, row.Length, 1]));
        Assert.Equal(expected, resized.ToArray<byte>());
        foreach (DType type in new[] { DType.Int16, DType.Int32, DType.Int64 })
            Assert.Equal(resized.Cast(DType.Int64).ToArray<long>(), new Resizing(1, expected.Length).Apply(Tensor.From(row, [1, 1, row.Length, 1]).Cast(type)).Cast(DType.Int64).ToArray<long>());
    }

    [Fact]
    public void Resizing_keeps_integers_within_their_type() =>
        Assert.All(new Resizing(3, 3).Apply(Heed.Ops.Full([1, 2, 2, 1], int.MaxValue, DType.Int32)).ToArray<int>(), x => Assert.Equal(int.MaxValue, x));

    [Fact]
    public void Brightness_adds_whole_numbers_in_their_own_type()
    {
        Tensor pixels = Tensor.From<byte>([10, 200, 255], [1, 1, 1, 3]);
        Assert.Equal([86, 20, 75], new RandomBrightness([0.3, 0.3]).Apply(pixels, training: true).ToArray<byte>());       // beyond 255 it starts again
        Assert.Equal([86, 255, 255], new RandomBrightness([0.3, 0.3]) { DType = "mixed_float16" }.Apply(pixels.Cast(DType.Int32), training: true).ToArray<int>());
        Assert.Equal([0, 124, 179], new RandomBrightness([-0.3, -0.3]).Apply(pixels.Cast(DType.Int32), training: true).ToArray<int>());
    }

    [Fact]
    public void Contrast_makes_whole_numbers_at_least_float32() =>
        Assert.Equal(DType.Float32, new RandomContrast(0.1) { DType = "mixed_float16" }.Apply(Bytes, training: true).DType);

    [Fact]
    public void A_policy_of_whole_numbers_makes_them_of_floats()
    {
        Tensor pixels = Tensor.From<float>([10.7f, 200, 255], [1, 1, 1, 3]);
        Tensor inverted = new RandomInvert([1, 1]) { DType = "uint8" }.Apply(pixels, training: true);
        Assert.Equal([245, 55, 0], inverted.ToArray<byte>());
        Assert.Equal([0, 192, 192], new RandomPosterization([2, 2]) { DType = "uint8" }.Apply(pixels, training: true).ToArray<byte>());     // the upper two bits
        Assert.Equal([10, 200, 255], new Resizing(1, 1) { DType = "uint8" }.Apply(pixels).ToArray<byte>());
    }

    /// <summary>0.753 · 255 is 192 in float16 and 191.997 in float32.</summary>
    [Fact]
    public void Posterization_rounds_every_step_in_a_narrow_type()
    {
        Tensor pixels = Tensor.From<float>([0.753f, 0.6274f, 0.25f, 0.251f, 0.1255f, 0.3765f, 1], [1, 1, 7, 1]).Cast(DType.Float16);
        Tensor expected = Tensor.From<float>([0.7529296875f, 0.62744140625f, 0.12548828125f, 0.2509765625f, 0.12548828125f, 0.37646484375f, 0.87841796875f], [7]);      // Keras 3.15.1
        Tensor received = new RandomPosterization([3, 3], (0, 1)) { DType = "float16" }.Apply(pixels, training: true);
        Assert.Equal(expected.ToArray<float>(), received.Cast(DType.Float32).ToArray<float>());
    }

    [Fact]
    public void Without_training_labels_and_masks_keep_their_types()
    {
        Tensors data = Tensors.Named([new("images", Bytes), new("labels", Tensor.From([0, 1], [2, 1])), new("segmentation_masks", Bytes[.., .., .., ..1])]);
        DType[] Types(ImagePreprocessingLayer layer, bool training) => [.. layer.Invoke(data, CallArguments.None.With("training", training)).Select(x => x.DType)];
        Assert.Equal([DType.UInt8, DType.Int32, DType.UInt8], Types(new MixUp(), training: false));
        Assert.Equal([DType.Float32, DType.Int32, DType.Float32], Types(new CutMix(), training: false));
        Assert.Equal([DType.Float32, DType.Int32, DType.UInt8], Types(new AugMix(), training: false));
        Assert.Equal([DType.Float16, DType.Float32, DType.Float32], Types(new MixUp { DType = "mixed_float16" }, training: true));     // weights are float32
    }
}
