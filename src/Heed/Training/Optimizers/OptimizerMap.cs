using System.Text.Json.Nodes;

namespace Heed.Optimizers;

/// <summary>Which optimizer changes which weights: by regular expressions that stand for whole paths, such as <c>embedding/.*</c>.</summary>
/// <remarks>Source: keras/src/optimizers/multi_optimizer.py.</remarks>
public sealed class OptimizerMap : IKerasObject
{
    private readonly List<KeyValuePair<string, Optimizer>> _optimizers;

    /// <summary>Creates the map.</summary>
    /// <param name="defaultOptimizer">Changes the weights that nothing else is said about.</param>
    /// <param name="optimizerMap">Paths or regular expressions, and the optimizers of the weights that they stand for.</param>
    /// <exception cref="ArgumentException">An optimizer is made of others.</exception>
    public OptimizerMap(Optimizer defaultOptimizer, IReadOnlyDictionary<string, Optimizer>? optimizerMap = null)
    {
        ArgumentNullException.ThrowIfNull(defaultOptimizer);
        (DefaultOptimizer, _optimizers) = (defaultOptimizer, [.. optimizerMap ?? new Dictionary<string, Optimizer>()]);
        foreach (Optimizer optimizer in All)
            if (optimizer is LossScaleOptimizer or MultiOptimizer)
                throw new ArgumentException($"OptimizerMap expects optimizers that change weights themselves. Received {optimizer}. Put it around the MultiOptimizer.");
    }

    /// <summary>Changes the weights that nothing else is said about.</summary>
    public Optimizer DefaultOptimizer { get; }

    /// <inheritdoc/>
    public string Module => "keras.optimizers";

    /// <inheritdoc/>
    public string ClassName => nameof(OptimizerMap);

    /// <summary>Each optimizer once, the default one last.</summary>
    internal IReadOnlyList<Optimizer> All => [.. _optimizers.Select(pair => pair.Value).Append(DefaultOptimizer).Distinct()];

    /// <summary>The optimizer of a weight.</summary>
    /// <param name="path">The weight's path.</param>
    /// <exception cref="ArgumentException">Several expressions stand for this path.</exception>
    public Optimizer this[string path]
    {
        get
        {
            if (_optimizers.FirstOrDefault(pair => pair.Key == path).Value is { } named) return named;
            KeyValuePair<string, Optimizer>[] found = [.. _optimizers.Where(pair => PathPattern.IsIn(path, $"^(?:{pair.Key})$", nameof(OptimizerMap)))];
            return found.Length switch
            {
                0 => DefaultOptimizer,
                1 => found[0].Value,
                _ => throw new ArgumentException($"OptimizerMap expects one optimizer for '{path}'. Received those of {string.Join(" and ", found.Select(pair => $"'{pair.Key}'"))}."),
            };
        }
    }

    /// <inheritdoc/>
    public Config GetConfig()
    {
        var map = new JsonObject();
        foreach ((string path, Optimizer optimizer) in _optimizers) map[path] = KerasRegistry.Serialize(optimizer);
        return new Config().With("default_optimizer", DefaultOptimizer).With("optimizer_map", map);
    }

    internal static OptimizerMap FromConfig(Config config) => new(
        config.GetObject<Optimizer>("default_optimizer") ?? throw new ArgumentException("OptimizerMap expects a 'default_optimizer'. Received none."),
        (config.Get<JsonObject?>("optimizer_map", null) ?? []).ToDictionary(pair => pair.Key, pair => KerasRegistry.Deserialize<Optimizer>(pair.Value!)));
}
