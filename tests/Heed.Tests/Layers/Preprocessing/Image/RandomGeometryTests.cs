using Heed.Layers;
using static Heed.Ops;

namespace Heed.Tests;

/// <summary>Layers that move pixels at random: exact results where the draw is certain, distributions where it is not.</summary>
public sealed class RandomGeometryTests
{
    private static readonly CallArguments Predicting = CallArguments.None.With("training", false);

    private static readonly Tensor Ramp = Reshape(Arange(0.0, 2 * 4 * 5 * 3), [2, 4, 5, 3]);

    public static TheoryData<string> Names => [.. Layers(1).Keys];

    [Theory, MemberData(nameof(Names))]
    public void The_same_seed_gives_the_same_bits_and_another_one_others(string name)
    {
        Tensor images = GradientCheck.Random([16, 9, 8, 3], new Random(4)).Cast(DType.Float32) * 100 + 128;
        float[] first = Layers(7)[name].Apply(images).ToArray<float>();
        Assert.Equal(first, Layers(7)[name].Apply(images).ToArray<float>());
        Assert.NotEqual(first, Layers(8)[name].Apply(images).ToArray<float>());

        Layer layer = Layers(7)[name];
        layer.Apply(images);
        Assert.NotEqual(first, layer.Apply(images).ToArray<float>());      // the next draw
    }

    [Theory, MemberData(nameof(Names))]
    public void Nothing_moves_without_training(string name) =>
        Assert.Equal(Ramp.ToArray<float>(), Layers(1)[name].Invoke(Ramp, Predicting)[0].ToArray<float>());

    [Theory, MemberData(nameof(Names))]
    public void A_call_trains_unless_it_says_otherwise(string name)
    {
        Tensor images = GradientCheck.Random([16, 9, 8, 3], new Random(4)).Cast(DType.Float32) * 100 + 128;
        Assert.NotEqual(images.ToArray<float>(), Layers(3)[name].Apply(images).ToArray<float>());
    }

    [Theory, MemberData(nameof(Names))]
    public void A_single_image_is_a_batch_of_one(string name) =>
        Assert.Equal(Layers(5)[name].Apply(Ramp[..1]).ToArray<float>(), Layers(5)[name].Apply(Ramp[0]).ToArray<float>());

    [Theory, MemberData(nameof(Names))]
    public void Integers_come_out_in_the_compute_type(string name) => Assert.Equal(DType.Float32, Layers(1)[name].Apply(Ramp.Cast(DType.UInt8)).DType);

    [Fact]
    public void Half_of_the_images_are_flipped_each_whole()
    {
        Tensor images = Tensor.From(new float[4000 * 6], [4000, 2, 3, 1]) + new float[,,] { { { 1 }, { 2 }, { 3 } }, { { 4 }, { 5 }, { 6 } } };
        float[] flipped = new RandomFlip(FlipMode.Horizontal, seed: 11).Apply(images).ToArray<float>();
        int count = 0;
        foreach (float[] image in flipped.Chunk(6))
        {
            if (image[0] == 3) count++;
            Assert.Equal(image[0] == 3 ? [3, 2, 1, 6, 5, 4] : [1, 2, 3, 4, 5, 6], image);
        }
        Assert.InRange(count, 2000 - 4 * 32, 2000 + 4 * 32);        // 4 standard deviations of √(4000 / 4)
    }

    [Fact]
    public void A_flip_keeps_the_channels_of_a_pixel_in_order()
    {
        Tensor images = BroadcastTo(Reshape(Arange(0.0, 6), [1, 1, 2, 3]), [64, 1, 2, 3]);
        Assert.Contains([3f, 4, 5, 0, 1, 2], new RandomFlip(FlipMode.Horizontal, seed: 2).Apply(images).ToArray<float>().Chunk(6));
    }

    [Theory]
    [InlineData(FlipMode.Vertical, new[] { 4f, 5, 6, 1, 2, 3 })]
    [InlineData(FlipMode.HorizontalAndVertical, new[] { 6f, 5, 4, 3, 2, 1 })]
    public void Flips_follow_the_mode(FlipMode mode, float[] turned)
    {
        Tensor images = Tensor.From([.. Enumerable.Range(0, 64 * 6).Select(i => i % 6 + 1f)], [64, 1, 2, 3]);
        float[][] flipped = [.. new RandomFlip(mode, seed: 2, DataFormat.ChannelsFirst).Apply(images).ToArray<float>().Chunk(6)];
        Assert.Contains(turned, flipped);
        Assert.Contains([1f, 2, 3, 4, 5, 6], flipped);
    }

