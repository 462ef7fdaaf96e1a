namespace Heed.Callbacks;

/// <summary>Sets the learning rate at the beginning of every epoch, and adds it to the logs as <c>learning_rate</c>; inside a <c>MultiOptimizer</c> all rates are set.</summary>
/// <param name="schedule">Gives the rate from the epoch, from 0, and the rate until now.</param>
/// <param name="verbose">1: announce every change, for a <see cref="ProgbarLogger"/> to show; 0: do not.</param>
/// <remarks>Source: keras/src/callbacks/learning_rate_scheduler.py.</remarks>
public sealed class LearningRateScheduler(Func<int, double, double> schedule, int verbose = 0) : Callback
{
    private int _begun = -1, _resumed = -1;

    /// <inheritdoc/>
    public override void OnTrainBegin() => (_begun, _resumed) = (-1, -1);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The optimizer was made with a schedule of its own.</exception>
    public override void OnEpochBegin(int epoch)
    {
        if (epoch == _resumed) return;      // it was set before the interruption
        _begun = epoch;
        foreach (Optimizers.Optimizer optimizer in LearningRates.Owners(Model.CompiledOptimizer))
        {
            optimizer.LearningRate = schedule(epoch, optimizer.LearningRate);
            if (verbose > 0) Announce(FormattableString.Invariant($"Epoch {epoch + 1}: the learning rate of {optimizer} is {optimizer.LearningRate}."));
        }
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs) => LearningRates.AddTo(logs, Model.CompiledOptimizer);

    /// <inheritdoc/>
    public override void SaveState(CallbackState state) => state.Set("epoch", _begun);

    /// <inheritdoc/>
    public override void RestoreState(CallbackState state) => _begun = _resumed = (int)(state.Get("epoch") ?? -1);
}
