using static Heed.Ops;

namespace Heed.Tests.Ops;

public sealed class CtcLossTests
{
    [Theory]
    [InlineData(3, new[] { 1 })]
    [InlineData(3, new[] { 1, 1 })]
    [InlineData(4, new[] { 1, 2 })]
    [InlineData(5, new[] { 2, 2, 1 })]
    [InlineData(4, new int[0])]
    public void Probability_is_the_sum_over_all_paths_that_spell_the_labels(int steps, int[] labels)
    {
        const int Classes = 3;
        Tensor logits = GradientCheck.Random([1, steps, Classes], new Random(1)) * 3;
        double[] p = Softmax(logits).ToArray<double>();
        double total = 0;
        for (int path = 0; path < Math.Pow(Classes, steps); path++)
        {
            int[] spelled = [.. Enumerable.Range(0, steps).Select(t => path / (int)Math.Pow(Classes, t) % Classes)];
            IEnumerable<int> heard = spelled.Where((label, t) => label != 0 && (t == 0 || spelled[t - 1] != label));
            if (heard.SequenceEqual(labels)) total += spelled.Select((label, t) => p[t * Classes + label]).Aggregate(1.0, (product, factor) => product * factor);
        }
        Tensor target = Tensor.From([.. labels, 2, 2], [1, labels.Length + 2]);      // what is beyond the length does not matter
        Assert.Equal(-Math.Log(total), CtcLoss(target, logits, new[] { labels.Length }, new[] { steps }).Item<double>(), 10);
    }

    [Fact]
    public void Steps_beyond_the_length_neither_count_nor_get_a_gradient()
    {
        Tensor logits = GradientCheck.Random([1, 5, 3], new Random(2)), target = new[,] { { 1, 2 } };
        using var tape = new Tape();
        tape.Watch(logits);
        Tensor loss = CtcLoss(target, logits, new[] { 2 }, new[] { 3 });
        Assert.Equal(CtcLoss(target, logits[.., ..3], new[] { 2 }, new[] { 3 }).Item<double>(), loss.Item<double>(), 12);
        Assert.All(tape.Gradients(loss, logits)[0]![0, 3..].ToArray<double>(), slope => Assert.Equal(0, slope));
    }

    [Fact]
    public void Long_sequences_of_sure_predictions_stay_finite()
    {
        int[] labels = [.. Enumerable.Range(0, 60).Select(i => 1 + i % 7)];
        Tensor target = Tensor.From(labels, [1, 60]), wrong = (GradientCheck.Random([1, 400, 8], new Random(3)) * 200).Cast(DType.Float32);
        using var tape = new Tape();
        tape.Watch(wrong);
        Tensor loss = CtcLoss(target, wrong, new[] { 60 }, new[] { 400 });
        Assert.InRange(loss.Item<float>(), 1000, 200_000);
        Tensor gradient = tape.Gradients(loss, wrong)[0]!;
        Assert.All(Sum(gradient, -1).ToArray<float>(), sum => Assert.Equal(0, sum, 1e-3));       // softmax and shares both sum to 1
    }

    [Fact]
    public void Rejects_labels_that_are_no_classes_or_do_not_fit_into_the_steps()
    {
        Tensor logits = new float[1, 3, 4];
        Assert.Contains("Received 4 in sample 0", Assert.Throws<ArgumentException>(() => CtcLoss(new[,] { { 4 } }, logits, new[] { 1 }, new[] { 3 })).Message);
        Assert.Contains("need 4", Assert.Throws<ArgumentException>(() => CtcLoss(new[,] { { 1, 1, 2 } }, logits, new[] { 3 }, new[] { 3 })).Message);
        Assert.Throws<ArgumentException>(() => CtcLoss(new[,] { { 1 } }, logits, new[] { 2 }, new[] { 3 }));
        Assert.Throws<ShapeException>(() => CtcLoss(new[,] { { 1 } }, logits, new[] { 1, 1 }, new[] { 3 }));
        Assert.Throws<ShapeException>(() => CtcLoss(new[,] { { 1 } }, logits, new[] { 1 }, new[] { 3 }, maskIndex: 4));
    }
}