    [Fact]
    public void Translations_are_spread_evenly_over_their_interval()
    {
        // a column ramp without wrap: the value at the middle is 50 − shift, with shift = 100 · u, u in [−0.2, 0.1]
        Tensor row = Reshape(Arange(0.0, 100), [1, 1, 100, 1]);
        float[] shifted = new RandomTranslation(0, [-0.2, 0.1], FillMode.Nearest, seed: 3).Apply(BroadcastTo(row, [6000, 1, 100, 1]))[.., 0, 50, 0].ToArray<float>();
        double[] shifts = [.. shifted.Select(value => (50 - value) / 100.0)];
        AssertUniform(shifts, -0.2, 0.1);
    }

    [Fact]
    public void Zooms_are_spread_evenly_over_their_interval()
    {
        // value at x is 50 + z · (x − 50) on a ramp whose middle is 50
        Tensor row = Reshape(Arange(0.0, 101), [1, 1, 101, 1]);
        float[] zoomed = new RandomZoom(0, [-0.5, 0.2], FillMode.Nearest, seed: 3).Apply(BroadcastTo(row, [6000, 1, 101, 1]))[.., 0, 60, 0].ToArray<float>();
        AssertUniform([.. zoomed.Select(value => (value - 50) / 10.0 - 1)], -0.5, 0.2);
    }

    [Fact]
    public void Angles_are_spread_evenly_over_their_interval()
    {
        // along the middle row the ramp x has the slope cos of the angle, the ramp y its sine
        Tensor ramp = Stack([BroadcastTo(Arange(0.0, 21), [21, 21]), BroadcastTo(Reshape(Arange(0.0, 21), [21, 1]), [21, 21])], -1);
        Tensor turned = new RandomRotation([0.02, 0.12], FillMode.Nearest, seed: 9).Apply(BroadcastTo(ramp, [6000, 21, 21, 2]));
        float[] x = turned[.., 10, 15, 0].ToArray<float>(), y = turned[.., 10, 15, 1].ToArray<float>();
        AssertUniform([.. x.Zip(y, (a, b) => Math.Atan2(b - 10, a - 10) / (2 * Math.PI))], 0.02, 0.12);
    }

