using static Heed.Ops;

namespace Heed.Tests.Layers.Regularization;

public class DropoutTests
{
    private static readonly Tensor Ones10000 = Ones([100, 100]);

    [Fact]
    public void A_part_falls_while_training_and_the_rest_grows()
    {
        float[] output = new Heed.Layers.Dropout(0.3, seed: 1).Apply(Ones10000, training: true).ToArray<float>();
        Assert.Equal(0.3, output.Count(x => x == 0) / 10000.0, 0.02);
        Assert.All(output, x => Assert.True(x == 0 || Math.Abs(x - 1 / 0.7f) < 1e-6));
    }

    [Fact]
    public void Nothing_happens_without_training()
    {
        Assert.Equal(Ones10000.ToArray<float>(), new Heed.Layers.Dropout(0.3).Apply(Ones10000).ToArray<float>());
    }

    [Fact]
    public void Same_seed_repeats_the_sequence_and_calls_differ()
    {
        var (a, b) = (new Heed.Layers.Dropout(0.5, seed: 1), new Heed.Layers.Dropout(0.5, seed: 1));
        float[] first = a.Apply(Ones10000, training: true).ToArray<float>();
        Assert.Equal(first, b.Apply(Ones10000, training: true).ToArray<float>());
        Assert.NotEqual(first, a.Apply(Ones10000, training: true).ToArray<float>());
    }

    [Fact]
    public void Elements_along_an_axis_of_length_1_fall_together()
    {
        float[] output = new Heed.Layers.Dropout(0.5, noiseShape: [null, 1], seed: 1).Apply(Ones10000, training: true).ToArray<float>();
        Assert.All(output.Chunk(100), row => Assert.Single(row.Distinct()));
        Assert.Equal(2, output.Distinct().Count());
    }

    [Fact]
    public void Noise_of_a_lower_rank_is_shared_by_the_first_axes()
    {
        float[] output = new Heed.Layers.Dropout(0.5, noiseShape: [100], seed: 1).Apply(Ones10000, training: true).ToArray<float>();
        Assert.All(output.Chunk(100), row => Assert.Equal(output[..100], row));
        Assert.Equal(2, output.Distinct().Count());
    }

    [Fact]
    public void Rejects_rates_outside_0_to_1_and_noise_of_another_shape()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Heed.Layers.Dropout(-0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Heed.Layers.Dropout(double.NaN));
        Assert.Throws<ArgumentException>(() => new Heed.Layers.Dropout(0.5, noiseShape: [0]));
        Assert.Throws<ShapeException>(() => new Heed.Layers.Dropout(0.5, noiseShape: [7, 1]).Apply(Ones10000, training: true));
    }
}
