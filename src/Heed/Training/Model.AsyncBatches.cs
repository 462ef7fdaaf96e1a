using Heed.Callbacks;

namespace Heed;

public partial class Model
{
    /// <summary>Trains the model on batches that come when they are ready.</summary>
    /// <remarks>The calling thread waits for them; the source runs on the pool and gets the token. See also the other Fit.</remarks>
    /// <param name="batches">Inputs, targets and weights of a step each.</param>
    /// <param name="epochs">The number of the last epoch plus 1.</param>
    /// <param name="verbose">0: silent; 1: a progress bar; 2: a line an epoch.</param>
    /// <param name="callbacks">What is to be done in between.</param>
    /// <param name="validationBatches">Batches to measure after each epoch; <see cref="Dataset.FromAsync"/> makes them of such a source too.</param>
    /// <param name="classWeight">Weights of the examples by class number; classes that are missing weigh 1.</param>
    /// <param name="initialEpoch">The number of the first epoch.</param>
    /// <param name="stepsPerEpoch">Steps of an epoch; <see langword="null"/>: all batches. The next epoch goes on where the last one ended.</param>
    /// <param name="validationSteps">Batches of a validation; <see langword="null"/>: all.</param>
    /// <param name="validationFreq">Validate after every so many epochs, or after those of a list <c>[1, 3]</c>; the default is after each.</param>
    /// <param name="progress">Is told after every batch how far training is.</param>
    /// <param name="cancellationToken">Ends training after the running batch, or while it waits for one.</param>
    /// <returns>Losses and metrics, epoch by epoch.</returns>
    /// <exception cref="ArgumentException">The data do not fit the model or each other, or a number is out of its range.</exception>
    /// <exception cref="InvalidDataException">The source failed; the message says at which batch.</exception>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    public History Fit(IAsyncEnumerable<Examples> batches, int epochs = 1, int verbose = 0, IEnumerable<Callback>? callbacks = null,
                       IEnumerable<Examples>? validationBatches = null, IReadOnlyDictionary<int, double>? classWeight = null, int initialEpoch = 0,
                       int? stepsPerEpoch = null, int? validationSteps = null, ValidationFrequency validationFreq = default, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Fit(Waiting(nameof(Fit), batches, cancellationToken), epochs, verbose, callbacks, validationBatches, classWeight, initialEpoch, stepsPerEpoch, validationSteps, validationFreq,
            progress, cancellationToken);

    /// <summary>Measures the loss and the metrics on batches that come when they are ready.</summary>
    /// <param name="batches">Inputs, targets and weights of a batch each.</param>
    /// <param name="verbose">0: silent; 1: a progress bar; 2: a line.</param>
    /// <param name="steps">Batches to measure; <see langword="null"/>: all.</param>
    /// <param name="callbacks">What is to be done in between.</param>
    /// <param name="cancellationToken">Ends it after the running batch, or while it waits for one, with an exception.</param>
    /// <returns>Means over all examples, by name.</returns>
    /// <exception cref="ArgumentException">The data do not fit the model or each other.</exception>
    /// <exception cref="InvalidDataException">The source failed; the message says at which batch.</exception>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled: there is no result.</exception>
    public Logs Evaluate(IAsyncEnumerable<Examples> batches, int verbose = 0, int? steps = null, IEnumerable<Callback>? callbacks = null,
                         CancellationToken cancellationToken = default) =>
        Evaluate(Waiting(nameof(Evaluate), batches, cancellationToken), verbose, steps, callbacks, cancellationToken);

    /// <summary>Computes the outputs for batches that come when they are ready.</summary>
    /// <param name="batches">A batch each, of which only the inputs count.</param>
    /// <param name="verbose">0: silent; 1: a progress bar; 2: a line.</param>
    /// <param name="steps">Batches to predict; <see langword="null"/>: all.</param>
    /// <param name="callbacks">What is to be done in between.</param>
    /// <param name="cancellationToken">Ends it after the running batch, or while it waits for one, with an exception.</param>
    /// <returns>The outputs of all examples, in the model's structure.</returns>
    /// <exception cref="ArgumentException">The inputs do not fit the model or each other.</exception>
    /// <exception cref="InvalidDataException">The source failed; the message says at which batch.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled: there is no result.</exception>
    public Tensors Predict(IAsyncEnumerable<Examples> batches, int verbose = 0, int? steps = null, IEnumerable<Callback>? callbacks = null,
                           CancellationToken cancellationToken = default) =>
        Predict(Waiting(nameof(Predict), batches, cancellationToken), verbose, steps, callbacks, cancellationToken);

    private IEnumerable<Examples> Waiting(string method, IAsyncEnumerable<Examples> batches, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batches);
        return AsyncElements.UntilCancelled($"{this}.{method}: the source of the batches", batches, cancellationToken);
    }
}
