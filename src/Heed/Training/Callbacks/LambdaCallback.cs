namespace Heed.Callbacks;

/// <summary>A callback made of functions, for what is too small for a class.</summary>
/// <param name="onEpochBegin">Receives the epoch, from 0.</param>
/// <param name="onEpochEnd">Receives the epoch, from 0, and its losses and metrics.</param>
/// <param name="onTrainBegin">Training begins.</param>
/// <param name="onTrainEnd">Receives the losses and metrics of the last epoch.</param>
/// <param name="onTrainBatchBegin">Receives the number of the batch in its epoch, from 0.</param>
/// <param name="onTrainBatchEnd">Receives the number of the batch in its epoch, from 0, and means over the epoch so far.</param>
/// <remarks>Source: keras/src/callbacks/lambda_callback.py.</remarks>
/// <example>
/// <code>
/// var log = new LambdaCallback(onEpochEnd: (epoch, logs) => losses.Add(logs["loss"]));
/// </code>
/// </example>
public sealed class LambdaCallback(Action<int>? onEpochBegin = null, Action<int, Logs>? onEpochEnd = null, Action? onTrainBegin = null, Action<Logs>? onTrainEnd = null,
                                   Action<int>? onTrainBatchBegin = null, Action<int, Logs>? onTrainBatchEnd = null) : Callback
{
    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch) => onEpochBegin?.Invoke(epoch);

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs) => onEpochEnd?.Invoke(epoch, logs);

    /// <inheritdoc/>
    public override void OnTrainBegin() => onTrainBegin?.Invoke();

    /// <inheritdoc/>
    public override void OnTrainEnd(Logs logs) => onTrainEnd?.Invoke(logs);

    /// <inheritdoc/>
    public override void OnTrainBatchBegin(int batch) => onTrainBatchBegin?.Invoke(batch);

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch, Logs logs) => onTrainBatchEnd?.Invoke(batch, logs);
}
