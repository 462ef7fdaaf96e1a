namespace Heed;

/// <summary>Hands out the seeds of random ops: the same seed gives the same sequence.</summary>
/// <remarks>The state [seed, count] is an entry of Keras's weight files. Source: keras/src/random/seed_generator.py.</remarks>
public sealed class SeedGenerator : IKerasObject
{
    private readonly Lock _drawing = new();

    /// <summary>Starts a sequence.</summary>
    /// <param name="seed">Makes it repeatable; <see langword="null"/> draws a seed.</param>
    public SeedGenerator(int? seed = null)
    {
        Seed = seed ?? GlobalSeed.Next();
        State = new Variable(Tensor.From<uint>([(uint)Seed, 0], [2]), "seed_generator_state", trainable: false) { Autocast = false };
    }

    /// <summary>The seed given or drawn.</summary>
    public int Seed { get; }

    /// <summary>The two uint32: seed and number of draws so far.</summary>
    public Variable State { get; }

    /// <inheritdoc/>
    public string Module => "keras.random";

    /// <inheritdoc/>
    public string ClassName => nameof(SeedGenerator);

    /// <summary>Draws the key of the next random op; safe to call from several threads.</summary>
    /// <returns>A key that differs from all earlier ones.</returns>
    public RandomKey Next()
    {
        lock (_drawing)
        {
            ReadOnlySpan<uint> state = State.Value.AsSpan<uint>();
            var key = new RandomKey(state[0], state[1]);
            State.Assign(Tensor.From<uint>([state[0], state[1] + 1], [2]));
            return key;
        }
    }

    /// <inheritdoc/>
    public Config GetConfig() => new Config().With("seed", Seed);
}
