using Heed.Callbacks;
using Heed.Layers;

namespace Heed.Tests.Training;

public class LearningRateSchedulerTests
{
    [Fact]
    public void Rate_changes_every_epoch_and_stands_in_the_history()
    {
        var model = new Sequential([new InputLayer([1]), new Dense(1)]);
        model.Compile(new Heed.Optimizers.SGD(0.5), "mse");
        var halving = new LearningRateScheduler((epoch, rate) => epoch == 0 ? rate : rate / 2);
        History history = model.Fit(new float[2, 1], new float[2, 1], epochs: 3, callbacks: [halving]);
        Assert.Equal([0.5, 0.25, 0.125], history["learning_rate"]);
        Assert.Same(history, model.History);
    }
}
