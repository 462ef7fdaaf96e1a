namespace Heed.Metrics;

/// <summary>The harmonic mean of precision and recall: <c>2 · precision · recall / (precision + recall)</c>.</summary>
/// <param name="average">How the classes' scores become one number; <see langword="null"/>: they do not.</param>
/// <param name="threshold">A larger prediction means yes, in (0, 1]; <see langword="null"/>: the largest of a sample means yes.</param>
/// <param name="name">Its name in histories.</param>
/// <param name="dtype">The type of the result; <see langword="null"/>: float32.</param>
/// <remarks>Source: keras/src/metrics/f_score_metrics.py.</remarks>
public sealed class F1Score(FScoreAverage? average = null, double? threshold = null, string? name = "f1_score", DTypePolicy? dtype = null)
    : FBetaScore(average, 1.0, threshold, name, dtype)
{
    /// <inheritdoc/>
    public override Config GetConfig()
    {
        Config config = base.GetConfig();
        config.Json.Remove("beta");
        return config;
    }

    internal static new F1Score FromConfig(Config config) => new(config.Get<FScoreAverage?>("average", null), config.Get<double?>("threshold", null),
        config.Name ?? "f1_score", config.GetObject<DTypePolicy>("dtype"));
}
