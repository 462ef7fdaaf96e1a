using static Heed.Ops;

namespace Heed.Tests.Ops;

/// <summary>The fused cross-entropy at the size of a vocabulary.</summary>
public class SparseCategoricalCrossentropyTests
{
    [Fact]
    public void Large_vocabulary_agrees_with_the_plain_formula()
    {
        Tensor logits = GradientCheck.Random([40, 3001], new Random(1)) * 30.0;
        Tensor classes = Tensor.From([.. Enumerable.Range(0, 40).Select(row => row * 75)], [40]);
        using var tape = new Tape();
        tape.Watch(logits);
        Tensor loss = SparseCategoricalCrossentropy(classes, logits, fromLogits: true);
        Tensor expected = -Sum(OneHot(classes, 3001, -1, DType.Float64) * LogSoftmax(logits), -1);
        Assert.True(Max(Abs(loss - expected)).Item<double>() < 1e-10);

        Tensor plain = (Softmax(logits) - OneHot(classes, 3001, -1, DType.Float64)) / 40.0;
        Assert.True(Max(Abs(tape.Gradients(Mean(loss), logits)[0]! - plain)).Item<double>() < 1e-12);
    }

    [Fact]
    public void Huge_logits_do_not_overflow()
    {
        Tensor logits = new float[,] { { 1e30f, -1e30f, 0 }, { float.NegativeInfinity, 0, 0 } };
        Assert.Equal([0, (float)Math.Log(2)], SparseCategoricalCrossentropy(new[] { 0, 2 }, logits, fromLogits: true).ToArray<float>());
    }

    [Fact]
    public void Row_has_the_same_bits_whatever_its_neighbours_are()
    {
        Tensor logits = GradientCheck.Random([300, 77], new Random(2)).Cast(DType.Float32);
        int[] classes = new int[300];
        float[] all = SparseCategoricalCrossentropy(classes, logits, fromLogits: true).ToArray<float>();
        Assert.Equal(all[299..], SparseCategoricalCrossentropy(new[] { 0 }, logits[299..], fromLogits: true).ToArray<float>());
    }
}
