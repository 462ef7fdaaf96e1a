using Heed.Saving;

namespace Heed.Callbacks;

/// <summary>Keeps the state of a training in a folder; the same program, run again after a crash, goes on from there to the same bits.</summary>
/// <remarks>
/// <para><b>Kept</b>  weights, optimizer, random numbers, the place in the data, metrics, the history, and what other callbacks know: the epochs before the interruption
/// stand in the history too. Batches of your own must come in the same order again. A training that is cancelled counts as interrupted.</para>
/// <para><b>Differs from</b> Keras: there, only weights, optimizer and epoch come back, and an epoch that was cut short begins anew. All is one file,
/// <c>latest.safetensors</c>, replaced in one step, so a crash while it is written does no harm. Only this file is deleted in the end, and the folder if it is empty then.</para>
/// <para><b>Source</b>  keras/src/callbacks/backup_and_restore.py.</para>
/// </remarks>
public sealed class BackupAndRestore : Callback
{
    private readonly Frequency.Counter _batches;

    /// <summary>Creates the callback.</summary>
    /// <param name="backupDir">A folder of this training alone; it is made if it is not there.</param>
    /// <param name="saveFreq">When to save: at the end of every epoch, or after every so many batches.</param>
    /// <param name="doubleCheckpoint">Keep the state before the last one too, for the case that the disk damages the last?</param>
    /// <param name="deleteCheckpoint">Delete the state when training has ended?</param>
    /// <exception cref="ArgumentException"><paramref name="backupDir"/> is empty.</exception>
    public BackupAndRestore(string backupDir, Frequency saveFreq = default, bool doubleCheckpoint = false, bool deleteCheckpoint = true)
    {
        if (string.IsNullOrEmpty(backupDir)) throw new ArgumentException("BackupAndRestore expects a folder. Received none.", nameof(backupDir));
        (BackupDir, SaveFreq, DoubleCheckpoint, DeleteCheckpoint) = (backupDir, saveFreq, doubleCheckpoint, deleteCheckpoint);
        _batches = new(saveFreq);
    }

    /// <summary>The folder.</summary>
    public string BackupDir { get; }

    /// <summary>When it saves.</summary>
    public Frequency SaveFreq { get; }

    /// <summary>Does it keep the state before the last one too?</summary>
    public bool DoubleCheckpoint { get; }

    /// <summary>Does it delete the state when training has ended?</summary>
    public bool DeleteCheckpoint { get; }

    private string File => Path.Combine(BackupDir, "latest.safetensors");

    private string Previous => $"{File}.bkp";

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    public override void OnTrainBegin()
    {
        if (Model.Layers.Prepend(Model).FirstOrDefault(layer => !layer.Built) is { } unbuilt)
            throw new InvalidOperationException($"BackupAndRestore expects a model that is built. Received {Model}, in which {unbuilt} is not. Call it, or BuildFor, before Fit.");
        LogFile.Open(nameof(BackupAndRestore), BackupDir, () => Directory.CreateDirectory(BackupDir));
    }

    internal override void AfterTrainBegin()
    {
        if (!System.IO.File.Exists(File) && !System.IO.File.Exists(Previous)) return;
        Model.CompiledOptimizer.Build(Model.TrainableWeights);
        TrainingState state = Read();
        state.Restore(Model, List!.Callbacks);
        _batches.Seen = state.BatchesSinceSave;
    }

    internal override void AfterTrainBatchEnd(int epoch, int done)
    {
        if (_batches.Next() || Model.Running!.IsCancelled) Write(epoch, done);
    }

    internal override void AfterEpochEnd(int epoch)
    {
        if (SaveFreq.IsEpoch && !Model.Running!.IsCancelled) Write(epoch + 1, 0);
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(Logs logs)
    {
        if (!DeleteCheckpoint || Model.Running!.IsCancelled || !Directory.Exists(BackupDir)) return;
        System.IO.File.Delete(File);
        System.IO.File.Delete(Previous);
        if (!Directory.EnumerateFileSystemEntries(BackupDir).Any()) Directory.Delete(BackupDir);
    }

    private void Write(int epoch, int step)
    {
        using var scope = new MemoryScope();
        LogFile.Open(nameof(BackupAndRestore), File, () =>
        {
            Directory.CreateDirectory(BackupDir);
            if (DoubleCheckpoint && System.IO.File.Exists(File)) System.IO.File.Copy(File, Previous, overwrite: true);
            TrainingState.Of(Model, List!.Callbacks, epoch, step, _batches.Seen).Write(File);
            return File;
        });
    }

    private TrainingState Read()
    {
        if (!System.IO.File.Exists(Previous)) return TrainingState.Read(File);
        try
        {
            return TrainingState.Read(File);
        }
        catch (Exception error) when (error is IOException or FormatException)
        {
            Announce($"BackupAndRestore goes on from '{Previous}': {error.Message}");
            return TrainingState.Read(Previous);
        }
    }
}
