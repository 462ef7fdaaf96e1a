namespace Heed.Callbacks;

/// <summary>Which way a monitored value should go.</summary>
public enum MonitorMode
{
    /// <summary>Found out from the metric.</summary>
    Auto,
    /// <summary>Smaller is better.</summary>
    Min,
    /// <summary>Larger is better.</summary>
    Max,
}

/// <summary>Stops training when a value no longer gets better.</summary>
/// <remarks>Source: keras/src/callbacks/early_stopping.py.</remarks>
public sealed class EarlyStopping : Callback
{
    private readonly double _minDelta;
    private Tensor[]? _bestWeights;
    private double? _best;
    private int _direction, _wait;

    /// <summary>Creates the callback.</summary>
    /// <param name="monitor">A name in the logs.</param>
    /// <param name="minDelta">What changes by less has not got better; its sign does not matter.</param>
    /// <param name="patience">So many epochs may pass without getting better.</param>
    /// <param name="verbose">1: announce what it does, for a <see cref="ProgressBar"/> to show; 0: do not.</param>
    /// <param name="mode">Is smaller or larger better?</param>
    /// <param name="baseline">What must be beaten for patience to start anew; <see langword="null"/>: only the best value so far.</param>
    /// <param name="restoreBestWeights">Give the model the weights of the best epoch in the end?</param>
    /// <param name="startFromEpoch">Epochs before this one, from 0, do not count.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public EarlyStopping(string monitor = "val_loss", double minDelta = 0, int patience = 0, int verbose = 0, MonitorMode mode = MonitorMode.Auto,
                         double? baseline = null, bool restoreBestWeights = false, int startFromEpoch = 0)
    {
        _minDelta = Require.NotNegative(Math.Abs(minDelta), nameof(EarlyStopping), nameof(minDelta));
        (Monitor, Mode, Baseline, RestoreBestWeights) = (monitor, mode, baseline, restoreBestWeights);
        Patience = Require.AtLeast(0, patience, nameof(EarlyStopping));
        Verbose = Require.AtLeast(0, verbose, nameof(EarlyStopping));
        StartFromEpoch = Require.AtLeast(0, startFromEpoch, nameof(EarlyStopping));
    }

    /// <summary>The name in the logs.</summary>
    public string Monitor { get; }

    /// <summary>Is smaller or larger better?</summary>
    public MonitorMode Mode { get; }

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
    public override void OnTrainBegin() => (_wait, StoppedEpoch, _best, _bestWeights, BestEpoch, _direction) = (0, 0, null, null, 0, 0);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The logs never hold the name, or nobody knows whether it should get smaller or larger.</exception>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        if (!logs.TryGetValue(Monitor, out double current))
        {
            if (logs.ContainsKey(MonitorWithoutPrefix)) return;     // an epoch without validation
            throw new ArgumentException($"EarlyStopping expects to monitor one of {string.Join(", ", logs.Keys)}. Received '{Monitor}'.");
        }
        if (epoch < StartFromEpoch) return;
        if (_direction == 0) _direction = Direction();
        if (RestoreBestWeights && _bestWeights is null) (_bestWeights, BestEpoch) = (Model.GetWeights(), epoch);

        _wait++;
        if (IsBetter(current, _best))
        {
            (_best, BestEpoch) = (current, epoch);
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

    private bool IsBetter(double current, double? reference) =>
        reference is not { } value || (_direction < 0 ? current + _minDelta < value : current - _minDelta > value);

    private int Direction() => Mode switch
    {
        MonitorMode.Min => -1,
        MonitorMode.Max => 1,
        _ => Model.DirectionOf(MonitorWithoutPrefix) is not 0 and var direction ? direction
            : throw new ArgumentException($"EarlyStopping expects to know whether '{Monitor}' should get smaller or larger. Pass mode: Min or Max."),
    };

    private string MonitorWithoutPrefix => Monitor.StartsWith("val_", StringComparison.Ordinal) ? Monitor[4..] : Monitor;
}
