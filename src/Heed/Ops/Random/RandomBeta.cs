using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>Random numbers from a beta distribution: density ∝ x^(α − 1) · (1 − x)^(β − 1) in [0, 1].</summary>
    /// <param name="shape">A known shape.</param>
    /// <param name="alpha">α, above 0; the mean is α / (α + β).</param>
    /// <param name="beta">β, above 0.</param>
    /// <param name="dtype">A floating-point type.</param>
    /// <param name="key">The same key gives the same numbers.</param>
    /// <returns>The numbers.</returns>
    /// <exception cref="ArgumentException"><paramref name="dtype"/> is not floating point, or a parameter not finite or not above 0.</exception>
    /// <remarks>g / (g + h) with g and h of <see cref="RandomGamma"/>, by their logarithms. Keras: <c>keras.random.beta</c>, keras/src/random/random.py.</remarks>
    public static Tensor RandomBeta(Shape shape, double alpha, double beta, DType dtype, RandomKey key)
    {
        RequireShapeParameter(nameof(RandomBeta), alpha);
        RequireShapeParameter(nameof(RandomBeta), beta);
        Tensor y = Draw.Allocate(nameof(RandomBeta), shape, dtype, dtype.IsFloat());
        var values = new double[y.Length];
        for (int i = 0; i < values.Length; i++)
        {
            double g = GammaDraw.Logarithm(alpha, key.Seed, key.Draw, (ulong)i, 0), h = GammaDraw.Logarithm(beta, key.Seed, key.Draw, (ulong)i, 1);
            values[i] = 1 / (1 + Math.Exp(h - g));
        }
        return Tensor.From(values, shape).Cast(dtype);
    }
}
