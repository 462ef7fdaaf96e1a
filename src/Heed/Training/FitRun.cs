namespace Heed;

/// <summary>What one <c>Fit</c> works with, checked.</summary>
/// <param name="model">Whom errors name.</param>
internal sealed class FitRun(Model model)
{
    public required BatchSource Batches { get; init; }

    public BatchSource? Validation { get; init; }

    public int InitialEpoch
    {
        get;
        init => field = Require.AtLeast(0, value, model, "initialEpoch");
    }

    public int Epochs
    {
        get;
        init => field = Require.AtLeast(0, value, model, "epochs");
    }

    public int? StepsPerEpoch
    {
        get;
        init => field = Require.Optional(value, Require.Positive, model, "stepsPerEpoch");
    }

    public int? ValidationSteps
    {
        get;
        init => field = Require.Optional(value, Require.Positive, model, "validationSteps");
    }

    public int ValidationFreq
    {
        get;
        init => field = Require.Positive(value, model, "validationFreq");
    } = 1;

    public IProgress<TrainingProgress>? Progress { get; init; }

    public CancellationToken CancellationToken { get; init; }
}
