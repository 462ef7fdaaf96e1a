using Heed.Layers;

namespace Heed.Tests.Layers;

/// <summary>What random layers draw, at fixed seeds: means, variances and rates within five standard errors; repeatability; rest while predicting.</summary>
public sealed class ColorDistributionTests
{
    private const int Count = 4000;

    public static TheoryData<string> Random => [.. Layers.Keys];

    private static readonly Dictionary<string, Func<int, Layer>> Layers = new()
    {
        ["AugMix"] = seed => new AugMix(seed: seed),
        ["CutMix"] = seed => new CutMix(seed: seed),
        ["MixUp"] = seed => new MixUp(seed: seed),
        ["RandAugment"] = seed => new RandAugment(seed: seed),
        ["RandomBrightness"] = seed => new RandomBrightness(0.4, seed: seed),
        ["RandomColorDegeneration"] = seed => new RandomColorDegeneration(0.4, seed: seed),
        ["RandomColorJitter"] = seed => new RandomColorJitter(null, 0.2, 0.2, 0.4, 0.2, seed),
        ["RandomContrast"] = seed => new RandomContrast(0.4, seed: seed),
        ["RandomErasing"] = seed => new RandomErasing(seed: seed),
        ["RandomGaussianBlur"] = seed => new RandomGaussianBlur(seed: seed),
        ["RandomGrayscale"] = seed => new RandomGrayscale(seed: seed),
        ["RandomHue"] = seed => new RandomHue(0.4, seed: seed),
        ["RandomInvert"] = seed => new RandomInvert(seed: seed),
        ["RandomPosterization"] = seed => new RandomPosterization(6, seed: seed),
        ["RandomSaturation"] = seed => new RandomSaturation(0.4, seed: seed),
        ["RandomSharpness"] = seed => new RandomSharpness(0.4, seed: seed),
        ["Solarization"] = seed => new Solarization(0.4, 0.4, seed: seed),
    };

    [Theory, MemberData(nameof(Random))]
    public void The_same_seed_gives_the_same_bits_and_another_one_others(string name)
    {
        Tensor x = Noise([6, 9, 8, 3]);
        float[] first = Layers[name](7).Apply(x).ToArray<float>(), again = Layers[name](7).Apply(x).ToArray<float>();
        Assert.Equal(first, again);
        Assert.Contains(Enumerable.Range(8, 5), seed => !first.AsSpan().SequenceEqual(Layers[name](seed).Apply(x).ToArray<float>()));
    }

    [Theory, MemberData(nameof(Random))]
    public void Nothing_happens_while_predicting(string name)
    {
        Tensor x = Noise([6, 9, 8, 3]);
        Assert.Equal(x.ToArray<float>(), Layers[name](7).Apply(x, training: false).ToArray<float>());
    }

    [Theory, MemberData(nameof(Random))]
    public void A_single_image_keeps_its_shape_and_values_stay_in_range(string name)
    {
        Tensor y = Layers[name](3).Apply(Noise([9, 8, 3]));
        Assert.Equal(new Shape(9, 8, 3), y.Shape);
        Assert.All(y.ToArray<float>(), value => Assert.InRange(value, -0.001f, 255.001f));
    }

    [Fact]
    public void Brightness_is_uniform()
    {
        float[] shifts = new RandomBrightness((-0.1, 0.3), (-100, 100), seed: 1).Apply(Heed.Ops.Zeros([Count, 1, 1, 1], DType.Float32)).ToArray<float>();
        AssertUniform(shifts, -20, 60);
    }

    [Fact]
    public void Contrast_is_uniform_between_one_minus_lower_and_one_plus_upper()
    {
        Tensor x = Heed.Ops.BroadcastTo(Heed.Ops.Reshape(new float[] { -1, 1 }, [1, 2, 1, 1]), [Count, 2, 1, 1]);
        float[] factors = new RandomContrast((0.25, 0.5), (-10, 10), seed: 2).Apply(x)[.., 1].ToArray<float>();
        AssertUniform(factors, 0.75, 1.5);
    }

