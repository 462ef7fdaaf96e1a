using Heed.Kernels;

namespace Heed;

/// <summary>Settings of the whole process.</summary>
public static class Runtime
{
    /// <summary>How many threads work on one computation, the caller included; results do not depend on it. In a browser it stays 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public static int Threads
    {
        get => WorkerPool.Threads;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            WorkerPool.Threads = value;
        }
    }

    /// <summary>Starts automatic names anew: the next <c>Dense</c> is <c>dense</c> again.</summary>
    /// <remarks>Keras: <c>keras.utils.clear_session</c>.</remarks>
    public static void ClearSession() => AutomaticName.Reset();

    /// <summary>Makes every seed that is not given repeatable: of initializers, dropout and shuffling, in the order in which they are drawn.</summary>
    /// <param name="seed">The same number gives the same run.</param>
    /// <remarks>Keras: <c>keras.utils.set_random_seed</c>.</remarks>
    public static void SetRandomSeed(int seed) => GlobalSeed.Set(seed);
}
