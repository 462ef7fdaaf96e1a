using System.Text.Json.Nodes;
using Heed.Callbacks;
using Heed.Metrics;
using Heed.Optimizers;

namespace Heed;

public partial class Model
{
    private CompiledLoss? _loss;
    private CompiledMetrics? _metrics;
    private Mean? _lossTracker;
    private readonly List<Metric> _ownMetrics = [];
    private JsonObject? _compileConfig;     // all but the optimizer's settings
    private Optimizer? _givenOptimizer;     // as it was before its loss was scaled

    /// <summary>What changes the weights; <see langword="null"/> before <see cref="Compile"/>.</summary>
    public Optimizer? Optimizer { get; private set; }

    /// <summary>The losses and metrics of the last <c>Fit</c>; <see langword="null"/>: there was none.</summary>
    public History? History { get; internal set; }

    /// <summary>Set it, from a callback, to end training after the running batch.</summary>
    public bool StopTraining { get; set; }

    /// <summary>Set it, from a callback, to end an evaluation after the running batch.</summary>
    public bool StopEvaluating { get; set; }

    /// <summary>Set it, from a callback, to end a prediction after the running batch; the outputs until then are returned.</summary>
    public bool StopPredicting { get; set; }

    /// <summary>The training that runs now.</summary>
    internal FitRun? Running { get; private set; }

    /// <summary>What is gathered while the model trains or is evaluated: the loss, the compiled metrics, the losses of single outputs.</summary>
    /// <remarks>The compiled ones appear with the first batch. All of them are reset at the beginning of every epoch and evaluation.</remarks>
    public IReadOnlyList<Metric> Metrics => [.. NamedMetrics().Select(item => item.Metric)];

    /// <summary>The optimizer, where one is needed.</summary>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    internal Optimizer CompiledOptimizer => Optimizer ?? throw new InvalidOperationException($"{this} expects Compile before it is trained or evaluated.");

    /// <summary>Says how the model is trained and measured.</summary>
    /// <param name="optimizer">An optimizer, or Keras's name of one.</param>
    /// <param name="loss">A loss for all outputs, a list, or by the outputs' names; <see langword="null"/>: only what layers add.</param>
    /// <param name="lossWeights">How much the loss of each output counts; <see langword="null"/>: all count 1.</param>
    /// <param name="metrics">Metrics, measured without sample weights.</param>
    /// <param name="weightedMetrics">Metrics, measured with sample and class weights.</param>
    /// <param name="autoScaleLoss">Under the policy <c>mixed_float16</c>, scale the loss so that small gradients survive?</param>
    /// <exception cref="ArgumentException">A name is not known.</exception>
    public void Compile(Optimizer optimizer, LossPerOutput? loss = null, WeightPerOutput? lossWeights = null, MetricsPerOutput? metrics = null,
                        MetricsPerOutput? weightedMetrics = null, bool autoScaleLoss = true)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        bool scales = autoScaleLoss && DType.Name == "mixed_float16" && optimizer is not LossScaleOptimizer;
        Optimizer = scales ? new LossScaleOptimizer(optimizer) : optimizer;
        _loss = loss is null ? null : new CompiledLoss(loss, lossWeights);
        _metrics = new CompiledMetrics(metrics, weightedMetrics);
        _lossTracker = new Mean("loss");
        _givenOptimizer = optimizer;
        _compileConfig = CompileConfig.Write(loss, lossWeights, metrics, weightedMetrics);
        _carriedCompileConfig = null;
        ForgetCarriedState();
    }

    /// <summary>Forgets the optimizer's state that a file held and nobody could read.</summary>
    partial void ForgetCarriedState();

    partial void WriteCompileConfig(ref JsonObject? config)
    {
        if (_compileConfig is null) return;
        config = _compileConfig.DeepClone().AsObject();
        config["optimizer"] = KerasRegistry.Serialize(_givenOptimizer!);
    }

    partial void CompileAsCarried(LoadReport report)
    {
        if (_carriedCompileConfig is not { } carried) return;
        try
        {
            var optimizer = KerasRegistry.Deserialize<Optimizer>(carried["optimizer"]
                ?? throw new ArgumentException("The compile configuration expects an 'optimizer'. Received none."));
            Compile(optimizer, CompileConfig.Losses(carried["loss"]), CompileConfig.Weights(carried["loss_weights"]),
                CompileConfig.Metrics(carried["metrics"]), CompileConfig.Metrics(carried["weighted_metrics"]));
            _compileConfig = carried;       // word for word, so that saving it again changes nothing
        }
        catch (Exception error) when (error is ArgumentException or FormatException or InvalidOperationException)
        {
            report.Note($"{this} is not compiled: {error.Message} Call Compile; as long as nobody does, saving keeps what the file says.");
        }
    }

    /// <summary>Makes a metric of a subclass one of the model's: <c>Fit</c> resets it with the others and shows its result.</summary>
    /// <typeparam name="T">The kind of metric.</typeparam>
    /// <param name="metric">What an overridden <see cref="TrainStep"/> updates.</param>
    /// <returns>The metric.</returns>
    protected T AddMetric<T>(T metric) where T : Metric
    {
        _ownMetrics.Add(metric);
        return metric;
    }

    /// <summary>Forgets what the metrics gathered.</summary>
    public void ResetMetrics()
    {
        foreach ((_, Metric metric) in NamedMetrics()) metric.Reset();
    }

    /// <summary>−1 or 1: a value of this name in the logs should shrink or grow; 0: not known.</summary>
    internal int DirectionOf(string logName) => logName == "loss" ? -1 : NamedMetrics().FirstOrDefault(item => item.LogName == logName).Metric switch
    {
        Mean or MeanMetricWrapper { IsLoss: true } => -1,     // Mean: the loss, or that of one output
        { } metric => metric.Direction,
        null => 0,
    };

    partial void CollectOptimizerVariables(List<Variable> variables)
    {
        if (Optimizer is { Built: true } optimizer) variables.AddRange(optimizer.Variables);
    }

    /// <summary>All metrics under their names in histories, in Keras's order.</summary>
    private IEnumerable<(string LogName, Metric Metric)> NamedMetrics()
    {
        if (_lossTracker is not null) yield return ("loss", _lossTracker);
        foreach (Metric metric in _ownMetrics) yield return (metric.Name, metric);
        foreach ((string name, PredictionMetric metric) in _metrics?.All ?? []) yield return (name, metric);
        foreach (Mean tracker in _loss?.Trackers ?? []) yield return (tracker.Name, tracker);
    }

    /// <summary>What an epoch or evaluation gave: the results of the metrics, or the last step's values if it has others.</summary>
    private Logs Results(Logs lastStep)
    {
        Logs results = Results();
        return lastStep.Count == 0 || (results.Count == lastStep.Count && results.Keys.All(lastStep.ContainsKey)) ? results : lastStep;
    }

    private Logs Results()
    {
        using var scope = new MemoryScope();
        var logs = new Logs();
        foreach ((string name, Metric metric) in NamedMetrics())
        {
            Tensor result = metric.Result().Cast(Heed.DType.Float64);
            logs[name] = result.Length == 1 ? result.Item<double>() : Ops.Mean(result).Item<double>();
        }
        return logs;
    }
}
