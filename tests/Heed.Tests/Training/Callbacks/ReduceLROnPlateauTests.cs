using Heed.Callbacks;
using Heed.Layers;
using Heed.Optimizers;

namespace Heed.Tests.Training;

public class ReduceLROnPlateauTests
{
    [Fact]
    public void Rate_falls_after_patience_rests_and_stops_at_its_floor()
    {
        // best 1; two epochs without getting better → 0.1; of two epochs of rest the second counts, and one more → 0.01, which the floor makes 0.05
        double[] rates = Rates(new ReduceLROnPlateau("loss", 0.1, patience: 2, cooldown: 2, minLr: 0.05), [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
        Assert.Equal([1, 1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.05, 0.05], rates.Select(rate => Math.Round(rate, 6)));
    }

    [Fact]
    public void Small_gains_do_not_count() => Assert.Equal(0.5, Rates(new ReduceLROnPlateau("loss", 0.5, patience: 1, minDelta: 0.1), [1, 0.95])[^1], 6);

    [Fact]
    public void Larger_can_be_better() => Assert.Equal(1, Rates(new ReduceLROnPlateau("loss", 0.5, patience: 1, mode: MonitorMode.Max), [1, 2, 3])[^1], 6);

    [Fact]
    public void Mistakes_are_named()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReduceLROnPlateau(factor: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReduceLROnPlateau(factor: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReduceLROnPlateau(patience: -1));
        Assert.Throws<ArgumentException>(() => new ReduceLROnPlateau(monitor: ""));
        string message = Assert.Throws<ArgumentException>(() => Rates(new ReduceLROnPlateau("lss"), [1])).Message;
        Assert.Contains("ReduceLROnPlateau expects to monitor one of loss, learning_rate. Received 'lss'. Did you mean 'loss'?", message);
    }

    /// <summary>The learning rate after each epoch, whose loss is given.</summary>
    private static double[] Rates(ReduceLROnPlateau callback, double[] losses)
    {
        Model model = new Sequential([new InputLayer([1]), new Dense(1)]);
        model.Compile(new SGD(1.0), "mse");
        var rates = new List<double>();
        model.Fit(new float[1, 1], new float[1, 1], epochs: losses.Length, callbacks:
            [new LambdaCallback(onEpochEnd: (epoch, logs) => logs["loss"] = losses[epoch]), callback, new LambdaCallback(onEpochEnd: (_, _) => rates.Add(model.Optimizer!.LearningRate))]);
        return [.. rates];
    }
}
