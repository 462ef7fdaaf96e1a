namespace Heed;

/// <summary>What one <c>Fit</c> works with, checked.</summary>
/// <param name="model">Whom errors name.</param>
/// <param name="batches">The training data.</param>
/// <param name="validation">The validation data, if there are any.</param>
/// <param name="epochs">From the number of the first epoch up to that of the last.</param>
/// <param name="stepsPerEpoch">Steps of an epoch; <see langword="null"/>: all data.</param>
/// <param name="validationSteps">Batches of a validation; <see langword="null"/>: all.</param>
/// <param name="validationFreq">Validate after every so many epochs, or after those of a list <c>[1, 3]</c>; the default is after each.</param>
/// <param name="progress">Is told after every batch.</param>
/// <param name="cancellationToken">Ends training after the running batch.</param>
internal sealed class FitRun(Model model, BatchSource batches, BatchSource? validation, (int First, int End) epochs, int? stepsPerEpoch,
                             int? validationSteps, ValidationFrequency validationFreq, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
{
    private int _firstStep;

    public BatchSource Batches => batches;

    public BatchSource? Validation => validation;

    public int FirstEpoch { get; private set; } = Require.AtLeast(0, epochs.First, model, "initialEpoch");

    public int EndEpoch { get; } = Require.AtLeast(0, epochs.End, model, "epochs");

    public int? StepsPerEpoch { get; } = Require.Optional(stepsPerEpoch, Require.Positive, model);

    public int? ValidationSteps { get; } = Require.Optional(validationSteps, Require.Positive, model);

    /// <summary>Batches of a validation, given or counted; null: not known.</summary>
    public int? CountOfValidation => ValidationSteps ?? validation?.Count;

    /// <summary>Gives the metrics what they had gathered before training was interrupted in the midst of an epoch.</summary>
    public Action? RestoreMetrics { get; private set; }

    public bool IsCancelled => cancellationToken.IsCancellationRequested;

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>Steps of an epoch, given or counted; null: not known.</summary>
    public int? Steps => StepsPerEpoch ?? batches.Count;

    /// <summary>Goes on where an interrupted training ended.</summary>
    /// <param name="epoch">The epoch that runs next.</param>
    /// <param name="step">The step of that epoch that runs next.</param>
    /// <param name="position">Where the training data stand.</param>
    /// <param name="restoreMetrics">Gives the metrics what they had gathered in this epoch.</param>
    public void Resume(int epoch, int step, BatchPosition position, Action restoreMetrics)
    {
        (FirstEpoch, _firstStep, RestoreMetrics) = (epoch, step, restoreMetrics);
        batches.GoTo(position);
    }

    /// <summary>The first step of the epoch that begins: not 0 only once, after <see cref="Resume"/>.</summary>
    public int TakeFirstStep()
    {
        int step = _firstStep;
        _firstStep = 0;
        return step;
    }

    /// <summary>Is there a validation after this epoch?</summary>
    public bool Validates(int epoch) => validation is not null && validationFreq.IsAfter(epoch);

    /// <summary>Tells how many steps of an epoch are done.</summary>
    public void Report(int epoch, int done, Callbacks.Logs logs) => progress?.Report(new(epoch, EndEpoch, done, Steps, logs));
}
