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
    /// <exception cref="ArgumentException">
    /// <paramref name="dtype"/> is not floating point, or the mean or deviation is not finite, or the deviation negative.
    /// </exception>
    /// <remarks>
    /// The inverse distribution function of the numbers of <see cref="RandomUniform"/>.
    /// Keras: <c>keras.random.normal</c>, keras/src/random/random.py.
    /// </remarks>
    public static Tensor RandomNormal(Shape shape, double mean, double stddev, DType dtype, RandomKey key) =>
        RandomNormal(nameof(RandomNormal), shape, mean, stddev, 1, dtype, key);

    /// <summary>mean + stddev · √2 · erf⁻¹(spread · (2u − 1)) with u uniform in (0, 1).</summary>
    private static Tensor RandomNormal(string op, Shape shape, double mean, double stddev, double spread, DType dtype, RandomKey key)
    {
        if (!double.IsFinite(mean) || !double.IsFinite(stddev) || stddev < 0)
            throw new ArgumentException($"{op} expects a finite mean and a finite standard deviation of at least 0. Received {mean} and {stddev}.");
        Tensor y = Draw.Allocate(op, shape, dtype, dtype.IsFloat());
        if (dtype == DType.Float64) RandomKernel.Fill(key.Seed, key.Draw, 2, y.Writable<double>(), new NormalDraw<double>(mean, stddev, spread));
        else RandomKernel.Fill(key.Seed, key.Draw, 1, y.Writable<float>(), new NormalDraw<float>((float)mean, (float)stddev, (float)spread));
        return y.Cast(dtype);
    }
}
