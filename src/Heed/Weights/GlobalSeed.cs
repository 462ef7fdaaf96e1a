namespace Heed;

/// <summary>Where seeds come from that nobody gave: at random, or repeatable after <see cref="Set"/>.</summary>
internal static class GlobalSeed
{
    private static System.Random s_random = new();

    /// <summary>Makes all later draws repeatable, as <c>keras.utils.set_random_seed</c> does.</summary>
    public static void Set(int seed) => Volatile.Write(ref s_random, new System.Random(seed));

    /// <summary>A seed for an initializer, a dropout or a shuffle.</summary>
    public static int Next()
    {
        System.Random random = Volatile.Read(ref s_random);
        lock (random) return random.Next(1, 1_000_000_000);
    }
}
