using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>Draws class numbers from rows of log-probabilities: class c of a row with probability <c>softmax(row)[c]</c>.</summary>
    /// <param name="logits">Shape (B, classes), floating point; minus infinity excludes a class.</param>
    /// <param name="samples">How many numbers are drawn, independently, for each row.</param>
    /// <param name="dtype">An integer type.</param>
    /// <param name="key">The same key gives the same numbers.</param>
    /// <returns>Shape (B, samples).</returns>
    /// <exception cref="ShapeException"><paramref name="logits"/> has not two axes, or no classes.</exception>
    /// <exception cref="ArgumentException">
    /// A row has no finite logit, or one that is NaN or infinite; or <paramref name="dtype"/> is no integer type.
    /// </exception>
    /// <remarks>
    /// Inverse of the cumulative probabilities, in double precision. Keras: <c>keras.random.categorical</c>, keras/src/random/random.py.
    /// </remarks>
    public static Tensor RandomCategorical(Tensor logits, int samples, DType dtype, RandomKey key)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        return new RandomCategoricalOp(samples, key).Apply(logits.Cast(DType.Float64)).Cast(dtype.IsInteger() ? dtype
            : throw new ArgumentException($"RandomCategorical expects an integer type. Received {dtype.Name()}."));
    }
}

/// <summary>y[b, s] = the class where the cumulative softmax of row b passes a uniform number; constant, because classes have no slope</summary>
internal sealed class RandomCategoricalOp(int samples, RandomKey key) : ConstantOp
{
    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Expect(x[0].Shape is { Rank: 2 } shape && (!shape[1].IsKnown || shape[1].Value > 0), "logits of shape (B, classes)", x);
        return new([x[0].Shape[0], samples], DType.Int32);
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y)
    {
        int classes = x[0].Shape[1].Value;
        ReadOnlySpan<double> logits = x[0].AsSpan<double>();
        double[] uniform = new double[y.Length], cumulative = new double[classes];
        RandomKernel.Fill(key.Seed, key.Draw, 2, uniform, new UniformDraw<double>(0, 1));
        Span<int> chosen = y.Writable<int>();
        for (int row = 0; row < x[0].Shape[0].Value; row++)
        {
            Accumulate(logits.Slice(row * classes, classes), cumulative, row);
            for (int s = row * samples; s < (row + 1) * samples; s++) chosen[s] = FirstAbove(cumulative, uniform[s] * cumulative[^1]);
        }
    }

    private static void Accumulate(ReadOnlySpan<double> logits, Span<double> cumulative, int row)
    {
        double highest = double.NegativeInfinity, sum = 0;
        foreach (double logit in logits) highest = Math.Max(highest, logit);
        if (!double.IsFinite(highest))
            throw new ArgumentException(
                $"RandomCategorical expects rows of logits with a finite maximum. Received {highest} as the maximum of row {row}.");
        for (int c = 0; c < logits.Length; c++) cumulative[c] = sum += Math.Exp(logits[c] - highest);
    }

    private static int FirstAbove(ReadOnlySpan<double> ascending, double value)
    {
        int low = 0, high = ascending.Length - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (ascending[middle] > value) high = middle;
            else low = middle + 1;
        }
        return low;
    }
}
