namespace Heed.Initializers;

/// <summary>Normally distributed values, drawn again where they lie more than two standard deviations from the mean.</summary>
/// <remarks>Source: keras/src/initializers/random_initializers.py.</remarks>
/// <param name="mean">The mean.</param>
/// <param name="stddev">The standard deviation before truncation.</param>
/// <param name="seed">A number or a generator; <see langword="null"/> draws a number.</param>
public sealed class TruncatedNormal(double mean = 0.0, double stddev = 0.05, RandomSeed? seed = null) : RandomInitializer(seed)
{
    /// <summary>The mean.</summary>
    public double Mean => mean;

    /// <summary>The standard deviation before truncation.</summary>
    public double Stddev => stddev;

    /// <inheritdoc/>
    protected override Tensor Create(Shape shape, DType dtype, RandomKey key) => Ops.RandomTruncatedNormal(shape, mean, stddev, dtype, key);

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("mean", mean).With("stddev", stddev);

    internal static TruncatedNormal FromConfig(Config config) =>
        new(config.Get("mean", 0.0), config.Get("stddev", 0.05), RandomSeed.FromConfig(config));
}
