using System.Runtime.CompilerServices;
using Heed.Callbacks;

namespace Heed;

public partial class Model
{
    /// <summary>Trains the model on data in memory.</summary>
    /// <remarks>
    /// It writes nothing to the console unless <paramref name="verbose"/> or a <see cref="ProgbarLogger"/> asks for it. When it is cancelled, it
    /// ends after the running batch, keeps what was learned and returns the history up to there, without validating the epoch that was cut short.
    /// Source: keras/src/trainers/trainer.py, keras/src/backend/torch/trainer.py.
    /// </remarks>
    /// <param name="x">Inputs: a tensor, a C# array, a list, or a dictionary by the inputs' names; the first axis counts the examples.</param>
    /// <param name="y">Targets, likewise.</param>
    /// <param name="batchSize">Examples in a step; <see langword="null"/>: 32. The last batch may be smaller.</param>
    /// <param name="epochs">The number of the last epoch plus 1.</param>
    /// <param name="verbose">0: silent; 1: a progress bar; 2: a line an epoch.</param>
    /// <param name="callbacks">What is to be done in between.</param>
    /// <param name="validationSplit">The fraction of the examples, the last ones, that is kept for validation, in [0, 1).</param>
    /// <param name="validationData">Examples to measure after each epoch: <c>new(x, y)</c>; it goes before <paramref name="validationSplit"/>.</param>
    /// <param name="shuffle">Take the examples in another order in every epoch?</param>
    /// <param name="classWeight">Weights of the examples by class number; classes that are missing weigh 1.</param>
    /// <param name="sampleWeight">A weight for each example, or for each step; not together with <paramref name="classWeight"/>.</param>
    /// <param name="initialEpoch">The number of the first epoch.</param>
    /// <param name="stepsPerEpoch">Steps of an epoch; <see langword="null"/>: all data. The next epoch goes on there; the end of the data ends one.</param>
    /// <param name="validationSteps">Batches of a validation; <see langword="null"/>: all.</param>
    /// <param name="validationBatchSize">Examples in a batch of the validation; <see langword="null"/>: <paramref name="batchSize"/>.</param>
    /// <param name="validationFreq">Validate after every so many epochs, or after those of a list <c>[1, 3]</c>; the default is after each.</param>
    /// <param name="seed">Makes the shuffling repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="progress">Is told after every batch how far training is.</param>
    /// <param name="cancellationToken">Ends training after the running batch.</param>
    /// <returns>Losses and metrics, epoch by epoch.</returns>
    /// <exception cref="ArgumentException">The data do not fit the model or each other, or a number is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    public History Fit(Tensors x, Tensors? y = null, int? batchSize = null, int epochs = 1, int verbose = 0, IEnumerable<Callback>? callbacks = null,
                       double validationSplit = 0.0, Examples? validationData = null, bool shuffle = true,
                       IReadOnlyDictionary<int, double>? classWeight = null, Tensors? sampleWeight = null, int initialEpoch = 0,
                       int? stepsPerEpoch = null, int? validationSteps = null, int? validationBatchSize = null, ValidationFrequency validationFreq = default,
                       int? seed = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Require.Optional(batchSize, Require.Positive, this);
        Require.Fraction(validationSplit, this);
        Require.Optional(stepsPerEpoch, Require.Positive, this);
        Require.Optional(validationSteps, Require.Positive, this);
        Examples data = new(x, y, sampleWeight);
        if (validationData is not null) Arrays.RequireOneLength(validationData, "validationData");
        if (validationSplit > 0 && validationData is null) (data, validationData) = Arrays.Split(data, validationSplit);
        data = WithClassWeights(data, classWeight);
        var batches = new ArrayBatches(data, batchSize, stepsPerEpoch, shuffle, seed);
        ArrayBatches? validation = validationData is null ? null
            : new(validationData, Require.Optional(validationBatchSize, Require.Positive, this) ?? batchSize, validationSteps);
        return Fit(new FitRun(this, batches, validation, (initialEpoch, epochs), stepsPerEpoch, validationSteps, validationFreq, progress,
            cancellationToken), verbose, callbacks);
    }

    /// <summary>Trains the model on batches that you make, perhaps without end.</summary>
    /// <remarks>They are enumerated anew for every epoch unless <paramref name="stepsPerEpoch"/> says how many make one. See also the other Fit.</remarks>
    /// <param name="batches">Inputs, targets and weights of a step each.</param>
    /// <param name="epochs">The number of the last epoch plus 1.</param>
    /// <param name="verbose">0: silent; 1: a progress bar; 2: a line an epoch.</param>
    /// <param name="callbacks">What is to be done in between.</param>
    /// <param name="validationBatches">Batches to measure after each epoch.</param>
    /// <param name="classWeight">Weights of the examples by class number; classes that are missing weigh 1.</param>
    /// <param name="initialEpoch">The number of the first epoch.</param>
    /// <param name="stepsPerEpoch">Steps of an epoch; <see langword="null"/>: all batches. The next epoch goes on where the last one ended.</param>
    /// <param name="validationSteps">Batches of a validation; <see langword="null"/>: all.</param>
    /// <param name="validationFreq">Validate after every so many epochs, or after those of a list <c>[1, 3]</c>; the default is after each.</param>
    /// <param name="progress">Is told after every batch how far training is.</param>
    /// <param name="cancellationToken">Ends training after the running batch.</param>
    /// <returns>Losses and metrics, epoch by epoch.</returns>
    /// <exception cref="ArgumentException">The data do not fit the model or each other, or a number is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    [OverloadResolutionPriority(1)]     // an array of batches also converts to Tensors
    public History Fit(IEnumerable<Examples> batches, int epochs = 1, int verbose = 0, IEnumerable<Callback>? callbacks = null,
                       IEnumerable<Examples>? validationBatches = null, IReadOnlyDictionary<int, double>? classWeight = null, int initialEpoch = 0,
                       int? stepsPerEpoch = null, int? validationSteps = null, ValidationFrequency validationFreq = default, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batches);
        GivenBatches? validation = validationBatches is null ? null : new(validationBatches);
        return Fit(new FitRun(this, new GivenBatches(batches, batch => WithClassWeights(batch, classWeight)), validation, (initialEpoch, epochs), stepsPerEpoch, validationSteps, validationFreq,
            progress, cancellationToken), verbose, callbacks);
    }

    private History Fit(FitRun run, int verbose, IEnumerable<Callback>? callbacks)
    {
        _ = CompiledOptimizer;
        if (Running is not null) throw new InvalidOperationException($"{this} expects one Fit to end before the next begins. Received a second one meanwhile.");
        var list = CallbackList.Of(this, callbacks, new(run.EndEpoch, run.Steps, verbose, run.CountOfValidation), addHistory: true);
        StopTraining = false;
        Running = run;
        try
        {
            list.Guard(() => Train(run, list));
        }
        finally
        {
            Running = null;
            run.Batches.Restart();
            run.Validation?.Restart();
        }
        return list.History!;
    }

    private Logs Train(FitRun run, CallbackList list)
    {
        Logs logs = [];
        list.OnTrainBegin();
        list.AfterTrainBegin();
        for (int epoch = run.FirstEpoch; epoch < run.EndEpoch && !StopTraining && !run.IsCancelled; epoch++)
        {
            list.OnEpochBegin(epoch);
            logs = TrainEpoch(run, epoch, list);
            if (run.Validates(epoch) && Evaluate(run.Validation!, run.ValidationSteps, list, run.CancellationToken) is { } validation)
                foreach ((string name, double value) in validation) logs[$"val_{name}"] = value;
            list.OnEpochEnd(epoch, logs);
            list.AfterEpochEnd(epoch);
        }
        if (run.EndEpoch > 0) CompiledOptimizer.FinalizeVariables();
        list.OnTrainEnd(logs);
        return logs;
    }

    private Logs TrainEpoch(FitRun run, int epoch, CallbackList callbacks)
    {
        int first = run.TakeFirstStep(), step = first;
        if (first == 0) ResetMetrics();
        Logs logs = [];
        foreach (Func<Examples> batch in run.Batches.Epoch(run.StepsPerEpoch, first))
        {
            if (step == first && first > 0) RestoreMetrics(run, batch);
            callbacks.OnTrainBatchBegin(step);
            logs = RunStep(TrainStep, batch);
            callbacks.OnTrainBatchEnd(step++, logs);
            callbacks.AfterTrainBatchEnd(epoch, step);
            run.Report(epoch, step, logs);
            if (StopTraining || run.IsCancelled) break;
        }
        if (step == first && first > 0) RestoreMetrics(run, run.Batches.Sample());       // all steps were done before the interruption
        return step > 0 || run.IsCancelled ? Results(logs) : throw new ArgumentException($"{this} expects at least one batch in an epoch. Received none in epoch {epoch}.");
    }

    /// <summary>Gives the metrics what they had gathered before an interruption in the midst of an epoch. A batch of the data tells them which variables they need.</summary>
    private void RestoreMetrics(FitRun run, Func<Examples> batch)
    {
        RunStep(TestStep, batch);
        run.RestoreMetrics?.Invoke();
    }
}
