namespace Heed.Metrics;

/// <summary>The weighted mean of values.</summary>
/// <remarks>Source: keras/src/metrics/reduction_metrics.py.</remarks>
public sealed class Mean : Metric
{
    private readonly Variable _total, _count;

    /// <summary>Creates the metric.</summary>
    /// <param name="name">Its name in histories.</param>
    /// <param name="dtype">The type of the result; <see langword="null"/>: float32.</param>
    public Mean(string? name = "mean", DTypePolicy? dtype = null) : base(name, dtype) =>
        (_total, _count) = (AddVariable("total", Shape.Scalar), AddVariable("count", Shape.Scalar));

    /// <summary>Gathers values.</summary>
    /// <param name="values">A value for each sample; over further axes their mean is taken.</param>
    /// <param name="sampleWeight">A weight for each sample; <see langword="null"/>: all weigh 1.</param>
    public void Update(Tensor values, Tensor? sampleWeight = null)
    {
        (values, Tensor? weights) = Samplewise.Of(values, sampleWeight, (x, axes) => Ops.Mean(x, axes), DType);
        _total.Assign(_total.Value + Ops.Sum(values));
        _count.Assign(_count.Value + (weights is not null ? Ops.Sum(weights) : values.Rank == 0 ? 1 : values.Shape[0].Value));
    }

    /// <inheritdoc/>
    public override Tensor Result()
    {
        double total = _total.Value.Cast(Heed.DType.Float64).Item<double>(), count = _count.Value.Cast(Heed.DType.Float64).Item<double>();
        return Tensor.FromScalar(count == 0 ? 0 : total / count).Cast(DType);
    }

    internal static Mean FromConfig(Config config) => new(config.Name ?? "mean", config.GetObject<DTypePolicy>("dtype"));
}
