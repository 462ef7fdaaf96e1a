using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Heed;

/// <summary>Type policies of layers by their paths, as a file holds them.</summary>
/// <remarks>Source: keras/src/dtype_policies/dtype_policy_map.py.</remarks>
internal sealed class DTypePolicyMap
{
    private readonly Config _config;
    private readonly Dictionary<string, DTypePolicy> _policies = [];        // by path, or by a pattern that the whole path fits

    private readonly ConcurrentDictionary<string, DTypePolicy> _found = new();   // by path: layers ask in every call

    private DTypePolicyMap(Config config) => _config = config;

    /// <summary>The policy of layers whose path is not there.</summary>
    public DTypePolicy Default { get; private set; } = DTypePolicy.Global;

    /// <summary>Reads the map of a file.</summary>
    /// <exception cref="ArgumentException">It is no map, or holds a policy that is not known.</exception>
    public static DTypePolicyMap FromConfig(Config config)
    {
        var map = new DTypePolicyMap(config);
        if (config.GetObject<DTypePolicy>("default_policy") is { } standard) map.Default = standard;
        var policies = new Config(config.Require<JsonObject>("policy_map"));
        foreach (string path in policies.Json.Select(pair => pair.Key))
            map._policies[path] = policies.GetObject<DTypePolicy>(path) ?? throw new ArgumentException($"DTypePolicyMap expects a policy for '{path}'. Received null.");
        if (map.Default.Map is not null || map._policies.Values.Any(policy => policy.Map is not null))
            throw new ArgumentException("DTypePolicyMap expects policies. Received another map inside.");
        return map;
    }

    /// <summary>The policy of a path: the one of that very path, else the one whose pattern it fits, else the default.</summary>
    /// <exception cref="ArgumentException">It fits several patterns, or one of them is no regular expression.</exception>
    public DTypePolicy Find(string path) => _found.TryGetValue(path, out DTypePolicy? found) ? found : _found[path] = Search(path);

    private DTypePolicy Search(string path)
    {
        if (_policies.TryGetValue(path, out DTypePolicy? own)) return own;
        string[] fitting = [.. _policies.Keys.Where(pattern => Fits(path, pattern))];
        return fitting.Length <= 1 ? (fitting is [var only] ? _policies[only] : Default)
            : throw new ArgumentException($"DTypePolicyMap expects a path to fit one pattern. Received '{path}', which fits {string.Join(", ", fitting)}.");
    }

    private static bool Fits(string path, string pattern)
    {
        try
        {
            return Regex.IsMatch(path, $@"\A(?:{pattern})\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            throw new ArgumentException($"DTypePolicyMap expects paths or regular expressions, without looking around or back, as keys. Received '{pattern}'. {error.Message}", error);
        }
    }

    /// <summary>The settings as they were.</summary>
    public Config GetConfig() => new(_config.Json.DeepClone().AsObject());
}
