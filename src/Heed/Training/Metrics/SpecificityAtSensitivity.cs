namespace Heed.Metrics;

/// <summary>The best specificity (which part of what is false the predictions leave out) among the thresholds at which the sensitivity is high enough.</summary>
/// <remarks>Source: keras/src/metrics/confusion_metrics.py.</remarks>
public sealed class SpecificityAtSensitivity : SensitivitySpecificityBase
{
    /// <summary>Creates the metric.</summary>
    /// <param name="sensitivity">How high is enough, in [0, 1].</param>
    /// <param name="numThresholds">How many thresholds are tried, equally spaced from 0 to 1; at least 1.</param>
    /// <param name="classId">Only this class is looked at; <see langword="null"/>: all are.</param>
    /// <param name="name">Its name in histories; <see langword="null"/>: Keras's automatic name.</param>
    /// <param name="dtype">The type that configs hold; counts are float32.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public SpecificityAtSensitivity(double sensitivity, int numThresholds = 200, int? classId = null, string? name = null, DTypePolicy? dtype = null)
        : base(numThresholds, classId, name, dtype) => Sensitivity = Require.Fraction(sensitivity, this);

    /// <summary>How high is enough.</summary>
    public double Sensitivity { get; }

    /// <inheritdoc/>
    public override Tensor Result() => Best(Specificities, where: Sensitivities, atLeast: Sensitivity);

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("num_thresholds", NumThresholds).With("sensitivity", Sensitivity);

    internal static SpecificityAtSensitivity FromConfig(Config config) => new(config.Require<double>("sensitivity"), config.Get("num_thresholds", 200),
        config.Get<int?>("class_id", null), config.Name, config.GetObject<DTypePolicy>("dtype"));
}
