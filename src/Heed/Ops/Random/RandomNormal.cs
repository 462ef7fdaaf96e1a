using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>Random numbers from a normal (Gaussian) distribution.</summary>
    /// <param name="shape">A known shape.</param>
    /// <param name="mean">The mean.</param>
    /// <param name="stddev">The standard deviation.</param>
    /// <param name="dtype">A floating-point type.</param>
    /// <param name="key">The same key gives the same numbers.</param>
    /// <returns>The numbers, within 5.3 standard deviations (8.2 in float64).</returns>
    /// <exception cref="ArgumentException"><paramref name="dtype"/> is not floating point, or the mean or deviation is not finite, or the deviation negative.</exception>
    /// <remarks>
    /// The inverse distribution function of the numbers of <see cref="RandomUniform"/>.
    /// Keras: <c>keras.random.normal</c>, keras/src/random/random.py.
    /// </remarks>
    public static Tensor RandomNormal(Shape shape, double mean, double stddev, DType dtype, RandomKey key) =>
        new RandomNormalOp(shape, mean, stddev, 1, dtype, key, nameof(RandomNormal)).Apply();

    /// <summary>Random numbers from a normal distribution, none further than two standard deviations from the mean.</summary>
    /// <param name="shape">A known shape.</param>
    /// <param name="mean">The mean.</param>
    /// <param name="stddev">The standard deviation before cutting; that of the numbers is 0.8796 of it.</param>
    /// <param name="dtype">A floating-point type.</param>
    /// <param name="key">The same key gives the same numbers.</param>
    /// <returns>The numbers.</returns>
    /// <exception cref="ArgumentException"><paramref name="dtype"/> is not floating point, or the mean or deviation is not finite, or the deviation negative.</exception>
    /// <remarks>Keras: <c>keras.random.truncated_normal</c>, keras/src/random/random.py.</remarks>
    public static Tensor RandomTruncatedNormal(Shape shape, double mean, double stddev, DType dtype, RandomKey key) =>
        new RandomNormalOp(shape, mean, stddev, RandomNormalOp.WithinTwo, dtype, key, nameof(RandomTruncatedNormal)).Apply();
}

/// <summary>y = mean + stddev · √2 · erf⁻¹(spread · (2u − 1)) with u uniform in (0, 1)</summary>
internal sealed class RandomNormalOp : RandomOp
{
    /// <summary>erf(√2): the share of a normal distribution within two standard deviations.</summary>
    public const double WithinTwo = 0.95449973610364158;

    private readonly double _mean, _stddev, _spread;

    public RandomNormalOp(Shape shape, double mean, double stddev, double spread, DType dtype, RandomKey key, string name) : base(shape, dtype, key)
    {
        if (!double.IsFinite(mean) || !double.IsFinite(stddev) || stddev < 0)
            throw new ArgumentException($"{name} expects a finite mean and a finite standard deviation of at least 0. Received {mean} and {stddev}.");
        (_mean, _stddev, _spread, Name) = (mean, stddev, spread, name);
    }

    public override string Name { get; }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y)
    {
        if (y.DType == DType.Float64) RandomKernel.Fill(Key.Seed, Key.Draw, 2, y.Writable<double>(), new NormalDraw<double>(_mean, _stddev, _spread));
        else RandomKernel.Fill(Key.Seed, Key.Draw, 1, y.Writable<float>(), new NormalDraw<float>((float)_mean, (float)_stddev, (float)_spread));
    }
}
