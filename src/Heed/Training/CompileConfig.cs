using System.Text.Json.Nodes;
using Heed.Losses;
using Heed.Metrics;

namespace Heed;

/// <summary>What <c>Compile</c> was given, as Keras's files hold it: structures and names stay as they were given.</summary>
/// <remarks>Source: keras/src/trainers/trainer.py, <c>get_compile_config</c>.</remarks>
internal static class CompileConfig
{
    /// <summary>The settings of a call of <c>Compile</c>, without the optimizer, which changes.</summary>
    public static JsonObject Write(LossPerOutput? loss, WeightPerOutput? lossWeights, MetricsPerOutput? metrics, MetricsPerOutput? weightedMetrics) => new()
    {
        ["optimizer"] = null,
        ["loss"] = Structure(loss, Item),
        ["loss_weights"] = Structure(lossWeights, weight => weight is { } number ? PythonNumber.ToJson(number) : null),
        ["metrics"] = Structure(metrics, Group),
        ["weighted_metrics"] = Structure(weightedMetrics, Group),
        ["run_eagerly"] = false,
        ["steps_per_execution"] = 1,
        ["jit_compile"] = "auto",
    };

    /// <summary>Losses in the structure in which a file holds them.</summary>
    /// <exception cref="ArgumentException">One is not known.</exception>
    public static LossPerOutput? Losses(JsonNode? node) => node switch
    {
        null => null,
        JsonArray list => LossPerOutput.Create([.. list.Select(Loss)]),
        JsonObject names when !IsObject(names) => names.ToDictionary(pair => pair.Key, pair => Loss(pair.Value)),
        _ => Loss(node)!,
    };

    /// <summary>Weights of losses in the structure in which a file holds them.</summary>
    public static WeightPerOutput? Weights(JsonNode? node) => node switch
    {
        null => null,
        JsonArray list => WeightPerOutput.Create([.. list.Select(Weight)]),
        JsonObject names => WeightPerOutput.Create(names.Select(pair => KeyValuePair.Create(pair.Key, Weight(pair.Value)))),
        _ => PythonNumber.Read(node),
    };

    private static double? Weight(JsonNode? node) => node is null ? null : PythonNumber.Read(node);

    /// <summary>Metrics in the structure in which a file holds them.</summary>
    /// <exception cref="ArgumentException">One is not known, or does not compare predictions with the truth.</exception>
    public static MetricsPerOutput? Metrics(JsonNode? node) => node switch
    {
        null => null,
        JsonArray list => MetricsPerOutput.Create([.. list.Select(Group)]),
        JsonObject names when !IsObject(names) => names.ToDictionary(pair => pair.Key, pair => Group(pair.Value)),
        _ => MetricsPerOutput.Create([Group(node)]),
    };

    private static JsonNode? Structure<T>(PerOutput<T>? values, Func<T, JsonNode?> write) => values switch
    {
        null => null,
        { IsSingle: true } => write(values.Values[0]),
        { Names: { } names } => new JsonObject(names.Zip(values.Values, (name, value) => KeyValuePair.Create(name, write(value)))),
        _ => new JsonArray([.. values.Values.Select(write)]),
    };

    private static JsonNode? Group(MetricGroup? group) => group switch
    {
        null => null,
        { IsSingle: true } => Item(group.Metrics[0]),
        _ => new JsonArray([.. group.Metrics.Select(Item)]),
    };

    private static JsonNode? Item(Loss? loss) => loss is null ? null : loss.ShortName ?? KerasRegistry.Serialize(loss);

    private static JsonNode? Item(PredictionMetric metric) => metric.ShortName ?? KerasRegistry.Serialize(metric is MeanMetricWrapper { Loss: { } loss } ? loss : metric);

    private static bool IsObject(JsonObject item) => item.ContainsKey("class_name") && item.ContainsKey("config");

    private static Loss? Loss(JsonNode? node) => node is null ? null : node.TextOrNull() is { } name ? name : KerasRegistry.Deserialize<Loss>(node);

    private static MetricGroup? Group(JsonNode? node) =>
        node is null ? null : node is JsonArray list ? MetricGroup.Create([.. list.OfType<JsonNode>().Select(Metric)]) : Metric(node);

    /// <summary>A metric by its name, one of Keras's functions (of losses too), a metric or a loss.</summary>
    private static PredictionMetric Metric(JsonNode node)
    {
        if (node.TextOrNull() is { } name) return name;
        Metric metric = node.Find("config").TextOrNull() is not null ? MeanMetricWrapper.FromConfig(new Config().With("fn", node))
            : node.Find("module").TextOrNull() == "keras.losses" ? MeanMetricWrapper.Of(KerasRegistry.Deserialize<Loss>(node)) : KerasRegistry.Deserialize<Metric>(node);
        return metric as PredictionMetric ?? throw new ArgumentException($"Compile expects metrics that compare predictions with the truth. Received {node["class_name"]}.");
    }
}
