namespace Heed.Callbacks;

/// <summary>Lowers the learning rate when a value no longer gets better, and adds the rate to the logs as <c>learning_rate</c>.</summary>
/// <remarks>Source: keras/src/callbacks/reduce_lr_on_plateau.py.</remarks>
public sealed class ReduceLROnPlateau : MonitorCallback
{
    private int _wait, _cooldownLeft;

    /// <summary>Creates the callback.</summary>
    /// <param name="monitor">A name in the logs.</param>
    /// <param name="factor">The rate is multiplied by it; at least 0, less than 1.</param>
    /// <param name="patience">After so many epochs without getting better the rate is lowered.</param>
    /// <param name="verbose">1: announce what it does, for a <see cref="ProgbarLogger"/> to show; 0: do not.</param>
    /// <param name="mode">Is smaller or larger better?</param>
    /// <param name="minDelta">What changes by less has not got better; its sign does not matter.</param>
    /// <param name="cooldown">After the rate was lowered, so many epochs do not count.</param>
    /// <param name="minLr">The rate is never lowered below it.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public ReduceLROnPlateau(string monitor = "val_loss", double factor = 0.1, int patience = 10, int verbose = 0, MonitorMode mode = MonitorMode.Auto,
                             double minDelta = 0.0001, int cooldown = 0, double minLr = 0.0) : base(monitor, mode, minDelta: minDelta)
    {
        if (!(factor is >= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(factor), FormattableString.Invariant($"ReduceLROnPlateau expects a factor in [0, 1). Received {factor}."));
        Factor = factor;
        Patience = Require.AtLeast(0, patience, nameof(ReduceLROnPlateau));
        Verbose = Require.AtLeast(0, verbose, nameof(ReduceLROnPlateau));
        Cooldown = Require.AtLeast(0, cooldown, nameof(ReduceLROnPlateau));
        MinLr = Require.NotNegative(minLr, nameof(ReduceLROnPlateau));
    }

    /// <summary>The rate is multiplied by it.</summary>
    public double Factor { get; }

    /// <summary>After so many epochs without getting better the rate is lowered.</summary>
    public int Patience { get; }

    /// <summary>1: it announces what it does.</summary>
    public int Verbose { get; }

    /// <summary>After the rate was lowered, so many epochs do not count.</summary>
    public int Cooldown { get; }

    /// <summary>The rate is never lowered below it.</summary>
    public double MinLr { get; }

    /// <inheritdoc/>
    public override void OnTrainBegin() => (Best, _wait, _cooldownLeft) = (null, 0, 0);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The logs never hold the name, or nobody knows whether it should get smaller or larger.</exception>
    /// <exception cref="InvalidOperationException">The optimizer was made with a schedule of its own.</exception>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        LearningRates.AddTo(logs, Model.CompiledOptimizer);
        if (ValueIn(logs) is not { } current) return;
        if (_cooldownLeft > 0) (_cooldownLeft, _wait) = (_cooldownLeft - 1, 0);
        if (IsBetter(current, Best))
        {
            (Best, _wait) = (current, 0);
        }
        else if (_cooldownLeft == 0 && ++_wait >= Patience && Reduce(epoch))
        {
            (_cooldownLeft, _wait) = (Cooldown, 0);
        }
    }

    /// <summary>Lowers the rates that are not at the floor yet.</summary>
    /// <returns>Was there one?</returns>
    private bool Reduce(int epoch) => LearningRates.Owners(Model.CompiledOptimizer).Count(optimizer => Reduce(optimizer, epoch)) > 0;

    private bool Reduce(Optimizers.Optimizer optimizer, int epoch)
    {
        double rate = optimizer.LearningRate;
        if (rate <= (float)MinLr) return false;
        optimizer.LearningRate = Math.Max(rate * Factor, MinLr);
        if (Verbose > 0) Announce(FormattableString.Invariant($"Epoch {epoch + 1}: ReduceLROnPlateau reducing learning rate of {optimizer} to {optimizer.LearningRate}."));
        return true;
    }

    /// <inheritdoc/>
    public override void SaveState(CallbackState state)
    {
        base.SaveState(state);
        state.Set("wait", _wait);
        state.Set("cooldown", _cooldownLeft);
    }

    /// <inheritdoc/>
    public override void RestoreState(CallbackState state)
    {
        base.RestoreState(state);
        (_wait, _cooldownLeft) = ((int)(state.Get("wait") ?? 0), (int)(state.Get("cooldown") ?? 0));
    }
}
