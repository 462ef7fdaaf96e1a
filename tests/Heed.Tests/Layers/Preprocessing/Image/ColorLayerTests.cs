using Heed.Layers;

namespace Heed.Tests.Layers;

/// <summary>Exact results where nothing is left to chance, each compared with a formula of its own.</summary>
public sealed class ColorLayerTests
{
    private static readonly Tensor Images = Whole([3, 8, 7, 3], 0, 255), Planes = Heed.Ops.Transpose(Images, 0, 3, 1, 2);

    [Fact]
    public void Brightness_adds() =>
        AssertEach(new RandomBrightness(factor: [0.2, 0.2]), Images, x => Math.Clamp(x + 51, 0, 255));

    [Fact]
    public void Brightness_keeps_to_a_range_given_in_either_order() =>
        AssertEach(new RandomBrightness(factor: [-0.5, -0.5], (1, 0)), Images / 255, x => Math.Clamp(x - 0.5, 0, 1));

    [Fact]
    public void Contrast_stretches_around_the_mean_of_each_channel()
    {
        float[] y = new RandomContrast(factor: [0.5, 0.5]).Apply(Images).ToArray<float>();     // between ½ and 1½ times: see the distribution
        Assert.InRange(y.Min(), 0, 255);

        foreach (Layer layer in new[] { new RandomContrast(factor: [0, 1]), new RandomContrast(factor: [0, 1]) { DataFormat = DataFormat.ChannelsFirst } })
        {
            bool first = layer is RandomContrast { DataFormat: DataFormat.ChannelsFirst };
            Tensor x = Heed.Ops.Clip(first ? Planes : Images, 100, 155), changed = layer.Apply(x);      // nothing is cut off
            int[] axes = first ? [2, 3] : [1, 2];
            Tensor before = x - Heed.Ops.Mean(x, axes, keepDims: true), after = changed - Heed.Ops.Mean(changed, axes, keepDims: true);
            Tensor factor = Heed.Ops.Sum(before * after, [1, 2, 3], keepDims: true) / Heed.Ops.Sum(before * before, [1, 2, 3], keepDims: true);
            Assert.All(factor.ToArray<float>(), f => Assert.InRange(f, 1f, 2f));
            AssertClose(before * factor, after, 1e-3);
        }
    }

    [Fact]
    public void A_turn_of_half_a_circle_gives_the_complementary_colour()
    {
        Tensor colors = new float[,,,] { { { { 255, 0, 0 }, { 0, 255, 0 }, { 200, 100, 100 }, { 77, 77, 77 } } } };
        float[] expected = [0, 255, 255, 255, 0, 255, 100, 200, 200, 77, 77, 77];
        AssertClose(Tensor.From(expected, colors.Shape), new RandomHue(factor: [1, 1]).Apply(colors), 1e-3);
        AssertClose(Heed.Ops.Transpose(Tensor.From(expected, colors.Shape), 0, 3, 1, 2),
            new RandomHue(factor: [1, 1], dataFormat: DataFormat.ChannelsFirst).Apply(Heed.Ops.Transpose(colors, 0, 3, 1, 2)), 1e-3);
    }

    [Fact]
    public void Saturation_of_half_changes_nothing_and_of_nought_is_gray()
    {
        AssertClose(Images, new RandomSaturation(factor: [0.5, 0.5]).Apply(Images), 1e-3);
        Tensor brightest = Heed.Ops.Max(Images, [3], keepDims: true);
        AssertClose(Heed.Ops.BroadcastTo(brightest, Images.Shape), new RandomSaturation(factor: [0, 0]).Apply(Images), 1e-3);
    }

    [Fact]
    public void A_third_of_the_way_to_gray()
    {
        Tensor gray = Images[.., .., .., ..1] * 0.2989 + Images[.., .., .., 1..2] * 0.587 + Images[.., .., .., 2..] * 0.114;
        Tensor expected = Images + (gray - Images) / 3;
        AssertClose(expected, new RandomColorDegeneration(factor: [1 / 3.0, 1 / 3.0]).Apply(Images), 1e-3);
        AssertClose(Heed.Ops.Transpose(expected, 0, 3, 1, 2), new RandomColorDegeneration(factor: [1 / 3.0, 1 / 3.0], dataFormat: DataFormat.ChannelsFirst).Apply(Planes), 1e-3);
        AssertClose(Heed.Ops.BroadcastTo(gray, Images.Shape), new RandomGrayscale(factor: 1).Apply(Images), 1e-3);
        Assert.Equal(Images.ToArray<float>(), new RandomGrayscale(factor: 0).Apply(Images).ToArray<float>());
    }

