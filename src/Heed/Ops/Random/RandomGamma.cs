using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>Random numbers from a gamma distribution with a scale of 1: density x^(α − 1) · e⁻ˣ / Γ(α).</summary>
    /// <param name="shape">A known shape.</param>
    /// <param name="alpha">α, which is also the mean and the variance; above 0.</param>
    /// <param name="dtype">A floating-point type.</param>
    /// <param name="key">The same key gives the same numbers.</param>
    /// <returns>The numbers.</returns>
    /// <exception cref="ArgumentException"><paramref name="dtype"/> is not floating point, or <paramref name="alpha"/> not finite or not above 0.</exception>
    /// <remarks>Keras: <c>keras.random.gamma</c>, keras/src/random/random.py.</remarks>
    public static Tensor RandomGamma(Shape shape, double alpha, DType dtype, RandomKey key)
    {
        RequireShapeParameter(nameof(RandomGamma), alpha);
        Tensor y = Draw.Allocate(nameof(RandomGamma), shape, dtype, dtype.IsFloat());
        var values = new double[y.Length];
        for (int i = 0; i < values.Length; i++) values[i] = Math.Exp(GammaDraw.Logarithm(alpha, key.Seed, key.Draw, (ulong)i, 0));
        return Tensor.From(values, shape).Cast(dtype);
    }

    /// <summary>Random shares that sum to 1, from a Dirichlet distribution whose parameters are all <paramref name="alpha"/>.</summary>
    internal static double[] RandomDirichlet(int count, double alpha, RandomKey key)
    {
        RequireShapeParameter(nameof(RandomDirichlet), alpha);
        double[] logarithms = [.. Enumerable.Range(0, count).Select(i => GammaDraw.Logarithm(alpha, key.Seed, key.Draw, (ulong)i, 0))];
        double largest = logarithms.Max(), sum = logarithms.Sum(logarithm => Math.Exp(logarithm - largest));
        return Array.ConvertAll(logarithms, logarithm => Math.Exp(logarithm - largest) / sum);
    }

    private static void RequireShapeParameter(string op, double value)
    {
        if (!double.IsFinite(value) || value <= 0) throw new ArgumentException(FormattableString.Invariant($"{op} expects finite parameters above 0. Received {value}."));
    }
}
