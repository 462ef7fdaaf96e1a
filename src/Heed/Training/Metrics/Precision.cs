namespace Heed.Metrics;

/// <summary>Which part of the predictions that say yes is right: true positives / (true + false positives).</summary>
/// <param name="thresholds">A larger prediction means yes; numbers in [0, 1]; <see langword="null"/>: 0.5, or with <paramref name="topK"/> none.</param>
/// <param name="topK">Only the k largest predictions of a sample can mean yes; <see langword="null"/>: all can.</param>
/// <param name="classId">Only this class is looked at; <see langword="null"/>: all are.</param>
/// <param name="name">Its name in histories; <see langword="null"/>: Keras's automatic name.</param>
/// <param name="dtype">The type that configs hold; counts are float32.</param>
/// <remarks>Source: keras/src/metrics/confusion_metrics.py.</remarks>
public sealed class Precision(Numbers? thresholds = null, int? topK = null, int? classId = null, string? name = null, DTypePolicy? dtype = null)
    : ConfusionRatio("false_positives", counts => counts.FalsePositives, thresholds, topK, classId, name, dtype)
{
    internal static Precision FromConfig(Config config) => new(Numbers.Read(config, "thresholds"), config.Get<int?>("top_k", null), config.Get<int?>("class_id", null),
        config.Name, config.GetObject<DTypePolicy>("dtype"));
}