    [Fact]
    public void Grayscale_keeps_integers_and_single_channels()
    {
        Tensor bytes = Images.Cast(DType.UInt8), gray = new RandomGrayscale(factor: 1).Apply(bytes);
        Assert.Equal(bytes.Spec, gray.Spec);
        Tensor x = Images[0, 2, 3].Cast(DType.Float64);
        Assert.Equal((byte)(0.2989f * x[0].Item<double>() + 0.587f * x[1].Item<double>() + 0.114f * x[2].Item<double>()), gray[0, 2, 3, 1].Item<byte>());
        Tensor one = Images[.., .., .., ..1];
        Assert.Equal(one.ToArray<float>(), new RandomGrayscale(factor: 1).Apply(one).ToArray<float>());
    }

    [Theory, InlineData(DataFormat.ChannelsLast), InlineData(DataFormat.ChannelsFirst)]
    public void Sharpness_moves_away_from_the_mean_of_nine(DataFormat format)
    {
        float[,] x = { { 10, 20, 30 }, { 40, 50, 60 } };
        double Smooth(int r, int c)
        {
            double sum = 4 * x[r, c];
            for (int i = r - 1; i <= r + 1; i++)
                for (int j = c - 1; j <= c + 1; j++)
                    if (i is >= 0 and < 2 && j is >= 0 and < 3) sum += x[i, j];
            return sum / 13;
        }
        Shape shape = format is DataFormat.ChannelsLast ? [1, 2, 3, 1] : [1, 1, 2, 3];
        foreach (double factor in new[] { 0, 0.5, 0.9 })
        {
            float[] y = new RandomSharpness(factor: [factor, factor], dataFormat: format).Apply(Heed.Ops.Reshape((Tensor)x, shape)).ToArray<float>();
            for (int i = 0; i < 6; i++)
                Assert.Equal(Math.Clamp(x[i / 3, i % 3] + (1 - 2 * factor) * (Smooth(i / 3, i % 3) - x[i / 3, i % 3]), 0, 255), y[i], 3);
        }
    }

    [Theory, InlineData(1), InlineData(3), InlineData(8)]
    public void Posterization_keeps_the_upper_bits(int bits)
    {
        AssertEach(new RandomPosterization(factor: [bits, bits]), Images, x => (int)x >> (8 - bits) << (8 - bits));
        AssertEach(new RandomPosterization(factor: [bits, bits], (0, 1)), Images / 255, x => ((int)((float)x * 255f) >> (8 - bits) << (8 - bits)) / 255.0);
    }

    [Fact]
    public void Solarization_without_a_threshold_is_the_negative()
    {
        AssertEach(new Solarization(), Images, x => 255 - x);
        AssertEach(new RandomInvert(factor: [1, 1], (0, 1)), Images / 255, x => 1 - x);
        AssertEach(new RandomInvert(factor: 0), Images, x => x);
    }

    [Fact]
    public void Auto_contrast_spreads_each_channel_and_leaves_constant_ones()
    {
        Tensor x = Heed.Ops.Concatenate([Heed.Ops.Clip(Images[.., .., .., ..2], 30, 90), Heed.Ops.FullLike(Images[.., .., .., 2..], 40)], 3), y = new AutoContrast().Apply(x);
        AssertClose((x[.., .., .., ..2] - 30) * (255 / 60.0), y[.., .., .., ..2], 1e-3);
        AssertClose(x[.., .., .., 2..], y[.., .., .., 2..], 0);
        Assert.Equal(y.ToArray<float>(), new AutoContrast().Apply(x, training: false).ToArray<float>());
    }

