namespace Heed.Callbacks;

/// <summary>Stops training when a value no longer gets better.</summary>
/// <remarks>Source: keras/src/callbacks/early_stopping.py.</remarks>
public sealed class EarlyStopping : MonitorCallback
{
    private Tensor[]? _bestWeights;
    private int _wait;

    /// <summary>Creates the callback.</summary>
    /// <param name="monitor">A name in the logs.</param>
    /// <param name="minDelta">What changes by less has not got better; its sign does not matter.</param>
    /// <param name="patience">So many epochs may pass without getting better.</param>
    /// <param name="verbose">1: announce what it does, for a <see cref="ProgbarLogger"/> to show; 0: do not.</param>
    /// <param name="mode">Is smaller or larger better?</param>
    /// <param name="baseline">What must be beaten for patience to start anew; <see langword="null"/>: only the best value so far.</param>
    /// <param name="restoreBestWeights">Give the model the weights of the best epoch in the end?</param>
    /// <param name="startFromEpoch">Epochs before this one, from 0, do not count.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public EarlyStopping(string monitor = "val_loss", double minDelta = 0, int patience = 0, int verbose = 0, MonitorMode mode = MonitorMode.Auto,
                         double? baseline = null, bool restoreBestWeights = false, int startFromEpoch = 0) : base(monitor, mode, minDelta: minDelta)
    {
        (Baseline, RestoreBestWeights) = (baseline, restoreBestWeights);
        Patience = Require.AtLeast(0, patience, nameof(EarlyStopping));
        Verbose = Require.AtLeast(0, verbose, nameof(EarlyStopping));
        StartFromEpoch = Require.AtLeast(0, startFromEpoch, nameof(EarlyStopping));
    }

    /// <summary>So many epochs may pass without getting better.</summary>
    public int Patience { get; }

    /// <summary>1: it announces what it does.</summary>
    public int Verbose { get; }

    /// <summary>What must be beaten for patience to start anew.</summary>
    public double? Baseline { get; }

    /// <summary>Does the model get the weights of the best epoch in the end?</summary>
    public bool RestoreBestWeights { get; }

    /// <summary>Epochs before this one do not count.</summary>
    public int StartFromEpoch { get; }

    /// <summary>The epoch, from 0, in which it stopped the last run; 0: it did not.</summary>
    public int StoppedEpoch { get; private set; }

    /// <summary>The best epoch of the last run, from 0.</summary>
    public int BestEpoch { get; private set; }

    /// <inheritdoc/>
    public override void OnTrainBegin() => (_wait, StoppedEpoch, Best, _bestWeights, BestEpoch) = (0, 0, null, null, 0);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The logs never hold the name, or nobody knows whether it should get smaller or larger.</exception>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        if (ValueIn(logs) is not { } current || epoch < StartFromEpoch) return;
        if (RestoreBestWeights && _bestWeights is null) (_bestWeights, BestEpoch) = (Model.GetWeights(), epoch);

        _wait++;
        if (IsBetter(current, Best))
        {
            (Best, BestEpoch) = (current, epoch);
            if (RestoreBestWeights) _bestWeights = Model.GetWeights();
            if (Baseline is null || IsBetter(current, Baseline)) _wait = 0;
            return;
        }
        if (_wait < Patience || epoch == 0) return;
        StoppedEpoch = epoch;
        Model.StopTraining = true;
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(Logs logs)
    {
        if (Verbose > 0 && StoppedEpoch > 0) Announce($"Epoch {StoppedEpoch + 1}: early stopping");
        if (_bestWeights is null) return;
        if (Verbose > 0) Announce($"Restoring model weights from the end of the best epoch: {BestEpoch + 1}.");
        Model.SetWeights(_bestWeights);
        _bestWeights = null;
    }

    /// <inheritdoc/>
    public override void SaveState(CallbackState state)
    {
        base.SaveState(state);
        state.Set("wait", _wait);
        state.Set("best_epoch", BestEpoch);
        state.Set("stopped_epoch", StoppedEpoch);
        for (int i = 0; i < _bestWeights?.Length; i++) state.Set($"weight.{i}", _bestWeights[i]);
    }

    /// <inheritdoc/>
    public override void RestoreState(CallbackState state)
    {
        base.RestoreState(state);
        (_wait, BestEpoch, StoppedEpoch) = ((int)(state.Get("wait") ?? 0), (int)(state.Get("best_epoch") ?? 0), (int)(state.Get("stopped_epoch") ?? 0));
        _bestWeights = state.List("weight.") is { Count: > 0 } weights ? [.. weights] : null;
    }
}
