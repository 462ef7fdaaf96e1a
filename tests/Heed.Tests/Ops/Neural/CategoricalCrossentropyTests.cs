using static Heed.Ops;

namespace Heed.Tests.Ops;

/// <summary>The fused cross-entropy with distributions against the formula in general ops.</summary>
public class CategoricalCrossentropyTests
{
    public static TheoryData<int, bool, double> Cases =>
        [.. from classes in new[] { 1, 3, 8, 29, 1000 } from fromLogits in new[] { true, false } from smoothing in new[] { 0, 0.2 } select (classes, fromLogits, smoothing)];

    [Theory, MemberData(nameof(Cases))]
    public void Agrees_with_the_plain_formula(int classes, bool fromLogits, double smoothing)
    {
        Tensor x = GradientCheck.Random([5, classes], new Random(1)), target = Abs(GradientCheck.Random([5, classes], new Random(2)));
        if (!fromLogits) x = Abs(x) * Where(Equal(Arange(0, classes) % 7, 2), 0, 1);       // zeros are clipped
        using var tape = new Tape();
        tape.Watch(x);
        tape.Watch(target);
        Tensor fused = CategoricalCrossentropy(target, x, fromLogits, -1, smoothing), plain = Plain(target, x, fromLogits, smoothing);
        Tensor weights = Arange(1, 6).Cast(DType.Float64);
        Assert.True(Max(Abs(fused - plain)).Item<double>() < 1e-10);
        Tensor?[] slopes = tape.Gradients(Sum(fused * weights), x, target), expected = tape.Gradients(Sum(plain * weights), x, target);
        foreach ((Tensor? slope, Tensor? wanted) in slopes.Zip(expected)) Assert.True(Max(Abs(slope! - wanted!)).Item<double>() < 1e-9);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Gradient_has_a_gradient(bool fromLogits)
    {
        Tensor x = Abs(GradientCheck.Random([2, 5], new Random(3))) + 0.1, target = Abs(GradientCheck.Random([2, 5], new Random(4)));
        Tensor Second(Func<Tensor> loss)
        {
            using var outer = new Tape();
            outer.Watch(x);
            using var inner = new Tape();
            inner.Watch(x);
            return outer.Gradients(Sum(Square(inner.Gradients(loss(), x)[0]!)), x)[0]!;
        }
        Tensor fused = Second(() => CategoricalCrossentropy(target, x, fromLogits, -1, 0.1)), plain = Second(() => Plain(target, x, fromLogits, 0.1));
        Assert.True(Max(Abs(fused - plain)).Item<double>() < 1e-9);
    }

    [Fact]
    public void Large_logits_lose_no_digits()
    {
        Tensor logits = new float[,] { { 100_000, 100_001 } };
        Assert.Equal(Math.Log(1 + Math.Exp(-1)), CategoricalCrossentropy(new float[,] { { 0, 1 } }, logits, fromLogits: true).ToArray<float>()[0], 1e-6);
    }

    [Fact]
    public void Row_that_nothing_depends_on_gets_a_gradient_of_0()
    {
        Tensor x = new float[,] { { 1, 2 }, { float.NaN, 1 } };
        foreach (bool fromLogits in new[] { true, false })
        {
            using var tape = new Tape();
            tape.Watch(x);
            Tensor loss = CategoricalCrossentropy(new float[,] { { 0, 1 }, { 1, 0 } }, x, fromLogits);
            Assert.True(float.IsNaN(loss.ToArray<float>()[1]));
            Assert.Equal([0, 0], tape.Gradients(loss[0], x)[0]!.ToArray<float>()[2..]);
        }
    }

    private static Tensor Plain(Tensor target, Tensor x, bool fromLogits, double smoothing)
    {
        target = target * (1 - smoothing) + smoothing / target.Shape[^1].Value;
        return -Sum(target * (fromLogits ? LogSoftmax(x) : Log(Clip(x / Sum(x, -1, keepDims: true), 1e-7, 1 - 1e-7))), -1);
    }
}
