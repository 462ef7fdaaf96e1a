using System.Text.Json.Nodes;
using Heed.Layers;
using Heed.Losses;

namespace Heed.Metrics;

/// <summary>The mean over samples of a function of truth and prediction.</summary>
/// <remarks>
/// <para>A config holds the metric's name in place of the function: after <c>KerasRegistry.Register&lt;Metric&gt;("largest", _ =&gt; new MeanMetricWrapper(Largest, "largest"))</c>
/// it can be read, and so can one that holds the name of a metric or loss of Keras.</para>
/// <para><b>Source</b>  keras/src/metrics/reduction_metrics.py.</para>
/// </remarks>
public class MeanMetricWrapper : PredictionMetric
{
    private readonly Func<Tensor, Tensor, Tensor> _function;
    private readonly Mean _mean;

    /// <summary>Creates the metric.</summary>
    /// <param name="fn">Gives a value for each sample or step from (yTrue, yPred).</param>
    /// <param name="name">Its name in histories; <see langword="null"/>: Keras's automatic name.</param>
    /// <param name="dtype">The type of the result; <see langword="null"/>: float32.</param>
    public MeanMetricWrapper(Func<Tensor, Tensor, Tensor> fn, string? name = null, DTypePolicy? dtype = null) : base(name, dtype) =>
        (_function, _mean) = (fn, new Mean(Name, DType));

    /// <inheritdoc/>
    public override IReadOnlyList<Variable> Variables => _mean.Variables;

    /// <inheritdoc/>
    public override void Update(Tensor yTrue, Tensor yPred, Tensor? sampleWeight = null)
    {
        Tensor values = _function(yTrue, yPred);
        _mean.Update(values, Weighting.ApplyMask(sampleWeight, yPred.Mask, DType, Reduction.Sum));
    }

    /// <inheritdoc/>
    public override Tensor Result() => _mean.Result();

    /// <inheritdoc/>
    public override Config GetConfig() =>
        GetType() == typeof(MeanMetricWrapper) ? base.GetConfig().With("fn", FunctionConfig.Of(Name)) : base.GetConfig();

    /// <summary>Is it the mean of a loss, which should get smaller?</summary>
    internal bool IsLoss { get; private init; }

    /// <summary>The loss of which it is the mean over batches, if it was made of an object.</summary>
    internal Loss? Loss { get; private init; }

    /// <summary>The mean over batches of what a loss gives for each.</summary>
    internal static MeanMetricWrapper Of(Loss loss) => new((yTrue, yPred) => loss.Apply(yTrue, yPred), loss.Name) { IsLoss = true, Loss = loss };

    /// <summary>The metric that the function's name stands for, with the settings that stand beside it.</summary>
    internal static Metric FromConfig(Config config)
    {
        string function = LossFunctionWrapper.FunctionName(config);
        bool isLoss = !KerasRegistry.Knows<Metric>(function)
            || (function == "cosine_similarity" && config.Json["fn"] is JsonObject);    // Keras 3's function is the loss; Keras 2's, a bare name in files, has the metric's sign
        return isLoss && KerasRegistry.Knows<Loss>(function) && KerasRegistry.Create<Loss>(function, config) is LossFunctionWrapper loss
            ? new MeanMetricWrapper(loss.Function, config.Name ?? function, config.GetObject<DTypePolicy>("dtype")) { IsLoss = true }
            : KerasRegistry.Create<Metric>(function, config);
    }
}
