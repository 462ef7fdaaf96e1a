namespace Heed;

public static partial class Ops
{
    /// <summary>erf(√2): the share of a normal distribution within two standard deviations.</summary>
    private const double WithinTwo = 0.95449973610364158;

    /// <summary>Random numbers from a normal distribution, none further than two standard deviations from the mean.</summary>
    /// <param name="shape">A known shape.</param>
    /// <param name="mean">The mean.</param>
    /// <param name="stddev">The standard deviation before cutting; that of the numbers is 0.8796 of it.</param>
    /// <param name="dtype">A floating-point type.</param>
    /// <param name="key">The same key gives the same numbers.</param>
    /// <returns>The numbers.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="dtype"/> is not floating point, or the mean or deviation is not finite, or the deviation negative.
    /// </exception>
    /// <remarks>Keras: <c>keras.random.truncated_normal</c>, keras/src/random/random.py.</remarks>
    public static Tensor RandomTruncatedNormal(Shape shape, double mean, double stddev, DType dtype, RandomKey key) =>
        RandomNormal(nameof(RandomTruncatedNormal), shape, mean, stddev, WithinTwo, dtype, key);
}
