namespace Heed.Layers;

/// <summary>The secret key of a hash, two whole numbers: other salts put words into other bins.</summary>
/// <param name="First">One half of the key.</param>
/// <param name="Second">The other half.</param>
public readonly record struct HashSalt(long First, long Second)
{
    /// <summary>One number for both halves.</summary>
    /// <param name="salt">Any.</param>
    public static implicit operator HashSalt(long salt) => new(salt, salt);

    /// <summary>Two numbers.</summary>
    /// <param name="salt">The halves.</param>
    public static implicit operator HashSalt((long First, long Second) salt) => new(salt.First, salt.Second);

    internal static HashSalt? Read(Config config) => config.Json["salt"] switch
    {
        null => null,
        System.Text.Json.Nodes.JsonArray { Count: 2 } pair => new(ConfigValue.Read<long>(pair[0]), ConfigValue.Read<long>(pair[1])),
        System.Text.Json.Nodes.JsonValue single => config.Get<long>("salt", 0),
        var other => throw new ArgumentException($"Config expects 'salt' to be a whole number or two. Received {other.ToJsonString()}."),
    };

    internal static long[]? Write(HashSalt? salt) => salt is { } key ? [key.First, key.Second] : null;

    internal static (long, long)? Key(HashSalt? salt) => salt is { } key ? (key.First, key.Second) : null;
}