    [Fact]
    public void Equalization_spreads_ranks()
    {
        Tensor x = new float[,,,] { { { { 10 }, { 10 }, { 200 }, { 30 } } } };
        Assert.Equal([0, 0, 255, 128], new Equalization().Apply(x).ToArray<float>());      // 2 least ones; 1 of 2, 2 of 2 others
        Tensor planes = Heed.Ops.Transpose(Images, 0, 3, 1, 2);
        Assert.Equal(Heed.Ops.Transpose(new Equalization().Apply(Images), 0, 3, 1, 2).ToArray<float>(),
            new Equalization(dataFormat: DataFormat.ChannelsFirst).Apply(planes).ToArray<float>());
    }

    [Fact]
    public void One_tile_without_a_limit_is_plain_equalization()
    {
        Tensor x = Heed.Ops.Reshape(Whole([1, 16, 16, 1], 0, 255), [1, 16, 16, 1]);
        double[] values = x.Cast(DType.Float64).ToArray<double>();
        var layer = new ContrastLimitedAdaptiveHistogramEqualization(clipLimit: 0, tileGridSize: 1);
        double least = values.Count(value => value == 0);
        Tensor expected = Tensor.From([.. values.Select(value => (float)((values.Count(other => other <= value) - least) * 255 / (256 - least)))], x.Shape);
        AssertClose(expected, layer.Apply(x), 1e-3);
        Assert.Equal(DType.UInt8, layer.Apply(x.Cast(DType.UInt8)).DType);
    }

    /// <summary>The definition, tile by tile: 7 rows are three tiles of 3, of which the last reaches over the edge and sees row 6 and 5 again.</summary>
    [Fact]
    public void A_pixel_is_the_bilinear_mean_of_four_tiles()
    {
        const int Height = 7, Width = 6, GridHeight = 3, GridWidth = 2, TileHeight = 3, TileWidth = 3;
        const double Limit = 30;
        float[] x = Whole([Height * Width], 0, 3).ToArray<float>();
        double Mapped(int tileRow, int tileColumn, int value)
        {
            double[] counts = new double[256];
            for (int r = tileRow * TileHeight; r < (tileRow + 1) * TileHeight; r++)
                for (int c = tileColumn * TileWidth; c < (tileColumn + 1) * TileWidth; c++)
                    counts[(int)x[(r < Height ? r : 2 * Height - 1 - r) * Width + c]]++;
            double most = Limit * 9 / 256, excess = counts.Sum(count => Math.Max(0, count - most));
            counts = Array.ConvertAll(counts, count => Math.Min(count, most) + excess / 256);
            return Math.Clamp((counts[..(value + 1)].Sum() - counts[0]) * 255 / (9 - counts[0]), 0, 255);
        }
        float[] y = new ContrastLimitedAdaptiveHistogramEqualization(clipLimit: Limit, tileGridSize: [GridHeight, GridWidth]).Apply(Tensor.From(x, [1, Height, Width, 1])).ToArray<float>();
        for (int r = 0; r < Height; r++)
            for (int c = 0; c < Width; c++)
            {
                double row = (r - 1.5) / TileHeight, column = (c - 1.5) / TileWidth, expected = 0;
                for (int i = 0; i < 2; i++)
                    for (int j = 0; j < 2; j++)
                    {
                        int tileRow = (int)Math.Floor(row) + i, tileColumn = (int)Math.Floor(column) + j;
                        double weight = (1 - Math.Abs(row - tileRow)) * (1 - Math.Abs(column - tileColumn));
                        expected += weight * Mapped(Math.Clamp(tileRow, 0, GridHeight - 1), Math.Clamp(tileColumn, 0, GridWidth - 1), (int)x[r * Width + c]);
                    }
                Assert.Equal(expected, y[r * Width + c], 1e-2);
            }
    }

