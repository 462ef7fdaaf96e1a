using System.Runtime.CompilerServices;
using Heed.Callbacks;

namespace Heed;

public partial class Model
{
    /// <summary>Measures the loss and the metrics on data in memory.</summary>
    /// <param name="x">Inputs; the first axis counts the examples.</param>
    /// <param name="y">Targets.</param>
    /// <param name="batchSize">Examples in a batch; <see langword="null"/>: 32.</param>
    /// <param name="verbose">0: silent; 1: a progress bar; 2: a line.</param>
    /// <param name="sampleWeight">A weight for each example, or for each step; <see langword="null"/>: all weigh 1.</param>
    /// <param name="steps">Batches to measure; <see langword="null"/>: all.</param>
    /// <param name="callbacks">What is to be done in between.</param>
    /// <param name="cancellationToken">Ends it after the running batch, with an exception.</param>
    /// <returns>Means over all examples, by name.</returns>
    /// <exception cref="ArgumentException">The data do not fit the model or each other.</exception>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled: there is no result.</exception>
    public Logs Evaluate(Tensors x, Tensors? y = null, int? batchSize = null, int verbose = 0, Tensors? sampleWeight = null, int? steps = null,
                         IEnumerable<Callback>? callbacks = null, CancellationToken cancellationToken = default) =>
        EvaluateAll(new ArrayBatches(new(x, y, sampleWeight), batchSize, Require.Optional(steps, Require.Positive, this)), steps, verbose, callbacks, cancellationToken);

    /// <summary>Measures the loss and the metrics on batches that you make.</summary>
    /// <param name="batches">Inputs, targets and weights of a batch each.</param>
    /// <param name="verbose">0: silent; 1: a progress bar; 2: a line.</param>
    /// <param name="steps">Batches to measure; <see langword="null"/>: all.</param>
    /// <param name="callbacks">What is to be done in between.</param>
    /// <param name="cancellationToken">Ends it after the running batch, with an exception.</param>
    /// <returns>Means over all examples, by name.</returns>
    /// <exception cref="ArgumentException">The data do not fit the model or each other.</exception>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled: there is no result.</exception>
    [OverloadResolutionPriority(1)]     // an array of batches also converts to Tensors
    public Logs Evaluate(IEnumerable<Examples> batches, int verbose = 0, int? steps = null, IEnumerable<Callback>? callbacks = null,
                         CancellationToken cancellationToken = default) =>
        EvaluateAll(new GivenBatches(batches ?? throw new ArgumentNullException(nameof(batches))), steps, verbose, callbacks, cancellationToken);

    private Logs EvaluateAll(BatchSource batches, int? steps, int verbose, IEnumerable<Callback>? callbacks, CancellationToken cancellationToken)
    {
        _ = CompiledOptimizer;
        Require.Optional(steps, Require.Positive, this);
        var list = CallbackList.Of(this, callbacks, new(1, steps ?? batches.Count, verbose));
        Logs? logs = list.Guard(() => Evaluate(batches, steps, list, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        return logs!;
    }

    /// <summary>Measures; null if it was cancelled before the end.</summary>
    private Logs? Evaluate(BatchSource batches, int? steps, CallbackList callbacks, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return null;
        StopEvaluating = false;
        callbacks.OnTestBegin();
        ResetMetrics();
        batches.Restart();
        int step = 0;
        Logs logs = [];
        foreach (Func<Examples> batch in batches.Epoch(steps))
        {
            callbacks.OnTestBatchBegin(step);
            logs = RunStep(TestStep, batch);
            callbacks.OnTestBatchEnd(step++, logs);
            if (StopEvaluating || cancellationToken.IsCancellationRequested) break;
        }
        if (step == 0 && cancellationToken.IsCancellationRequested) return null;
        if (step == 0) throw new ArgumentException($"{this} expects at least one batch to evaluate. Received none.");
        logs = Results(logs);
        batches.Restart();
        callbacks.OnTestEnd(logs);
        return cancellationToken.IsCancellationRequested ? null : logs;
    }
}
