namespace Heed;

/// <summary>Random sequences for the passes and elements of datasets: each follows from a seed and where it is used, never from what ran before.</summary>
internal static class Seeds
{
    /// <summary>The random numbers of one place.</summary>
    /// <param name="seed">What the user gave.</param>
    /// <param name="pass">The number of the pass.</param>
    /// <param name="element">The number of the element, if each has its own.</param>
    public static Random At(int seed, long pass, long element = 0) => new((int)Mix(Mix(Mix((uint)seed) + (ulong)pass) + (ulong)element));

    /// <summary>The finishing step of SplitMix64.</summary>
    private static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
