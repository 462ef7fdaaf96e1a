namespace Heed.Metrics;

/// <summary>The best recall among the thresholds at which the precision is high enough.</summary>
/// <remarks>Source: keras/src/metrics/confusion_metrics.py.</remarks>
public sealed class RecallAtPrecision : SensitivitySpecificityBase
{
    /// <summary>Creates the metric.</summary>
    /// <param name="precision">How high is enough, in [0, 1].</param>
    /// <param name="numThresholds">How many thresholds are tried, equally spaced from 0 to 1; at least 1.</param>
    /// <param name="classId">Only this class is looked at; <see langword="null"/>: all are.</param>
    /// <param name="name">Its name in histories; <see langword="null"/>: Keras's automatic name.</param>
    /// <param name="dtype">The type that configs hold; counts are float32.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public RecallAtPrecision(double precision, int numThresholds = 200, int? classId = null, string? name = null, DTypePolicy? dtype = null)
        : base(numThresholds, classId, name, dtype) => Precision = Require.Fraction(precision, this);

    /// <summary>How high is enough.</summary>
    public double Precision { get; }

    /// <inheritdoc/>
    public override Tensor Result() => Best(Sensitivities, where: Precisions, atLeast: Precision);

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("num_thresholds", NumThresholds).With("precision", Precision);

    internal static RecallAtPrecision FromConfig(Config config) => new(config.Require<double>("precision"), config.Get("num_thresholds", 200),
        config.Get<int?>("class_id", null), config.Name, config.GetObject<DTypePolicy>("dtype"));
}
