using Heed.Callbacks;
using Heed.Layers;
using Heed.Metrics;
using Heed.Optimizers;

namespace Heed.Tests.Training;

/// <summary>Steps and loops of one's own.</summary>
public class CustomStepTests
{
    private static readonly float[,] X = { { 1, 2 }, { 3, 4 }, { 5, 6 }, { 7, 8 } };
    private static readonly float[,] Y = { { 1 }, { 0 }, { 1 }, { 0 } };

    [Fact]
    public void Values_of_an_own_step_are_shown_and_its_metrics_reset()
    {
        var model = new OwnSteps();
        model.Compile(new SGD(0.1));
        History history = model.Fit(X, Y, batchSize: 2, epochs: 2, validationData: new(X, Y), shuffle: false);
        Assert.Equal(["square", "val_tested"], history.Values.Keys);
        Assert.Equal([0.25, 0.25], history["square"]);                // (0.5 − 0)² and (0.5 − 1)² alike: reset in between
        Assert.Equal([2, 2], history["val_tested"]);
        Assert.Equal(7, ((Tensor)model.Predict(X)).ToArray<float>()[0]);
        Assert.Equal(7, model.PredictOnBatch(X)[0].ToArray<float>()[0]);
        Assert.Equal(4, model.Steps);
        Assert.Contains(model.Square, model.Metrics);
    }

    [Fact]
    public void Steps_of_single_batches_measure_that_batch_alone()      // Keras 3.15.1 resets the metrics before train_on_batch and test_on_batch
    {
        Model model = new Sequential([new InputLayer([2]), new Dense(1, kernelInitializer: "zeros")]);
        model.Compile(new SGD(0.0), "mse", metrics: ["mae"]);
        Assert.Equal(1, model.TrainOnBatch(new float[1, 2], new float[,] { { 1 } })["loss"]);
        Assert.Equal(0, model.TrainOnBatch(new float[1, 2], new float[,] { { 0 } })["mae"]);
        Assert.Equal(4, model.TestOnBatch(new float[1, 2], new float[,] { { 2 } })["loss"]);
    }

    [Fact]
    public void Loop_of_ones_own_trains_like_Fit()
    {
        Model fitted = Network(), looped = Network();
        looped.SetWeights(fitted.GetWeights());
        fitted.Compile(new SGD(0.05), "mse");
        History expected = fitted.Fit(X, Y, batchSize: 4, epochs: 3, shuffle: false);

        var optimizer = new SGD(0.05);
        var callbacks = new CallbackList([new EarlyStopping("loss", patience: 9)], addHistory: true, model: looped);
        callbacks.OnTrainBegin();
        for (int epoch = 0; epoch < 3; epoch++)
        {
            callbacks.OnEpochBegin(epoch);
            (Tensor loss, Tensor?[] gradients) = Tape.ValueAndGradients(
                () => Heed.Ops.Mean(Heed.Ops.Square(looped.Apply(X, training: true) - Y)), looped.TrainableWeights);
            optimizer.Apply(gradients, looped.TrainableWeights);
            callbacks.OnEpochEnd(epoch, new Logs { ["loss"] = loss.Item<float>() });
        }
        callbacks.OnTrainEnd([]);
        Assert.Equal(expected["loss"], callbacks.History!["loss"]);
        Assert.Equal(fitted.GetWeights()[0].ToArray<float>(), looped.GetWeights()[0].ToArray<float>());
    }

    [Fact]
    public void Evaluation_and_prediction_can_be_stopped()
    {
        Model model = Network();
        model.Compile("sgd", "mse");
        int tested = 0;
        model.Evaluate(X, Y, batchSize: 1, callbacks: [new Stopping(m => m.StopEvaluating = true, () => tested++)]);
        Assert.Equal(1, tested);
        Tensor predicted = model.Predict(X, batchSize: 1, callbacks: [new Stopping(m => m.StopPredicting = true, () => { })]);
        Assert.Equal(1, predicted.Shape[0].Value);
    }

    [Fact]
    public void Frozen_normalization_keeps_its_statistics()
    {
        var frozen = new BatchNormalization { Trainable = false };
        Model model = new Sequential([new InputLayer([2]), frozen, new Dense(1)]);
        model.Compile("sgd", "mse");
        model.Fit(X, Y, epochs: 2);
        Assert.All(frozen.GetWeights(), weight => Assert.Contains(weight.ToArray<float>()[0], new[] { 0f, 1f }));
        frozen.Trainable = true;
        model.Compile("sgd", "mse");        // an optimizer knows the weights with which it began
        model.Fit(X, Y, epochs: 1);
        Assert.DoesNotContain(frozen.GetWeights()[2].ToArray<float>()[0], new[] { 0f, 1f });
    }

    private static Model Network() => new Sequential([new InputLayer([2]), new Dense(3, "tanh"), new Dense(1)]);

    private sealed class OwnSteps : Model
    {
        private readonly Dense _dense;

        public OwnSteps()
        {
            _dense = AddLayer(new Dense(1, kernelInitializer: "zeros"));
            Square = AddMetric(new Mean("square"));
        }

        public Mean Square { get; }

        public int Steps { get; private set; }

        protected override Tensors Call(Tensors inputs, CallArguments call) => _dense.Apply(inputs);

        protected override Logs TrainStep(Examples batch)
        {
            Steps++;
            Tensor difference = (Tensor)batch.Y! - 0.5f;
            Square.Update(Heed.Ops.Square(difference));
            return new Logs { ["square"] = Square.Result().Item<float>() };
        }

        protected override Logs TestStep(Examples batch) => new() { ["tested"] = 2 };

        protected override Tensors PredictStep(Examples batch) => batch.X[0] * 0f + 7f;
    }

    private sealed class Stopping(Action<Model> stop, Action seen) : Callback
    {
        public override void OnTestBatchEnd(int batch, Logs logs)
        {
            seen();
            stop(Model);
        }

        public override void OnPredictBatchEnd(int batch, Tensors outputs) => stop(Model);
    }
}
