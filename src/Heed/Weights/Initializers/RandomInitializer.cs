namespace Heed.Initializers;

/// <summary>Gives a weight random first values.</summary>
/// <remarks>An initializer draws its seed once: every call with the same shape gives the same values, unless the seed is a generator.</remarks>
public abstract class RandomInitializer : Initializer
{
    private RandomSeed _drawn;

    /// <summary>Takes or draws the seed.</summary>
    /// <param name="seed">A number or a generator; <see langword="null"/> draws a number.</param>
    protected RandomInitializer(RandomSeed? seed) => (Seed, _drawn) = (seed, seed ?? GlobalSeed.Next());

    /// <summary>The seed as given; <see langword="null"/>: it was drawn.</summary>
    public RandomSeed? Seed { get; }

    internal sealed override Initializer ForAnotherWeight()
    {
        var other = (RandomInitializer)MemberwiseClone();
        other._drawn = Seed ?? GlobalSeed.Next();
        return other;
    }

    /// <inheritdoc/>
    public sealed override Tensor Create(Shape shape, DType dtype = DType.Float32) => Create(shape, dtype, _drawn.Next());

    /// <summary>Makes a first value.</summary>
    /// <param name="shape">The weight's shape.</param>
    /// <param name="dtype">The weight's type.</param>
    /// <param name="key">What random ops need.</param>
    /// <returns>A tensor of this shape and type.</returns>
    protected abstract Tensor Create(Shape shape, DType dtype, RandomKey key);

    /// <inheritdoc/>
    public override Config GetConfig() => new Config().With("seed", Seed?.ToConfig());
}
