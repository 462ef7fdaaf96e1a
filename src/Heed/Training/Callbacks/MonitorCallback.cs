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

/// <summary>A callback that looks at one value of the logs and knows when it has got better.</summary>
/// <remarks>Source: keras/src/callbacks/monitor_callback.py.</remarks>
public abstract class MonitorCallback : Callback
{
    private int _direction;
    private WeakReference<FitRun>? _told;      // that it finds nothing to monitor; the run holds the data, which a callback must not keep

    /// <summary>Starts a callback that has seen nothing.</summary>
    /// <param name="monitor">A name in the logs.</param>
    /// <param name="mode">Is smaller or larger better?</param>
    /// <param name="best">The best value so far; <see langword="null"/>: none.</param>
    /// <param name="minDelta">What changes by less has not got better; its sign does not matter.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or the name is empty.</exception>
    protected MonitorCallback(string monitor, MonitorMode mode, double? best = null, double minDelta = 0)
    {
        if (string.IsNullOrEmpty(monitor)) throw new ArgumentException($"{GetType().Name} expects the name of a value to monitor. Received none.");
        if (!Enum.IsDefined(mode)) throw new ArgumentOutOfRangeException(nameof(mode), $"{GetType().Name} expects 'mode' to be Auto, Min or Max. Received {mode}.");
        (Monitor, Mode, Best) = (monitor, mode, best);
        MinDelta = Require.NotNegative(Math.Abs(minDelta), GetType().Name);
    }

    /// <summary>The name in the logs.</summary>
    public string Monitor { get; }

    /// <summary>Is smaller or larger better?</summary>
    public MonitorMode Mode { get; }

    /// <summary>What changes by less has not got better.</summary>
    public double MinDelta { get; }

    /// <summary>The best value so far; <see langword="null"/>: there is none.</summary>
    public double? Best { get; protected set; }

    /// <inheritdoc/>
    public override void SaveState(CallbackState state) => state.Set("best", Best);

    /// <inheritdoc/>
    public override void RestoreState(CallbackState state) => Best = state.Get("best");

    /// <summary>The monitored value.</summary>
    /// <param name="logs">Those of an epoch or batch.</param>
    /// <returns><see langword="null"/>: an epoch without validation.</returns>
    /// <exception cref="ArgumentException">The logs can never hold the name.</exception>
    protected double? ValueIn(Logs logs)
    {
        if (logs.TryGetValue(Monitor, out double value)) return value;
        if (logs.ContainsKey(MonitorWithoutPrefix))
        {
            TellIfItNeverComes();
            return null;
        }
        string nearest = Nearest.To(Monitor, logs.Keys) is { } close ? $" Did you mean '{close}'?" : "";
        throw new ArgumentException($"{GetType().Name} expects to monitor one of {string.Join(", ", logs.Keys)}. Received '{Monitor}'.{nearest}");
    }

    /// <summary>Is a value better than another?</summary>
    /// <param name="value">The new one; NaN is never better.</param>
    /// <param name="reference">The old one; everything is better than <see langword="null"/>.</param>
    /// <returns>Whether it is better by more than <see cref="MinDelta"/>.</returns>
    /// <exception cref="ArgumentException">Nobody knows whether the value should get smaller or larger.</exception>
    protected bool IsBetter(double value, double? reference)
    {
        if (_direction == 0) _direction = Direction();
        return reference is not { } old || (_direction < 0 ? value + MinDelta < old : value - MinDelta > old);
    }

    /// <summary>Says once in a training that there is nothing to monitor, where Keras warns.</summary>
    private void TellIfItNeverComes()
    {
        if (Model.Running is not { Validation: null } run || (_told is not null && _told.TryGetTarget(out FitRun? told) && told == run)) return;
        _told = new(run);
        Announce($"{GetType().Name} does nothing: it monitors '{Monitor}', and Fit received no validation data.");
    }

    private int Direction() => Mode switch
    {
        MonitorMode.Min => -1,
        MonitorMode.Max => 1,
        _ => Model.DirectionOf(MonitorWithoutPrefix) is not 0 and var direction ? direction
            : throw new ArgumentException($"{GetType().Name} expects to know whether '{Monitor}' should get smaller or larger. Pass mode: Min or Max."),
    };

    private string MonitorWithoutPrefix => Monitor.StartsWith("val_", StringComparison.Ordinal) ? Monitor[4..] : Monitor;
}
