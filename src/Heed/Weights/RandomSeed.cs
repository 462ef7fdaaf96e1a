using System.Text.Json.Nodes;

namespace Heed;

/// <summary>Where an initializer takes its randomness from: a number, which gives the same values at every call, or a generator, which goes on.</summary>
public sealed class RandomSeed
{
    private readonly int? _number;
    private readonly SeedGenerator? _generator;

    private RandomSeed(int? number, SeedGenerator? generator) => (_number, _generator) = (number, generator);

    /// <summary>The same values at every call.</summary>
    /// <param name="seed">Any number.</param>
    public static implicit operator RandomSeed(int seed) => new(seed, null);

    /// <summary>Other values at every call.</summary>
    /// <param name="generator">Shared with whoever else draws from it.</param>
    public static implicit operator RandomSeed(SeedGenerator generator) => new(null, generator);

    /// <summary>The key of one call.</summary>
    internal RandomKey Next() => _generator?.Next() ?? new RandomKey((uint)_number!.Value, 0);

    /// <summary>What a config holds.</summary>
    internal object ToConfig() => _generator is null ? _number!.Value : _generator;

    /// <summary>Reads the key <c>seed</c> of a config.</summary>
    internal static RandomSeed? FromConfig(Config config)
    {
        if (!config.Json.TryGetPropertyValue("seed", out JsonNode? node) || node is null) return null;
        return node is JsonObject ? config.GetObject<SeedGenerator>("seed")! : config.Require<int>("seed");
    }
}
