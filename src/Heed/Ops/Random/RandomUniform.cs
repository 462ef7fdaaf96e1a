using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>Random numbers that are equally likely anywhere in [min, max).</summary>
    /// <param name="shape">A known shape.</param>
    /// <param name="min">The lowest value.</param>
    /// <param name="max">Just above the highest value.</param>
    /// <param name="dtype">A floating-point type; float16 and bfloat16 are rounded from float32, and may round up to <paramref name="max"/>.</param>
    /// <param name="key">The same key gives the same numbers.</param>
    /// <returns>The numbers; 2²³ different ones (2⁵² in float64).</returns>
    /// <exception cref="ArgumentException"><paramref name="dtype"/> is not floating point, or a bound is not finite or above the other.</exception>
    /// <remarks>
    /// Generator: Philox4x32-10 with key (seed, draw); element i is made of word i, or words 2i and 2i + 1 in float64, of the blocks with counters 0,
    /// 1, 2, …
    /// Keras: <c>keras.random.uniform</c>, keras/src/random/random.py.
    /// </remarks>
    public static Tensor RandomUniform(Shape shape, double min, double max, DType dtype, RandomKey key)
    {
        if (!double.IsFinite(max - min) || min > max)
            throw new ArgumentException($"RandomUniform expects finite bounds with min ≤ max. Received {min} and {max}.");
        Tensor y = Draw.Allocate(nameof(RandomUniform), shape, dtype, dtype.IsFloat());
        if (dtype == DType.Float64) RandomKernel.Fill(key.Seed, key.Draw, 2, y.Writable<double>(), new UniformDraw<double>(min, max));
        else RandomKernel.Fill(key.Seed, key.Draw, 1, y.Writable<float>(), new UniformDraw<float>((float)min, (float)max));
        return y.Cast(dtype);
    }
}