    [Fact]
    public void A_quarter_turn_of_a_square_is_exact()
    {
        Tensor square = Reshape(Arange(1.0, 10), [1, 3, 3, 1]);
        float[] turned = new RandomRotation([0.25, 0.25], FillMode.Constant).Apply(square).ToArray<float>();
        float[] expected = [3, 6, 9, 2, 5, 8, 1, 4, 7];                    // counter-clockwise
        Assert.All(expected.Zip(turned), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
    }

    [Fact]
    public void Fill_modes_continue_the_picture_as_they_say()
    {
        Tensor row = Reshape(Arange(1.0, 5), [1, 1, 4, 1]);
        float[] Left(FillMode mode) => new RandomTranslation(0, [0.5, 0.5], mode, Interpolation.Nearest, fillValue: 9).Apply(row).ToArray<float>();
        Assert.Equal([9, 9, 1, 2], Left(FillMode.Constant));
        Assert.Equal([2, 1, 1, 2], Left(FillMode.Reflect));
        Assert.Equal([3, 4, 1, 2], Left(FillMode.Wrap));
        Assert.Equal([1, 1, 1, 2], Left(FillMode.Nearest));
        Assert.Throws<ArgumentException>(() => Left(FillMode.Mirror));
    }

    [Fact]
    public void Shears_slant_one_way_or_the_other()
    {
        // the pixel (x, y) comes from (x ± s·y, y): at y = 2 the ramp x has moved by ± 2s
        Tensor ramp = BroadcastTo(Reshape(Arange(0.0, 9), [1, 1, 9, 1]), [2000, 3, 9, 1]);
        double[] slants = [.. new RandomShear([0.2, 0.4], seed: 5, fillMode: FillMode.Nearest).Apply(ramp)[.., 2, 4, 0].ToArray<float>().Select(value => (value - 4) / 2.0)];
        Assert.All(slants, slant => Assert.InRange(Math.Abs(slant), 0.2 - 1e-6, 0.4 + 1e-6));
        Assert.InRange(slants.Count(slant => slant < 0), 1000 - 4 * 23, 1000 + 4 * 23);
    }

    [Fact]
    public void Perspective_changes_as_many_images_as_its_factor_says_and_holds_the_first_corner()
    {
        Tensor images = BroadcastTo(Reshape(Arange(1.0, 49), [1, 6, 8, 1]), [4000, 6, 8, 1]);
        Tensor seen = new RandomPerspective([0.3, 0.3], scale: 0.8, seed: 2).Apply(images);
        Assert.All(seen[.., 0, 0, 0].ToArray<float>(), value => Assert.Equal(1f, value, 1e-4f));
        int changed = All(NotEqual(seen[.., 1.., 1..], images[.., 1.., 1..]), [1, 2, 3]).ToArray<bool>().Count(x => x);
        Assert.InRange(changed, 1200 - 4 * 29, 1200 + 4 * 29);             // √(4000 · 0.3 · 0.7) = 29
    }

    [Fact]
    public void Elastic_displacements_stay_in_the_value_range_and_have_no_direction()
    {
        Tensor ramp = BroadcastTo(Reshape(Arange(0.0, 41), [1, 1, 41, 1]), [400, 41, 41, 1]);
        var layer = new RandomElasticTransform([1.0, 1.0], [0.5, 0.5], valueRange: (0, 30), seed: 6);
        Tensor bent = layer.Apply(ramp);
        Assert.InRange(Max(bent).Item<float>(), 29.9f, 30f);
        double mean = Mean(bent[.., 20, 15, 0]).Item<float>(), spread = Std(bent[.., 20, 15, 0]).Item<float>();
        Assert.InRange(mean, 15 - 4 * spread / 20, 15 + 4 * spread / 20);
        Assert.InRange(spread, 0.1, 3);
    }

    [Fact]
    public void A_crop_is_one_of_all_windows_each_equally_often()
    {
        Tensor image = Reshape(Arange(0.0, 12), [1, 3, 4, 1]);
        var layer = new RandomCrop(2, 2, seed: 4);
        int[] counts = new int[12];
        for (int i = 0; i < 1200; i++) counts[(int)layer.Apply(image).ToArray<float>()[0]]++;
        int[] starts = [0, 1, 2, 4, 5, 6];
        Assert.Equal(1200, starts.Sum(start => counts[start]));
        Assert.InRange(starts.Sum(start => Math.Pow(counts[start] - 200, 2) / 200), 0, 20.5);      // χ² with 5 degrees of freedom, 99.9 %
    }

    [Theory]
    [InlineData(1.5), InlineData(-1.5), InlineData(double.NaN)]
    public void Factors_outside_are_refused(double factor)
    {
        Assert.Throws<ArgumentException>(() => new RandomRotation(factor));
        Assert.Throws<ArgumentException>(() => new RandomTranslation(factor, 0));
        Assert.Throws<ArgumentException>(() => new RandomZoom([0, factor]));
        Assert.Throws<ArgumentException>(() => new RandomShear(factor));
        Assert.Throws<ArgumentException>(() => new RandomPerspective(factor));
        Assert.Throws<ArgumentException>(() => new RandomElasticTransform(factor));
        Assert.Throws<ArgumentException>(() => new RandomZoom(-1));
        Assert.Throws<ArgumentException>(() => new RandomRotation(0.1, interpolation: Interpolation.Bicubic));
        Assert.Throws<ArgumentException>(() => new RandomElasticTransform(valueRange: (1, 1)));
    }

    private static Dictionary<string, Layer> Layers(int seed) => new()
    {
        ["RandomElasticTransform"] = new RandomElasticTransform(0.9, seed: seed),
        ["RandomFlip"] = new RandomFlip(seed: seed),
        ["RandomPerspective"] = new RandomPerspective(0.9, seed: seed),
        ["RandomRotation"] = new RandomRotation(0.3, seed: seed),
        ["RandomShear"] = new RandomShear(0.4, 0.3, seed: seed),
        ["RandomTranslation"] = new RandomTranslation(0.3, 0.3, seed: seed),
        ["RandomZoom"] = new RandomZoom(0.4, seed: seed),
    };

    /// <summary>χ² over ten equal parts: 27.9 is passed by 99.9 % of true samples.</summary>
    private static void AssertUniform(double[] values, double from, double to)
    {
        int[] counts = new int[10];
        foreach (double value in values)
        {
            Assert.InRange(value, from - 1e-4, to + 1e-4);
            counts[Math.Clamp((int)((value - from) / (to - from) * 10), 0, 9)]++;
        }
        double expected = values.Length / 10.0;
        Assert.InRange(counts.Sum(count => Math.Pow(count - expected, 2) / expected), 0, 27.9);
    }
}
