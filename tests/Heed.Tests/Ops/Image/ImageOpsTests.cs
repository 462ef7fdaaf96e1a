using static Heed.Ops;

namespace Heed.Tests;

/// <summary>Ops on images, by numbers that can be checked by hand.</summary>
public sealed class ImageOpsTests
{
    [Theory]
    [InlineData(Interpolation.Nearest, new[] { 1f, 1, 3, 3 })]
    [InlineData(Interpolation.Bilinear, new[] { 1f, 1.5f, 2.5f, 3 })]
    public void Two_pixels_become_four(Interpolation interpolation, float[] expected) =>
        Assert.Equal(expected, ResizeImages(new float[,,] { { { 1 }, { 3 } } }, (1, 4), interpolation).ToArray<float>());

    [Fact]
    public void Antialiasing_counts_every_pixel()
    {
        Tensor row = new float[,,] { { { 0 }, { 0 }, { 12 }, { 0 } } };
        Assert.Equal([0, 6], ResizeImages(row, (1, 2)).ToArray<float>());                       // the mean of the two middle ones
        float[] smooth = ResizeImages(row, (1, 2), antialias: true).ToArray<float>();
        Assert.Equal(12f / 7, smooth[0], 1e-5f);                                                // weights 3, 3, 1 of 7: the tent reaches one more
        Assert.Equal(36f / 7, smooth[1], 1e-5f);
    }

    [Fact]
    public void Integers_are_rounded_and_stay_in_their_range()
    {
        Assert.Equal([1, 1, 2, 2], ResizeImages(new byte[,,] { { { 1 }, { 2 } } }, (1, 4)).ToArray<byte>());
        byte[] steep = ResizeImages(new byte[,,] { { { 0 }, { 0 }, { 255 }, { 255 } } }, (1, 8), Interpolation.Bicubic).ToArray<byte>();
        Assert.Equal(0, steep[2]);          // the cubic undershoots
        Assert.Equal(255, steep[5]);
        Assert.Equal([-3, -3, 7, 7], ResizeImages(new int[,,] { { { -3 }, { 7 } } }, (1, 4), Interpolation.Nearest).ToArray<int>());
    }

