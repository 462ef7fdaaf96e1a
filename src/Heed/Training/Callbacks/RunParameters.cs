namespace Heed.Callbacks;

/// <summary>What a run of <c>Fit</c>, <c>Evaluate</c> or <c>Predict</c> was asked to do.</summary>
/// <param name="Epochs">The number of the last epoch plus 1; 1 outside <c>Fit</c>.</param>
/// <param name="Steps">Batches in an epoch; <see langword="null"/>: not known.</param>
/// <param name="Verbose">0: silent; 1: a progress bar; 2: a line an epoch.</param>
/// <param name="ValidationSteps">Batches in a validation; <see langword="null"/>: not known, or there is none.</param>
public sealed record RunParameters(int Epochs, int? Steps, int Verbose, int? ValidationSteps = null);
