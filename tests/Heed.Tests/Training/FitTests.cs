using Heed.Callbacks;
using Heed.Layers;
using Heed.Losses;
using Heed.Optimizers;
using Heed.Regularizers;

namespace Heed.Tests.Training;

public class FitTests
{
    private static readonly float[,] X = { { 1, 2 }, { 3, 4 }, { 5, 6 }, { 7, 8 }, { 9, 10 } };
    private static readonly float[,] Y = { { 1 }, { 0 }, { 1 }, { 0 }, { 1 } };

    [Fact]
    public void Loss_gets_smaller_and_the_history_has_the_names_of_Keras()
    {
        Model model = new Sequential([new InputLayer([2]), new Dense(8, "tanh"), new Dense(1, "sigmoid")]);
        model.Compile(new Adam(0.05), "bce", metrics: ["accuracy"], weightedMetrics: ["accuracy", "mse"]);
        History history = model.Fit(X, Y, batchSize: 2, epochs: 30, validationSplit: 0.2, seed: 1, sampleWeight: new float[] { 1, 1, 1, 1, 1 });
        Assert.Equal(["loss", "accuracy", "weighted_accuracy", "mse", "val_loss", "val_accuracy", "val_weighted_accuracy", "val_mse"], history.Values.Keys);
        Assert.True(history["loss"][^1] < history["loss"][0]);
        Assert.Equal(30, history.Epochs.Count);
    }

    [Fact]
    public void Several_outputs_take_settings_by_name_and_by_place()
    {
        Model byName = TwoOutputs(), byPlace = TwoOutputs();
        byPlace.SetWeights(byName.GetWeights());
        byName.Compile(new SGD(0.01), new Dictionary<string, string> { ["b"] = "mae", ["a"] = "mse" },
            new Dictionary<string, double> { ["a"] = 0.5, ["b"] = 2 }, new Dictionary<string, MetricGroup?> { ["b"] = ["mse", "mae"] });
        byPlace.Compile(new SGD(0.01), ["mse", "mae"], [0.5, 2], [null, ["mse", "mae"]]);
        History named = byName.Fit(X, new Dictionary<string, Tensor> { ["b"] = Y, ["a"] = Y }, epochs: 2, shuffle: false);
        History placed = byPlace.Fit(X, [Y, Y], epochs: 2, shuffle: false);

        Assert.Equal(["loss", "b_mse", "b_mae", "a_loss", "b_loss"], named.Values.Keys);
        Assert.Equal(named.Values.Values, placed.Values.Values);
        Assert.Equal(0.5 * named["a_loss"][0] + 2 * named["b_loss"][0], named["loss"][0], 4);
    }

    [Fact]
    public void Output_without_loss_needs_no_target()
    {
        Model model = TwoOutputs();
        model.Compile("sgd", [null, "mse"]);
        Assert.Equal(["loss"], model.Fit(X, Y).Values.Keys);
    }

    [Fact]
    public void Penalties_and_added_losses_count()
    {
        var dense = new Dense(1, useBias: false, kernelRegularizer: new L2(0.5)) { ActivityRegularizer = new L2(0.1) };
        Model model = new Sequential([new InputLayer([1]), dense]);
        model.SetWeights([new float[,] { { 2 } }]);
        model.Compile(new SGD(0.0), "mse");
        // mean squared error (2 − 1)², kernel 0.5 · 2², activity 0.1 · (2² + 2²) / 2 examples
        Assert.Equal(1 + 2 + 0.4, model.Evaluate(new float[,] { { 1 }, { 1 } }, new float[,] { { 1 }, { 1 } })["loss"], 5);

        model.Compile(new SGD(0.0));
        Assert.Equal(2.4, model.TrainOnBatch(new float[,] { { 1 }, { 1 } })["loss"], 5);
    }

