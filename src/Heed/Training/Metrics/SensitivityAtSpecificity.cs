namespace Heed.Metrics;

/// <summary>The best sensitivity (which part of what is true the predictions say) among the thresholds at which the specificity is high enough.</summary>
/// <remarks>Source: keras/src/metrics/confusion_metrics.py.</remarks>
public sealed class SensitivityAtSpecificity : SensitivitySpecificityBase
{
    /// <summary>Creates the metric.</summary>
    /// <param name="specificity">How high is enough, in [0, 1].</param>
    /// <param name="numThresholds">How many thresholds are tried, equally spaced from 0 to 1; at least 1.</param>
    /// <param name="classId">Only this class is looked at; <see langword="null"/>: all are.</param>
    /// <param name="name">Its name in histories; <see langword="null"/>: Keras's automatic name.</param>
    /// <param name="dtype">The type that configs hold; counts are float32.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public SensitivityAtSpecificity(double specificity, int numThresholds = 200, int? classId = null, string? name = null, DTypePolicy? dtype = null)
        : base(numThresholds, classId, name, dtype) => Specificity = Require.Fraction(specificity, this);

    /// <summary>How high is enough.</summary>
    public double Specificity { get; }

    /// <inheritdoc/>
    public override Tensor Result() => Best(Sensitivities, where: Specificities, atLeast: Specificity);

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("num_thresholds", NumThresholds).With("specificity", Specificity);

    internal static SensitivityAtSpecificity FromConfig(Config config) => new(config.Require<double>("specificity"), config.Get("num_thresholds", 200),
        config.Get<int?>("class_id", null), config.Name, config.GetObject<DTypePolicy>("dtype"));
}
