using System.Diagnostics;
using Heed.Saving;

namespace Heed.Callbacks;

/// <summary>Writes what TensorBoard shows: curves of losses and metrics, histograms and pictures of weights, the graph of the model.</summary>
/// <remarks>
/// <para>The files lie in the folders <c>train</c> and <c>validation</c> of <c>logDir</c>; <c>tensorboard --logdir logs</c> reads them.</para>
/// <para><b>Curves</b>  <c>epoch_…</c> with the epoch, <c>batch_…</c> with the step, <c>evaluation_…_vs_iterations</c> with the optimizer's steps.</para>
/// <para><b>Source</b>  keras/src/callbacks/tensorboard.py.</para>
/// </remarks>
public sealed class TensorBoard : Callback
{
    private readonly Stopwatch _batchClock = new(), _epochClock = new();
    private EventFile? _train, _validation;
    private long _trainBatch, _iterationsBefore;

    /// <summary>Creates the callback.</summary>
    /// <param name="logDir">The folder; it is made if it is not there. Use another one for each training.</param>
    /// <param name="histogramFreq">Every so many epochs, write histograms of the weights; 0: never.</param>
    /// <param name="writeGraph">Write the architecture of a functional or sequential model?</param>
    /// <param name="writeImages">With the histograms, write the weights as pictures?</param>
    /// <param name="writeStepsPerSecond">Write how fast training is?</param>
    /// <param name="updateFreq">When to write losses and metrics besides the ends of epochs: <c>"batch"</c>, or every so many batches.</param>
    /// <param name="profileBatch">Must be 0: use <c>dotnet-trace</c>, which sees .NET code, to profile.</param>
    /// <param name="embeddingsFreq">Every so many epochs, save the weights for the projector of embeddings; 0: never.</param>
    /// <param name="embeddingsMetadata">Files that name the rows of embeddings; <see langword="null"/>: none.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or a profile is asked for.</exception>
    public TensorBoard(string logDir = "logs", int histogramFreq = 0, bool writeGraph = true, bool writeImages = false, bool writeStepsPerSecond = false,
                       Frequency updateFreq = default, int profileBatch = 0, int embeddingsFreq = 0, EmbeddingsMetadata? embeddingsMetadata = null)
    {
        if (string.IsNullOrEmpty(logDir)) throw new ArgumentException("TensorBoard expects a folder. Received none.", nameof(logDir));
        if (profileBatch != 0)
            throw new ArgumentException($"TensorBoard expects profileBatch 0: profiles of .NET are not TensorBoard's. Received {profileBatch}. Use dotnet-trace.", nameof(profileBatch));
        HistogramFreq = Require.AtLeast(0, histogramFreq, nameof(TensorBoard));
        EmbeddingsFreq = Require.AtLeast(0, embeddingsFreq, nameof(TensorBoard));
        (LogDir, WriteGraph, WriteImages, WriteStepsPerSecond, UpdateFreq, EmbeddingsMetadata) =
            (logDir, writeGraph, writeImages, writeStepsPerSecond, updateFreq, embeddingsMetadata);
    }

    /// <summary>The folder.</summary>
    public string LogDir { get; }

    /// <summary>Every so many epochs it writes histograms of the weights; 0: never.</summary>
    public int HistogramFreq { get; }

    /// <summary>Does it write the architecture?</summary>
    public bool WriteGraph { get; }

    /// <summary>Does it write the weights as pictures?</summary>
    public bool WriteImages { get; }

    /// <summary>Does it write how fast training is?</summary>
    public bool WriteStepsPerSecond { get; }

    /// <summary>When it writes losses and metrics besides the ends of epochs.</summary>
    public Frequency UpdateFreq { get; }

    /// <summary>Every so many epochs it saves the weights for the projector; 0: never.</summary>
    public int EmbeddingsFreq { get; }

    /// <summary>Files that name the rows of embeddings.</summary>
    public EmbeddingsMetadata? EmbeddingsMetadata { get; }

    private EventFile Train => _train ??= new(Path.Combine(LogDir, "train"));

    private EventFile Validation => _validation ??= new(Path.Combine(LogDir, "validation"));

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Metadata are given for a layer that is no embedding of the model.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public override void OnTrainBegin()
    {
        (_trainBatch, _iterationsBefore) = (0, 0);
        Train.Flush();
        if (WriteGraph) WriteArchitecture();
        if (EmbeddingsFreq > 0) LogFile.Open(nameof(TensorBoard), LogDir, () => Projector.Write(Model, EmbeddingsMetadata, LogDir));
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch)
    {
        _iterationsBefore = Model.CompiledOptimizer.Iterations;
        _epochClock.Restart();
    }