    [Fact]
    public void Validation_follows_a_number_or_a_list_of_epochs()
    {
        History Fit(ValidationFrequency frequency) => Linear(0).Fit(X, Y, epochs: 4, validationData: new(X, Y), validationFreq: frequency);
        Assert.Equal(4, Fit(default)["val_loss"].Count);
        Assert.Equal(2, Fit(2)["val_loss"].Count);
        Assert.Equal(3, Fit([1, 2, 4, 9])["val_loss"].Count);       // Keras 3.15.1 counts from 1 as well
        Assert.Throws<ArgumentOutOfRangeException>(() => Fit(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fit([0]));
    }

    [Fact]
    public void Training_of_no_epoch_leaves_the_weights_alone()      // Keras 3.15.1 takes the averages over only if epochs > 0
    {
        Model model = Linear(0);
        model.Compile(new Heed.Optimizers.SGD(0.1) { UseEma = true }, "mse");
        model.TrainOnBatch(X, Y);
        model.TrainOnBatch(X, Y);
        float[] before = model.GetWeights()[0].ToArray<float>();
        model.Fit(X, Y, epochs: 0);
        Assert.Equal(before, model.GetWeights()[0].ToArray<float>());
    }

    [Fact]
    public void Validation_data_that_do_not_fit_are_named() =>
        Assert.Contains("validationData expects tensors whose first axes count the same examples. Received x (3, 1), y (2, 1).",
            Assert.Throws<ArgumentException>(() => Linear(0).Fit(X, Y, validationData: new(new float[3, 1], new float[2, 1]))).Message);

    [Fact]
    public void Steps_are_at_least_1()
    {
        foreach (Action run in (Action[])[() => Linear(0).Fit(X, Y, stepsPerEpoch: 0), () => Linear(0).Fit(X, Y, validationData: new(X, Y), validationSteps: 0),
                                          () => Linear(0).Evaluate(X, Y, steps: 0), () => Linear(0).Predict(X, steps: 0)])
            Assert.Contains("at least 1. Received 0", Assert.Throws<ArgumentOutOfRangeException>(run).Message);
    }

    [Fact]
    public void Batches_that_cannot_be_made_are_counted_and_the_cause_is_kept()
    {
        IEnumerable<Examples> Batches(Exception error)
        {
            yield return new(X, Y);
            throw error;
        }
        Exception error = Assert.Throws<InvalidOperationException>(() => Linear(0).Fit(Batches(new TimeoutException("The line is dead."))));
        Assert.Contains("Received TimeoutException while batch 1 was made: The line is dead. What was learned until then is kept.", error.Message);
        Assert.IsType<TimeoutException>(error.InnerException);
        Assert.Contains("while batch 1 was made: no row 7. What", Assert.Throws<ArgumentException>(() => Linear(0).Fit(Batches(new ArgumentException("no row 7")))).Message);
        Assert.Equal("batches", Assert.Throws<ArgumentNullException>(() => Linear(0).Fit((IEnumerable<Examples>)null!)).ParamName);
    }

    [Fact]
    public void Targets_and_weights_that_do_not_fit_are_named_with_the_loss_or_metric()
    {
        Model model = new Sequential([new InputLayer([1]), new Dense(3)]);
        model.Compile("sgd", "mse");
        Assert.Contains("MeanSquaredError 'mse' expects y and sampleWeight to fit output 0. Received y (2, 2) float32, output (2, 3) float32.",
            Assert.Throws<ShapeException>(() => model.Fit(new float[2, 1], new float[2, 2])).Message);
        model.Compile("sgd", weightedMetrics: ["mae"], loss: new Heed.Losses.Tversky());
        string message = Assert.Throws<ShapeException>(() => model.Fit(new float[2, 1], new float[2, 3], sampleWeight: new float[2, 4])).Message;
        Assert.Contains("sampleWeight (2, 4) float32", message);
    }

    [Fact]
    public void Class_weights_weigh_the_loss()
    {
        Model model = Linear(0);
        Assert.Equal(3 / 5.0, model.TestOnBatch(X, Y)["loss"], 5);
        Assert.Equal(3 / 5.0 * 4, model.TrainOnBatch(X, Y, classWeight: new Dictionary<int, double> { [1] = 4 })["loss"], 5);
        Assert.Throws<ArgumentException>(() => model.Fit(X, Y, sampleWeight: new float[5], classWeight: new Dictionary<int, double>()));
    }

    [Fact]
    public void Batches_of_your_own_train_too()
    {
        int enumerations = 0;
        IEnumerable<Examples> Batches()
        {
            enumerations++;
            yield return new(X, Y);
            yield return (X, Y, new float[] { 1, 0, 0, 0, 0 });
        }
        History history = Linear(0).Fit(Batches(), epochs: 3, validationBatches: [new(X, Y)]);
        Assert.Equal(3, enumerations);
        Assert.Equal(["loss", "val_loss"], history.Values.Keys);
        Assert.Equal(3, Linear(0).Fit(Batches(), epochs: 3, stepsPerEpoch: 1).Epochs.Count);
        Assert.Throws<ArgumentException>(() => Linear(0).Fit(Array.Empty<Examples>()));
    }

    [Fact]
    public void Every_validation_begins_at_the_first_batch()
    {
        Model model = Linear(0);
        model.Compile(new SGD(0.0), "mse");
        History history = model.Fit(X, Y, epochs: 3, validationData: new(X, Y), validationBatchSize: 1, validationSteps: 2);
        Assert.Equal([0.5, 0.5, 0.5], history["val_loss"]);     // targets 1 and 0
    }

    [Fact]
    public void Cancelling_ends_after_the_running_batch_and_keeps_what_was_learned()
    {
        Model model = Linear(0);
        using var cancellation = new CancellationTokenSource();
        var steps = new List<(int Epoch, int Step)>();
        History history = model.Fit(X, Y, batchSize: 1, epochs: 5, validationData: new(X, Y), cancellationToken: cancellation.Token,
            progress: new Direct(progress =>
            {
                steps.Add((progress.Epoch, progress.Step));
                Assert.Equal((5, 5), (progress.Epochs, progress.Steps!.Value));
                if (steps.Count == 7) cancellation.Cancel();
            }));
        Assert.Equal((1, 2), steps[^1]);
        Assert.Equal([0, 1], history.Epochs);
        Assert.Equal((2, 1), (history["loss"].Count, history["val_loss"].Count));
        Assert.NotEqual(0f, model.GetWeights()[0].AsSpan<float>()[0]);
        Assert.Throws<OperationCanceledException>(() => model.Evaluate(X, Y, cancellationToken: cancellation.Token));
        Assert.Throws<OperationCanceledException>(() => model.Predict(X, cancellationToken: cancellation.Token));
    }

    [Fact]
    public void Callback_sees_every_moment_in_order()
    {
        var moments = new Moments();
        Linear(0).Fit(X, Y, batchSize: 3, epochs: 3, initialEpoch: 1, validationData: new(X, Y), validationFreq: 2, callbacks: [moments]);
        Assert.Equal("T( E1( 0 1 V( v0 v1 )V )E E2( 0 1 )E )T", string.Join(' ', moments.Seen));
    }

    [Fact]
    public void Subclass_can_compute_its_own_loss()
    {
        var model = new OwnLoss();
        model.Compile("sgd");
        Assert.Equal(42.0, model.TrainOnBatch(X, Y)["loss"]);
    }

    [Fact]
    public void Frozen_layer_stays_as_it_is()
    {
        Dense frozen = new(2) { Trainable = false }, free = new(1);
        Model model = new Sequential([new InputLayer([2]), frozen, free]);
        float[] before = model.GetWeights()[0].ToArray<float>();
        model.Compile("sgd", "mse");
        model.Fit(X, Y, epochs: 2);
        Assert.Equal(frozen.Kernel!.Value.ToArray<float>(), frozen.GetWeights()[0].ToArray<float>());
        Assert.Contains(before, value => frozen.Kernel.Value.ToArray<float>().Contains(value));
        Assert.Equal(2, model.TrainableWeights.Count);
    }

    [Fact]
    public void Mistakes_are_named()
    {
        Model model = new Sequential([new InputLayer([2]), new Dense(1)]);
        Assert.Throws<InvalidOperationException>(() => model.Fit(X, Y));
        Assert.Contains("Did you mean 'mse'", Assert.Throws<ArgumentException>(() => model.Compile("sgd", "msee")).Message);
        model.Compile("sgd", "mse");
        Assert.Contains("no y", Assert.Throws<ArgumentException>(() => model.Fit(X)).Message);
        Assert.Contains("y (4, 1)", Assert.Throws<ArgumentException>(() => model.Fit(X, new float[4, 1])).Message);
        Assert.Contains("batchSize", Assert.Throws<ArgumentOutOfRangeException>(() => model.Fit(X, Y, batchSize: 0)).Message);
        Assert.Contains("validationSplit", Assert.Throws<ArgumentOutOfRangeException>(() => model.Fit(X, Y, validationSplit: double.NaN)).Message);
        Assert.Contains("5 examples", Assert.Throws<ArgumentException>(() => model.Fit(X, Y, validationSplit: 0.99)).Message);
        Assert.Contains("epochs", Assert.Throws<ArgumentOutOfRangeException>(() => model.Fit(X, Y, epochs: -1)).Message);

        Assert.Contains("Did you mean 'accuracy'", Assert.Throws<ArgumentException>(() => model.Compile("sgd", "mse", metrics: ["acuracy"])).Message);

        Model classifier = new Sequential([new InputLayer([2]), new Dense(3, "softmax")]);
        classifier.Compile("sgd", "sparse_categorical_crossentropy");
        Assert.Contains("Received 3", Assert.ThrowsAny<ArgumentException>(() => classifier.Fit(X, new[] { 0, 1, 2, 3, 0 }, shuffle: false)).Message);
        Assert.Contains("null as batch 0", Assert.Throws<ArgumentException>(() => classifier.Fit(new Examples[] { null! })).Message);
        Assert.Contains("expects callbacks", Assert.Throws<ArgumentException>(() => classifier.Fit(X, new int[5], callbacks: [null!])).Message);

        Model two = TwoOutputs();
        two.Compile("sgd", ["mse", "mse", "mse"]);
        Assert.Contains("2 outputs", Assert.Throws<ArgumentException>(() => two.Fit(X, [Y, Y])).Message);
        two.Compile("sgd", new Dictionary<string, string> { ["c"] = "mse" });
        Assert.Contains("a, b. Received 'c'", Assert.Throws<ArgumentException>(() => two.Fit(X, [Y, Y])).Message);
        two.Compile("sgd", new Dictionary<string, string> { ["a"] = "mse" });     // Keras 3.15.1: "Expected keys ['a', 'b'] in loss dict"
        Assert.Contains("each output of the model: a, b", Assert.Throws<ArgumentException>(() => two.Fit(X, [Y, Y])).Message);
        two.Compile("sgd", new Dictionary<string, Loss?> { ["a"] = "mse", ["b"] = null });
        two.Fit(X, new Dictionary<string, Tensor> { ["a"] = Y });
        two.Compile("sgd", "mse");
        Assert.Contains("Received 1", Assert.Throws<ArgumentException>(() => two.Fit(X, Y)).Message);
    }

    private static Model Linear(float weight)
    {
        Model model = new Sequential([new InputLayer([2]), new Dense(1)]);
        model.SetWeights([new[,] { { weight }, { weight } }, new float[1]]);
        model.Compile(new SGD(0.001), "mse");
        return model;
    }

    private static Model TwoOutputs()
    {
        Tensor x = Input.Of([2]), hidden = x.Then(new Dense(4, "tanh"));
        return new Model(x, [hidden.Then(new Dense(1, name: "a")), hidden.Then(new Dense(1, name: "b"))]);
    }

    private sealed class Direct(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }

    private sealed class OwnLoss : Model
    {
        private readonly Dense _dense;

        public OwnLoss() => _dense = AddLayer(new Dense(1));

        protected override Tensors Call(Tensors inputs, CallArguments call) => _dense.Apply(inputs);

        protected override Tensor ComputeLoss(Tensors x, Tensors? y, Tensors yPred, Tensors? sampleWeight, bool training) =>
            Heed.Ops.Sum(yPred) * 0f + 42f;
    }

    private sealed class Moments : Callback
    {
        public List<string> Seen { get; } = [];

        public override void OnTrainBegin() => Seen.Add("T(");

        public override void OnTrainEnd(Logs logs) => Seen.Add(")T");

        public override void OnEpochBegin(int epoch) => Seen.Add($"E{epoch}(");

        public override void OnEpochEnd(int epoch, Logs logs) => Seen.Add(")E");

        public override void OnTrainBatchEnd(int batch, Logs logs) => Seen.Add($"{batch}");

        public override void OnTestBegin() => Seen.Add("V(");

        public override void OnTestBatchEnd(int batch, Logs logs) => Seen.Add($"v{batch}");

        public override void OnTestEnd(Logs logs) => Seen.Add(")V");
    }
}