    [Fact]
    public void Colours_turn_either_way()
    {
        Tensor red = Heed.Ops.BroadcastTo(Heed.Ops.Reshape(new float[] { 1, 0, 0 }, [1, 1, 1, 3]), [Count, 1, 1, 3]);
        Tensor hue = Heed.Ops.RgbToHsv(new RandomHue((0.1, 0.3), (0, 1), seed: 3).Apply(red))[.., 0, 0, 0];
        float[] turns = Heed.Ops.Where(hue > 0.5, hue - 1, hue).ToArray<float>();
        AssertUniform([.. turns.Select(Math.Abs)], 0.05, 0.15);
        AssertRate(turns.Count(turn => turn < 0), 0.5);
    }

    [Theory, InlineData(0.3), InlineData(1.0)]
    public void Grayscale_and_negatives_have_their_rates(double rate)
    {
        Tensor x = Heed.Ops.BroadcastTo(Heed.Ops.Reshape(new float[] { 90, 0, 0 }, [1, 1, 1, 3]), [Count, 1, 1, 3]);
        AssertRate(new RandomGrayscale(rate, seed: 4).Apply(x)[.., 0, 0, 1].ToArray<float>().Count(value => value > 0), rate);
        AssertRate(new RandomInvert((rate, rate), seed: 5).Apply(x)[.., 0, 0, 1].ToArray<float>().Count(value => value > 0), rate);
        AssertRate(new RandomInvert(rate, seed: 5).Apply(x)[.., 0, 0, 1].ToArray<float>().Count(value => value > 0), rate / 2);      // the chance is drawn from [0, rate]
    }

    [Fact]
    public void Bits_are_equally_likely_below_the_upper_end()
    {
        float[] y = new RandomPosterization((2, 6), seed: 6).Apply(Heed.Ops.Full([Count, 1, 1, 1], 255, DType.Float32)).ToArray<float>();
        int[] observed = [.. new[] { 192, 224, 240, 248 }.Select(value => y.Count(received => received == value))];
        Assert.Equal(Count, observed.Sum());
        double chiSquared = observed.Sum(count => Math.Pow(count - Count / 4.0, 2) / (Count / 4.0));
        Assert.True(chiSquared < 16.3, $"{chiSquared}");      // 0.999 of 3 degrees of freedom
    }

    [Fact]
    public void Solarization_draws_up_to_the_part_of_255()
    {
        float[] y = new Solarization(0.5, (1, 1), seed: 7).Apply(Heed.Ops.Zeros([Count, 1, 1, 1], DType.Float32)).ToArray<float>();
        Assert.All(y, value => Assert.InRange(value, 0, 255));
        float[] low = [.. y.Where(value => value < 127.6)];      // those below their threshold, which lies anywhere in [1, 255]
        Assert.InRange(low.Length, Count * 0.6, Count * 0.95);
    }

    [Fact]
    public void Boxes_have_their_size_and_lie_anywhere()
    {
        const int Side = 40;
        Tensor y = new RandomErasing((1, 1), (0.25, 0.25), fillValue: 1.0, seed: 8).Apply(Heed.Ops.Zeros([800, Side, Side, 1], DType.Float32));
        float[] sizes = Heed.Ops.Sum(y, [1, 2, 3]).ToArray<float>(), rows = Heed.Ops.Mean(y, [0, 2, 3]).ToArray<float>();
        Assert.All(sizes, size => Assert.InRange(size, 19 * 19, 21 * 21));
        Assert.InRange(rows[Side / 2], 0.45, 0.55);       // a middle row is covered by every box, in half its width
        Assert.InRange(rows[0], 0.0, 0.03);
        Assert.Equal(rows[9], rows[Side - 10], 0.05);
        AssertRate((int)(Heed.Ops.Sum(Heed.Ops.Max(new RandomErasing(0.4, 0.5, 1.0, seed: 9).Apply(Heed.Ops.Zeros([Count, 8, 8, 1], DType.Float32)), [1, 2, 3])).Item<float>()), 0.2, slack: 0.02);
    }

