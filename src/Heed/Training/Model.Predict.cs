using System.Runtime.CompilerServices;
using Heed.Callbacks;

namespace Heed;

public partial class Model
{
    /// <summary>Computes the outputs for data in memory, batch by batch.</summary>
    /// <remarks>Several threads may predict with one model at once; they get the same bits.</remarks>
    /// <param name="x">Inputs; the first axis counts the examples.</param>
    /// <param name="batchSize">Examples in a batch; <see langword="null"/>: 32. The results do not depend on it beyond rounding.</param>
    /// <param name="verbose">0: silent; 1: a progress bar; 2: a line.</param>
    /// <param name="steps">Batches to predict; <see langword="null"/>: all.</param>
    /// <param name="callbacks">What is to be done in between.</param>
    /// <param name="cancellationToken">Ends it after the running batch, with an exception.</param>
    /// <returns>The outputs of all examples, in the model's structure.</returns>
    /// <exception cref="ArgumentException">The inputs do not fit the model or each other.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled: there is no result.</exception>
    public Tensors Predict(Tensors x, int? batchSize = null, int verbose = 0, int? steps = null, IEnumerable<Callback>? callbacks = null,
                           CancellationToken cancellationToken = default)
    {
        var data = new Examples(x);
        return Predict(new ArrayBatches(data, batchSize, Require.Optional(steps, Require.Positive, this)), data.Count, steps, verbose, callbacks, cancellationToken);
    }

    /// <summary>Computes the outputs for batches that you make.</summary>
    /// <param name="batches">A batch each, of which only the inputs count.</param>
    /// <param name="verbose">0: silent; 1: a progress bar; 2: a line.</param>
    /// <param name="steps">Batches to predict; <see langword="null"/>: all.</param>
    /// <param name="callbacks">What is to be done in between.</param>
    /// <param name="cancellationToken">Ends it after the running batch, with an exception.</param>
    /// <returns>The outputs of all examples, in the model's structure.</returns>
    /// <exception cref="ArgumentException">The inputs do not fit the model or each other.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled: there is no result.</exception>
    [OverloadResolutionPriority(1)]     // an array of batches also converts to Tensors
    public Tensors Predict(IEnumerable<Examples> batches, int verbose = 0, int? steps = null, IEnumerable<Callback>? callbacks = null,
                           CancellationToken cancellationToken = default) =>
        Predict(new GivenBatches(batches ?? throw new ArgumentNullException(nameof(batches))), 0, steps, verbose, callbacks, cancellationToken);

    private Tensors Predict(BatchSource batches, int expected, int? steps, int verbose, IEnumerable<Callback>? callbacks, CancellationToken cancellationToken)
    {
        Require.Optional(steps, Require.Positive, this);
        var list = CallbackList.Of(this, callbacks, new(1, steps ?? batches.Count, verbose));
        return list.Guard(() => Predict(batches, expected, steps, list, cancellationToken));
    }

    private Tensors Predict(BatchSource batches, int expected, int? steps, CallbackList list, CancellationToken cancellationToken)
    {
        StopPredicting = false;
        Gathered[]? gathered = null;
        Tensors? structure = null;
        int step = 0;
        list.OnPredictBegin();
        foreach (Func<Examples> batch in batches.Epoch(steps))
        {
            list.OnPredictBatchBegin(step);
            using var scope = new MemoryScope();
            structure = PredictStep(batch());
            gathered ??= [.. structure.Select(_ => new Gathered(expected))];
            for (int i = 0; i < gathered.Length; i++) gathered[i].Append(structure[i]);
            list.OnPredictBatchEnd(step++, structure);
            cancellationToken.ThrowIfCancellationRequested();
            if (StopPredicting) break;
        }
        cancellationToken.ThrowIfCancellationRequested();
        list.OnPredictEnd();
        if (structure is null) throw new ArgumentException($"{this} expects at least one batch to predict. Received none.");
        int next = 0;
        return structure.WithSame(_ => gathered![next++].Finish());
    }
}
