namespace Heed.Metrics;

/// <summary>The weighted sum of values.</summary>
/// <remarks>Source: keras/src/metrics/reduction_metrics.py.</remarks>
public sealed class Sum : Metric
{
    private readonly Variable _total;

    /// <summary>Creates the metric.</summary>
    /// <param name="name">Its name in histories.</param>
    /// <param name="dtype">The type of the result; <see langword="null"/>: float32.</param>
    public Sum(string? name = "sum", DTypePolicy? dtype = null) : base(name, dtype) => _total = AddVariable("total", Shape.Scalar);

    /// <summary>Gathers values.</summary>
    /// <param name="values">Numbers of any shape.</param>
    /// <param name="sampleWeight">A weight for each sample; <see langword="null"/>: all weigh 1.</param>
    public void Update(Tensor values, Tensor? sampleWeight = null)
    {
        (values, _) = Samplewise.Of(values, sampleWeight, (x, axes) => Ops.Sum(x, axes), DType);
        _total.Assign(_total.Value + Ops.Sum(values));
    }

    /// <inheritdoc/>
    public override Tensor Result() => _total.Value;

    internal static Sum FromConfig(Config config) => new(config.Name ?? "sum", config.GetObject<DTypePolicy>("dtype"));
}
