using Heed.Saving;

namespace Heed.Callbacks;

/// <summary>Saves the model, or its weights, at the end of every epoch or after every so many batches; or only when it has got better.</summary>
/// <remarks>Source: keras/src/callbacks/model_checkpoint.py.</remarks>
public sealed class ModelCheckpoint : MonitorCallback
{
    private readonly Frequency.Counter _batches;
    private readonly double? _threshold;
    private int _epoch;

    /// <summary>Creates the callback.</summary>
    /// <param name="filepath">
    /// Where to; it ends in <c>.keras</c> or <c>.h5</c>, for weights alone in <c>.weights.h5</c>. Names in braces become values of the logs, formatted as in
    /// Python: <c>model-{epoch:02d}-{val_loss:.2f}.keras</c>; <c>epoch</c> and, with a number as <paramref name="saveFreq"/>, <c>batch</c> count from 1. Folders are made.
    /// </param>
    /// <param name="monitor">A name in the logs.</param>
    /// <param name="verbose">1: announce what it does, for a <see cref="ProgbarLogger"/> to show; 0: do not.</param>
    /// <param name="saveBestOnly">Save only when the monitored value has got better?</param>
    /// <param name="saveWeightsOnly">Save the weights alone?</param>
    /// <param name="mode">Is smaller or larger better?</param>
    /// <param name="saveFreq">When to save: at the end of every epoch, or after every so many batches.</param>
    /// <param name="initialValueThreshold">What must be beaten for the first save; <see langword="null"/>: nothing.</param>
    /// <exception cref="ArgumentException">The file's ending does not fit, or an argument is out of its range.</exception>
    public ModelCheckpoint(string filepath, string monitor = "val_loss", int verbose = 0, bool saveBestOnly = false, bool saveWeightsOnly = false,
                           MonitorMode mode = MonitorMode.Auto, Frequency saveFreq = default, double? initialValueThreshold = null)
        : base(monitor, mode, initialValueThreshold)
    {
        ArgumentNullException.ThrowIfNull(filepath);
        bool fits = saveWeightsOnly ? filepath.EndsWith(".weights.h5", StringComparison.Ordinal)
            : filepath.EndsWith(".keras", StringComparison.Ordinal) || (filepath.EndsWith(".h5", StringComparison.Ordinal) && !filepath.EndsWith(".weights.h5", StringComparison.Ordinal));
        if (!fits)
            throw new ArgumentException($"ModelCheckpoint expects a file name that ends in {(saveWeightsOnly ? ".weights.h5 for weights" : ".keras or .h5")}. Received '{filepath}'. " +
                (saveWeightsOnly ? "Rename it, or leave out saveWeightsOnly." : "Rename it, or pass saveWeightsOnly for .weights.h5."), nameof(filepath));
        (Filepath, SaveBestOnly, SaveWeightsOnly, SaveFreq, _threshold) = (filepath, saveBestOnly, saveWeightsOnly, saveFreq, initialValueThreshold);
        Verbose = Require.AtLeast(0, verbose, nameof(ModelCheckpoint));
        _batches = new(saveFreq);
    }

    /// <summary>Where to, with names in braces.</summary>
    public string Filepath { get; }

    /// <summary>1: it announces what it does.</summary>
    public int Verbose { get; }

    /// <summary>Does it save only when the monitored value has got better?</summary>
    public bool SaveBestOnly { get; }

    /// <summary>Does it save the weights alone?</summary>
    public bool SaveWeightsOnly { get; }

    /// <summary>When it saves.</summary>
    public Frequency SaveFreq { get; }

    /// <summary>What had to be beaten for the first save.</summary>
    public double? InitialValueThreshold => _threshold;

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch) => _epoch = epoch;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The file name has a value that is not in the logs.</exception>
    /// <exception cref="IOException">The disk or the path refuses.</exception>
    public override void OnTrainBatchEnd(int batch, Logs logs)
    {
        if (_batches.Next()) Save(logs, batch);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The file name has a value that is not in the logs.</exception>
    /// <exception cref="IOException">The disk or the path refuses.</exception>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        if (SaveFreq.IsEpoch) Save(logs, batch: null);
    }

    /// <inheritdoc/>
    public override void SaveState(CallbackState state)
    {
        base.SaveState(state);
        state.Set("batches", _batches.Seen);
    }

    /// <inheritdoc/>
    public override void RestoreState(CallbackState state)
    {
        base.RestoreState(state);
        _batches.Seen = (int)(state.Get("batches") ?? 0);
    }

    private void Save(Logs logs, int? batch)
    {
        var values = new Dictionary<string, object>(logs.Select(pair => KeyValuePair.Create(pair.Key, (object)pair.Value))) { ["epoch"] = _epoch + 1 };
        if (batch is { } number) values.TryAdd("batch", number + 1);
        string path = FileNameFormat.Fill(Filepath, values);
        if (!IsWanted(logs, path)) return;
        LogFile.Open(nameof(ModelCheckpoint), path, () =>
        {
            if (Directory.Exists(path)) throw new IOException("A folder has this name.");
            LogFile.MakeFolderOf(path);
            if (SaveWeightsOnly) Model.SaveWeights(path);
            else Model.Save(path);
            return path;
        });
        Say($"finished saving model to {path}");
    }

    private bool IsWanted(Logs logs, string path)
    {
        if (!SaveBestOnly)
        {
            Say($"saving model to {path}");
            return true;
        }
        if (ValueIn(logs) is not { } current)
        {
            Say($"can save best model only with {Monitor} available; saving model to {path}");
            return true;
        }
        string best = Best is { } value ? FormattableString.Invariant($"{value:F5}") : "None";
        if (!IsBetter(current, Best))
        {
            Say($"{Monitor} did not improve from {best}");
            return false;
        }
        Say(FormattableString.Invariant($"{Monitor} improved from {best} to {current:F5}, saving model to {path}"));
        Best = current;
        return true;
    }

    private void Say(string what)
    {
        if (Verbose > 0) Announce($"Epoch {_epoch + 1}: {what}");
    }
}
