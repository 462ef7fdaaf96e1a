using Heed.Callbacks;
using Heed.Layers;

namespace Heed.Tests.Training;

public class EarlyStoppingTests
{
    [Theory]
    [InlineData(new[] { 5.0, 4, 4, 4, 1 }, 2, 0, null, 4)]              // two epochs without getting better
    [InlineData(new[] { 5.0, 4, 5, 3, 5, 5, 5 }, 2, 0, null, 6)]        // patience starts anew
    [InlineData(new[] { 5.0, 9, 9, 9, 9, 9 }, 1, 3, null, 5)]           // the first three epochs do not count
    [InlineData(new[] { 5.0, 4, 4, 4 }, 2, 0, 1.0, 3)]                  // never below the baseline
    public void Stops_when_patience_is_over(double[] values, int patience, int startFromEpoch, double? baseline, int epochs)
    {
        var stopping = new EarlyStopping("val_x", patience: patience, mode: MonitorMode.Min, baseline: baseline, startFromEpoch: startFromEpoch);
        Assert.Equal(epochs, Epochs(stopping, values));
        Assert.Equal(epochs - 1, stopping.StoppedEpoch);
    }

    [Fact]
    public void Training_without_validation_is_told_once_that_nothing_is_monitored()
    {
        Model model = new Sequential([new InputLayer([1]), new Dense(1)]);
        model.Compile("sgd", "mse");
        var messages = new Messages();
        Assert.Equal(3, model.Fit(new float[1, 1], new float[1, 1], epochs: 3, callbacks: [new EarlyStopping(), messages]).Epochs.Count);
        Assert.Equal(["EarlyStopping does nothing: it monitors 'val_loss', and Fit received no validation data."], messages.Heard);
    }

    [Fact]
    public void Small_changes_do_not_count_and_larger_can_be_better()
    {
        Assert.Equal(2, Epochs(new EarlyStopping("val_x", minDelta: 0.5, mode: MonitorMode.Min), [5, 4.9, 1]));
        Assert.Equal(3, Epochs(new EarlyStopping("val_x", mode: MonitorMode.Max), [1, 2, 1, 9]));
    }

    [Fact]
    public void Best_weights_come_back()
    {
        Model model = TinyModel();
        model.SetWeights([new float[,] { { 0 } }]);
        var stopping = new EarlyStopping("val_x", patience: 1, mode: MonitorMode.Min, restoreBestWeights: true);
        model.Fit(X, Y, epochs: 9, callbacks: [new Values([3, 2, 5, 5]), new SetWeight(), stopping]);
        Assert.Equal(1, stopping.BestEpoch);
        Assert.Equal(1f, model.GetWeights()[0].Item<float>());      // SetWeight wrote the epoch's number
    }

    [Fact]
    public void Direction_is_known_for_losses_and_metrics()
    {
        Model model = TinyModel();
        model.Compile("sgd", "mse", metrics: ["accuracy"]);
        model.Fit(X, Y, validationData: new(X, Y), callbacks: [new EarlyStopping("val_loss"), new EarlyStopping("accuracy")]);
        Assert.Equal((-1, 1, 0), (model.DirectionOf("loss"), model.DirectionOf("accuracy"), model.DirectionOf("other")));
    }

    [Fact]
    public void Name_that_nobody_logs_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => TinyModel().Fit(X, Y, callbacks: [new EarlyStopping("val_lss")]));
        Assert.Contains("loss", error.Message);
        Assert.Contains("mode", Assert.Throws<ArgumentException>(() => Epochs(new EarlyStopping("val_x"), [1])).Message);
    }

    private static readonly float[,] X = { { 1 } }, Y = { { 1 } };

    private static Model TinyModel()
    {
        var model = new Sequential([new InputLayer([1]), new Dense(1, useBias: false)]);
        model.Compile("sgd", "mse");
        return model;
    }

    private static int Epochs(EarlyStopping stopping, double[] values) =>
        TinyModel().Fit(X, Y, epochs: values.Length, callbacks: [new Values(values), stopping]).Epochs.Count;

    private sealed class Values(double[] values) : Callback
    {
        public override void OnEpochEnd(int epoch, Logs logs) => logs["val_x"] = values[epoch];
    }

    private sealed class SetWeight : Callback
    {
        public override void OnEpochEnd(int epoch, Logs logs) => Model.SetWeights([new float[,] { { epoch } }]);
    }

    private sealed class Messages : Callback
    {
        public List<string> Heard { get; } = [];

        public override void OnMessage(string message) => Heard.Add(message);
    }
}