    [Fact]
    public void Noise_fills_boxes_within_the_range()
    {
        float[] y = new RandomErasing((1, 1), (1, 1), valueRange: (0, 10), seed: 10).Apply(Heed.Ops.Full([4, 50, 50, 3], -1, DType.Float32)).ToArray<float>();
        Assert.All(y, value => Assert.InRange(value, 0, 10));
        Assert.Equal(0.5, y.Count(value => value == 0) / (double)y.Length, 0.02);      // half of the normal distribution is below 0
        Assert.Equal(0.1587, y.Count(value => value == 10) / (double)y.Length, 0.02);
    }

    [Fact]
    public void Mixing_keeps_sums_and_labels_follow_images()
    {
        const int Batch = 2000;
        Tensor images = Heed.Ops.Reshape(Heed.Ops.Arange(0, Batch).Cast(DType.Float32), [Batch, 1, 1, 1]), labels = Heed.Ops.Reshape(images, [Batch, 1]);
        Tensors mixed = new MixUp(alpha: 0.5, seed: 11).Invoke(new Dictionary<string, Tensor> { ["images"] = images, ["labels"] = labels });
        Assert.Equal(mixed["images"].ToArray<float>(), mixed["labels"].ToArray<float>());

        float[] weights = Heed.Ops.RandomBeta([Count], 0.5, 0.5, DType.Float32, new RandomKey(12, 0)).ToArray<float>();
        AssertMoments(weights, 0.5, 0.125);       // αβ / ((α + β)² (α + β + 1))
        AssertMoments(Heed.Ops.RandomBeta([Count], 2, 6, DType.Float32, new RandomKey(13, 0)).ToArray<float>(), 0.25, 12.0 / 64 / 9);
        foreach (double alpha in new[] { 0.3, 1, 4.5 })
            AssertMoments(Heed.Ops.RandomGamma([Count], alpha, DType.Float32, new RandomKey(14, 0)).ToArray<float>(), alpha, alpha, kurtosis: 3 + 6 / alpha);
        Assert.All(Heed.Ops.RandomBeta([100], 1e-6, 1e-6, DType.Float32, new RandomKey(15, 0)).ToArray<float>(), value => Assert.True(value is 0 or 1));
    }