    [Fact]
    public void Bytes_give_what_floats_give()
    {
        byte[] pixels = new byte[2 * 37 * 41 * 3];
        new Random(1).NextBytes(pixels);
        Tensor images = Tensor.From(pixels, [2, 37, 41, 3]);
        foreach (bool antialias in new[] { false, true })
        {
            byte[] bytes = ResizeImages(images, (11, 97), antialias: antialias).ToArray<byte>();
            float[] floats = ResizeImages(images.Cast(DType.Float32), (11, 97), antialias: antialias).ToArray<float>();
            Assert.All(bytes.Zip(floats), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 0.501f));
        }
    }

    [Fact]
    public void Cropping_and_padding_keep_the_aspect_ratio()
    {
        Tensor wide = new float[,,] { { { 1 }, { 2 }, { 3 }, { 4 } }, { { 5 }, { 6 }, { 7 }, { 8 } } };
        Assert.Equal([2, 3, 6, 7], ResizeImages(wide, (2, 2), cropToAspectRatio: true).ToArray<float>());
        Assert.Equal([9, 9, 9, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 9], ResizeImages(wide, (4, 4), padToAspectRatio: true, fillValue: 9).ToArray<float>());
    }

    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        Tensor images = GradientCheck.Random([3, 130, 170, 3], new Random(2)).Cast(DType.Float32);
        Tensor turn = new[] { 0.9f, 0.2f, 3, -0.2f, 0.9f, 11, 0, 0 };
        float[][] Results() => [ResizeImages(images, (57, 300), Interpolation.Bicubic).ToArray<float>(), AffineTransform(images, turn, fillMode: FillMode.Mirror).ToArray<float>()];
        int threads = Runtime.Threads;
        try
        {
            Runtime.Threads = 1;
            float[][] alone = Results();
            Runtime.Threads = 4;
            Assert.Equal(alone, Results());
        }
        finally
        {
            Runtime.Threads = threads;
        }
    }

    [Theory]
    [InlineData(FillMode.Constant, new[] { 9f, 9, 1, 2, 3, 9, 9 })]
    [InlineData(FillMode.Reflect, new[] { 2f, 1, 1, 2, 3, 3, 2 })]
    [InlineData(FillMode.Wrap, new[] { 2f, 3, 1, 2, 3, 1, 2 })]
    [InlineData(FillMode.Nearest, new[] { 1f, 1, 1, 2, 3, 3, 3 })]
    [InlineData(FillMode.Mirror, new[] { 3f, 2, 1, 2, 3, 2, 1 })]
    public void Coordinates_outside_follow_the_fill_mode(FillMode mode, float[] expected)
    {
        Tensor places = new[,] { { -2, -1, 0, 1, 2, 3, 4 } };
        Assert.Equal(expected, MapCoordinates(new[] { 1f, 2, 3 }, places, 1, mode, fillValue: 9).ToArray<float>());
        Assert.Equal(expected, MapCoordinates(new[] { 1f, 2, 3 }, places, 0, mode, fillValue: 9).ToArray<float>());
        Tensor picture = new float[,,] { { { 1 }, { 2 }, { 3 } } };
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], AffineTransform(picture, new float[] { 1, 0, i - 2, 0, 1, 0, 0, 0 }, Interpolation.Nearest, mode, 9).ToArray<float>()[0]);
    }

    [Fact]
    public void Coordinates_between_elements_are_weighed() =>
        Assert.Equal([2.5f], MapCoordinates(new float[,] { { 1, 2 }, { 3, 4 } }, new[,] { { 0.5f }, { 0.5f } }, 1).ToArray<float>());

    [Fact]
    public void Places_that_are_no_numbers_do_no_harm()
    {
        float[] y = AffineTransform(new float[2, 2, 3], new[] { float.NaN, 0, 0, 0, float.PositiveInfinity, 0, 0, 0 }, fillMode: FillMode.Wrap).ToArray<float>();
        Assert.Equal(12, y.Length);
    }

    [Fact]
    public void A_perspective_takes_points_to_points()
    {
        Tensor picture = Reshape(Arange(0.0, 30), [5, 6, 1]);
        Tensor start = new float[,] { { 0, 0 }, { 5, 0 }, { 0, 4 }, { 5, 4 } }, end = new float[,] { { 1, 1 }, { 4, 0 }, { 0, 4 }, { 5, 3 } };
        Tensor seen = PerspectiveTransform(picture, start, end);
        Assert.Equal(0f, seen[1, 1, 0].Item<float>(), 1e-4f);
        Assert.Equal(5f, seen[0, 4, 0].Item<float>(), 1e-4f);
        Assert.Equal(24f, seen[4, 0, 0].Item<float>(), 1e-4f);
        Assert.Equal(29f, seen[3, 5, 0].Item<float>(), 1e-4f);
    }

    [Fact]
    public void Patches_list_their_pixels_row_by_row()
    {
        Tensor patches = ExtractPatches(Reshape(Arange(0.0, 16), [1, 4, 4, 1]), 2);
        Assert.Equal(new Shape([1, 2, 2, 4]), patches.Shape);
        Assert.Equal([0, 1, 4, 5, 2, 3, 6, 7, 8, 9, 12, 13, 10, 11, 14, 15], patches.ToArray<float>());
    }

    [Fact]
    public void Bad_calls_say_what_they_expect()
    {
        Tensor image = new float[3, 4, 1];
        Assert.Throws<ShapeException>(() => ResizeImages(new float[3, 4], (2, 2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => ResizeImages(image, (2, 0)));
        Assert.Throws<ArgumentException>(() => ResizeImages(image, (2, 2), fillMode: FillMode.Reflect));
        Assert.Throws<ShapeException>(() => AffineTransform(image, new float[7]));
        Assert.Throws<ArgumentException>(() => AffineTransform(image, new float[8], Interpolation.Bicubic));
        Assert.Throws<ArgumentException>(() => MapCoordinates(image, new float[3, 1], 2));
        Assert.Throws<ShapeException>(() => MapCoordinates(image, new float[2, 1], 1));
        Assert.Throws<ArgumentException>(() => PadImages(image, topPadding: 1, leftPadding: 1, targetWidth: 6));
        Assert.Throws<ShapeException>(() => PadImages(image, topPadding: 1, targetHeight: 3, leftPadding: 0, rightPadding: 0));
        Assert.Throws<ShapeException>(() => CropImages(image, topCropping: 3, bottomCropping: 0, leftCropping: 0, rightCropping: 0));
        Assert.Throws<ShapeException>(() => ExtractPatches(image, 5));
    }
}
