namespace Heed.Initializers;

/// <summary>Values spread evenly between two bounds.</summary>
/// <remarks>Source: keras/src/initializers/random_initializers.py.</remarks>
/// <param name="minval">The lower bound, included.</param>
/// <param name="maxval">The upper bound, excluded.</param>
/// <param name="seed">A number or a generator; <see langword="null"/> draws a number.</param>
public sealed class RandomUniform(double minval = -0.05, double maxval = 0.05, RandomSeed? seed = null) : RandomInitializer(seed)
{
    /// <summary>The lower bound.</summary>
    public double Minval => minval;

    /// <summary>The upper bound.</summary>
    public double Maxval => maxval;

    /// <inheritdoc/>
    protected override Tensor Create(Shape shape, DType dtype, RandomKey key) => Ops.RandomUniform(shape, minval, maxval, dtype, key);

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("minval", minval).With("maxval", maxval);

    internal static RandomUniform FromConfig(Config config) =>
        new(config.Get("minval", -0.05), config.Get("maxval", 0.05), RandomSeed.FromConfig(config));
}