    [Fact]
    public void A_limit_tames_the_slope_and_channels_may_come_first()
    {
        Tensor x = Heed.Ops.Clip(Images, 100, 110);
        float Spread(double limit) => Heed.Ops.Std(new ContrastLimitedAdaptiveHistogramEqualization(clipLimit: limit, tileGridSize: 2).Apply(x)).Item<float>();
        Assert.True(Spread(2) < 0.5 * Spread(0), $"{Spread(2)} {Spread(0)}");
        Tensor last = new ContrastLimitedAdaptiveHistogramEqualization(tileGridSize: [3, 2]).Apply(Images);
        Tensor first = new ContrastLimitedAdaptiveHistogramEqualization(tileGridSize: [3, 2], dataFormat: DataFormat.ChannelsFirst).Apply(Planes);
        Assert.Equal(Heed.Ops.Transpose(last, 0, 3, 1, 2).ToArray<float>(), first.ToArray<float>());
    }

    [Fact]
    public void Blur_is_a_weighted_mean_of_neighbours()
    {
        Tensor point = Heed.Ops.Reshape(Heed.Ops.OneHot(12, 25), [1, 5, 5, 1]) * 100;
        double side = Math.Exp(-0.5 / 0.49), sum = 1 + 2 * side;
        float[] y = new RandomGaussianBlur(factor: [1, 1], sigma: [0.7, 0.7]).Apply(point).ToArray<float>();
        Assert.Equal(100 / (sum * sum), y[12], 3);
        Assert.Equal(100 * side / (sum * sum), y[11], 3);
        Assert.Equal(100 * side / (sum * sum), y[7], 3);
        Assert.Equal(100 * side * side / (sum * sum), y[6], 3);
        Assert.Equal(100, y.Sum(), 2);
    }

    [Fact]
    public void Jitter_of_one_kind_is_that_layer()
    {
        Assert.Equal(new RandomBrightness(factor: [0.3, 0.3]).Apply(Images).ToArray<float>(), new RandomColorJitter(brightnessFactor: (0.3, 0.3)).Apply(Images).ToArray<float>());
        Assert.Equal(new RandomSaturation(factor: [0.2, 0.2]).Apply(Images).ToArray<float>(), new RandomColorJitter(saturationFactor: (0.2, 0.2)).Apply(Images).ToArray<float>());
        Assert.Equal(Images.ToArray<float>(), new RandomColorJitter().Apply(Images).ToArray<float>());
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Contains("RandomBrightness 'b' expects factor", Assert.Throws<ArgumentException>(() => new RandomBrightness(1.5, name: "b")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new RandomContrast(-0.1));
        Assert.Throws<ArgumentException>(() => new RandomHue(0.1, (3, 3)));
        Assert.Throws<ArgumentException>(() => new RandomPosterization(0));
        Assert.Contains("whole numbers", Assert.Throws<ArgumentException>(() => new RandomPosterization(2.5)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Solarization((0.5, 1.5)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomGrayscale(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Equalization(bins: 1));
        Assert.Throws<ArgumentException>(() => new RandomGaussianBlur(kernelSize: 4));
        Assert.Throws<ArgumentException>(() => new RandomErasing(fillValue: new[] { 1.0, 2.0 }));
        Assert.Throws<ArgumentException>(() => new RandomSaturation(0.5).Apply(Images.Cast(DType.UInt8)));
        Assert.Throws<ShapeException>(() => new RandomColorDegeneration(0.5).Apply(Images[.., .., .., ..2]));
        Assert.Contains("three channels", Assert.Throws<ShapeException>(() => new RandomHue(0.5).Apply(Images[.., .., .., ..2])).Message, StringComparison.Ordinal);
        Assert.Throws<ShapeException>(() => new RandomBrightness(0.5).Apply(new float[10, 10]));
    }

    private static Tensor Whole(Shape shape, int min, int max) => Heed.Ops.RandomInteger(shape, min, max + 1, DType.Int32, new RandomKey(5, 1)).Cast(DType.Float32);

    private static void AssertEach(Layer layer, Tensor x, Func<double, double> expected) =>
        AssertClose(Tensor.From([.. x.ToArray<float>().Select(value => (float)expected(value))], x.Shape), layer.Apply(x), 1e-4 * 255);

    private static void AssertClose(Tensor expected, Tensor received, double tolerance)
    {
        Assert.Equal(expected.Shape, received.Shape);
        double worst = Heed.Ops.Max(Heed.Ops.Abs(expected - received)).Cast(DType.Float64).Item<double>();
        Assert.True(worst <= tolerance, $"{worst} is more than {tolerance}");
    }
}
