using Heed.Callbacks;

namespace Heed;

/// <summary>How far a training is, reported after every batch.</summary>
/// <param name="Epoch">The running epoch, from 0.</param>
/// <param name="Epochs">How many epochs there are.</param>
/// <param name="Step">How many steps of this epoch are done.</param>
/// <param name="Steps">Steps of an epoch; <see langword="null"/>: not known.</param>
/// <param name="Logs">Means over the epoch so far.</param>
public readonly record struct TrainingProgress(int Epoch, int Epochs, int Step, int? Steps, Logs Logs);