    [Fact]
    public void Cut_mix_takes_boxes_and_their_share_of_the_labels()
    {
        const int Batch = 300, Side = 20;
        Tensor labels = Heed.Ops.Eye(Batch, dtype: DType.Float32), images = Heed.Ops.BroadcastTo(Heed.Ops.Reshape(Heed.Ops.Arange(0, Batch).Cast(DType.Float32), [Batch, 1, 1, 1]), [Batch, Side, Side, 1]);
        var data = new Dictionary<string, Tensor> { ["images"] = images, ["labels"] = labels, ["segmentation_masks"] = images.Cast(DType.Int32) };
        Tensors mixed = new CutMix(seed: 16).Invoke(data);
        float[] y = mixed["images"].ToArray<float>(), shares = mixed["labels"].ToArray<float>();
        Assert.Equal(y, mixed["segmentation_masks"].ToArray<float>());
        for (int i = 0; i < Batch; i++)
        {
            float[] own = y[(i * Side * Side)..((i + 1) * Side * Side)];
            foreach (int label in own.Select(value => (int)value).Append(i).Distinct())
                Assert.Equal(own.Count(value => value == label) / (double)own.Length, shares[i * Batch + label], 0.11);      // up to a row and a column of pixels
            Assert.Equal(1, shares[(i * Batch)..((i + 1) * Batch)].Sum(), 1e-4);
        }
        data["bounding_boxes/boxes"] = Heed.Ops.Zeros([Batch, 1, 4], DType.Float32);
        data["bounding_boxes/labels"] = Heed.Ops.Zeros([Batch, 1], DType.Float32);
        Assert.Contains("MixUp", Assert.Throws<ArgumentException>(() => new CutMix { BoundingBoxFormat = BoundingBoxFormat.Xyxy }.Invoke(data)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mix_up_joins_boxes_of_both_images()
    {
        Tensor boxes = Heed.Ops.Reshape(Heed.Ops.Arange(0, 24).Cast(DType.Float32), [2, 3, 4]), labels = new float[,] { { 1, 2, 3 }, { 4, 5, 6 } };
        Tensors mixed = new MixUp(seed: 17) { BoundingBoxFormat = BoundingBoxFormat.Xyxy }.Invoke(new Dictionary<string, Tensor>
        {
            ["images"] = Noise([2, 4, 4, 3]),
            ["bounding_boxes/boxes"] = boxes,
            ["bounding_boxes/labels"] = labels,
        });
        Assert.Equal(new Shape(2, 6, 4), mixed["bounding_boxes/boxes"].Shape);
        Assert.Equal(new Shape(2, 6), mixed["bounding_boxes/labels"].Shape);
        Assert.Equal(boxes.ToArray<float>(), mixed["bounding_boxes/boxes"][.., ..3].ToArray<float>());
    }

    [Fact]
    public void Every_augmentation_comes_up_and_boxes_move_with_the_images()
    {
        Tensor x = Noise([2, 12, 12, 3]);
        var layer = new RandAugment(numOps: 1, seed: 18);
        int unchanged = Enumerable.Range(0, 60).Count(_ => layer.Apply(x).ToArray<float>().AsSpan().SequenceEqual(x.ToArray<float>()));
        Assert.InRange(unchanged, 0, 15);

        // A bright square: wherever it is moved, its box moves too.
        Tensor square = Heed.Ops.Pad(Heed.Ops.Full([1, 16, 16, 3], 255, DType.Float32), [(0, 0), (24, 24), (24, 24), (0, 0)]);
        var moving = new RandAugment(numOps: 2, factor: 0.2, interpolation: Interpolation.Nearest, seed: 19) { BoundingBoxFormat = BoundingBoxFormat.Xyxy };
        for (int i = 0; i < 20; i++)
        {
            Tensors moved = moving.Invoke(new Dictionary<string, Tensor>
            {
                ["images"] = square,
                ["segmentation_masks"] = square[.., .., .., ..1],
                ["bounding_boxes/boxes"] = new float[,,] { { { 24, 24, 40, 40 } } },
                ["bounding_boxes/labels"] = new float[,] { { 1 } },
            });
            float[] box = moved["bounding_boxes/boxes"].ToArray<float>(), mask = moved["segmentation_masks"].ToArray<float>();
            double[] places = [.. Enumerable.Range(0, mask.Length).Where(at => mask[at] > 0).Select(at => (double)(at % 64))];
            Assert.InRange(places.Average() + 0.5, box[0] - 1.5, box[2] + 1.5);
        }
    }

    private static Tensor Noise(Shape shape) => Heed.Ops.RandomUniform(shape, 0, 255, DType.Float32, new RandomKey(21, 0));

    private static void AssertUniform(float[] values, double min, double max)
    {
        Assert.All(values, value => Assert.InRange(value, min - 1e-4 * (max - min), max + 1e-4 * (max - min)));
        AssertMoments(values, (min + max) / 2, (max - min) * (max - min) / 12, kurtosis: 1.8);
        int[] bins = new int[10];
        foreach (float value in values) bins[Math.Clamp((int)((value - min) / (max - min) * 10), 0, 9)]++;
        double expected = values.Length / 10.0, chiSquared = bins.Sum(count => (count - expected) * (count - expected) / expected);
        Assert.True(chiSquared < 27.9, $"{chiSquared}");      // 0.999 of 9 degrees of freedom
    }

    private static void AssertMoments(float[] values, double mean, double variance, double kurtosis = 3)
    {
        double average = values.Average(), spread = values.Average(value => (value - mean) * (value - mean));
        Assert.Equal(mean, average, 5 * Math.Sqrt(variance / values.Length));
        Assert.Equal(variance, spread, 5 * variance * Math.Sqrt(Math.Max(0.5, kurtosis - 1) / values.Length));
    }

    private static void AssertRate(int count, double rate, double slack = 0) => Assert.Equal(rate, count / (double)Count, 5 * Math.Sqrt(rate * (1 - rate) / Count) + slack + 1e-9);
}