    /// <inheritdoc/>
    public override void OnTrainBatchBegin(int batch)
    {
        _trainBatch++;
        _batchClock.Restart();
    }

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch, Logs logs)
    {
        if (UpdateFreq.IsEpoch || _trainBatch % UpdateFreq.Batches != 0) return;
        if (WriteStepsPerSecond) Train.Add(_trainBatch, EventValue.Scalar("batch_steps_per_second", 1 / _batchClock.Elapsed.TotalSeconds));
        foreach ((string name, double value) in logs) Train.Add(_trainBatch, EventValue.Scalar($"batch_{name}", value));
    }

    /// <inheritdoc/>
    public override void OnTestEnd(Logs logs)
    {
        foreach ((string name, double value) in logs)
            Validation.Add(Model.CompiledOptimizer.Iterations, EventValue.Scalar($"evaluation_{name}_vs_iterations", value));
        Validation.Flush();
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        foreach ((string name, double value) in logs)
            if (name.StartsWith("val_", StringComparison.Ordinal)) Validation.Add(epoch, EventValue.Scalar($"epoch_{name[4..]}", value));
            else if (!name.StartsWith("learning_rate", StringComparison.Ordinal)) Train.Add(epoch, EventValue.Scalar($"epoch_{name}", value));
        foreach ((string name, double rate) in LearningRates.Of(Model.CompiledOptimizer)) Train.Add(epoch, EventValue.Scalar($"epoch_{name}", rate));
        if (WriteStepsPerSecond)
            Train.Add(epoch, EventValue.Scalar("epoch_steps_per_second", (Model.CompiledOptimizer.Iterations - _iterationsBefore) / _epochClock.Elapsed.TotalSeconds));
        if (HistogramFreq > 0 && epoch % HistogramFreq == 0) WriteWeights(epoch);
        if (EmbeddingsFreq > 0 && epoch % EmbeddingsFreq == 0) Model.SaveWeights(Path.Combine(LogDir, "train", $"keras_embedding.ckpt-{epoch}.weights.h5"));
        _train?.Flush();
        _validation?.Flush();
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(Logs logs) => Close();

    /// <inheritdoc/>
    public override void OnError(Exception error) => Close();

    private void WriteArchitecture()
    {
        if (Model.ClassName is not ("Functional" or "Sequential")) return;
        try
        {
            Train.Add(0, EventValue.KerasModel(Model.ToJson()));
        }
        catch (Exception error) when (error is NotSupportedException or ArgumentException)
        {
            Announce($"TensorBoard writes no graph: {error.Message}");
        }
    }

    private void WriteWeights(int epoch)
    {
        using var scope = new MemoryScope();
        foreach (Variable weight in Model.Layers.SelectMany(layer => layer.Weights))
        {
            string name = weight.Path.Replace(':', '_');
            Train.Add(epoch, EventValue.Histogram($"{name}/histogram", weight.Value));
            if (WriteImages && Picture(weight.Value) is { } picture) Train.Add(epoch, EventValue.Image($"{name}/image", picture));
        }
    }

    /// <summary>A weight as pictures (number, height, width, channels): a bias is a row, a kernel lies on its side, a convolution is a picture for each filter.</summary>
    private static Tensor? Picture(Tensor weight)
    {
        Tensor x = Ops.Squeeze(weight);
        if (x.Rank == 1) return Ops.Reshape(x, [1, x.Shape[0], 1, 1]);
        if (x.Rank == 2)
        {
            if (x.Shape[0].Value > x.Shape[1].Value) x = Ops.Transpose(x);
            return Ops.Reshape(x, [1, x.Shape[0], x.Shape[1], 1]);
        }
        if (x.Rank == 3)
        {
            x = Ops.Transpose(x, [2, 0, 1]);
            return Ops.Reshape(x, [x.Shape[0], x.Shape[1], x.Shape[2], 1]);
        }
        return x.Rank == 4 && x.Shape[3].Value is 1 or 3 or 4 ? x : null;
    }

    private void Close()
    {
        _train?.Dispose();
        _validation?.Dispose();
        (_train, _validation) = (null, null);
    }
}
