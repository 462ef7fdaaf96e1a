namespace Heed.Layers;

/// <summary>What is remembered of many numbers to know their quantiles: a few of them in ascending order, and how many numbers each stands for.</summary>
/// <remarks>Two summaries merge into one of the same size, so numbers may come in batches. Computed in float32, as in Keras.
/// Source: keras/src/layers/preprocessing/discretization.py.</remarks>
internal sealed class QuantileSummary
{
    private readonly float[] _values, _weights;

    private QuantileSummary(float[] values, float[] weights) => (_values, _weights) = (values, weights);

    /// <summary>Of no numbers.</summary>
    public static QuantileSummary Empty { get; } = new([], []);

    /// <summary>The summary of numbers: every so-manieth of them, about 1 / epsilon in all.</summary>
    public static QuantileSummary Of(ReadOnlySpan<float> numbers, double epsilon)
    {
        float[] sorted = numbers.ToArray();
        Array.Sort(sorted);
        double step = Math.Max(sorted.Length / (1.0 / epsilon), 1);
        var kept = new List<float>();
        for (int i = (int)(step - 1); i < sorted.Length; i += (int)step) kept.Add(sorted[i]);
        float[] weights = new float[kept.Count];
        Array.Fill(weights, (float)step);
        return new([.. kept], weights);
    }

    /// <summary>The summary of both together.</summary>
    public QuantileSummary Merge(QuantileSummary other, double epsilon)
    {
        (float Value, float Weight)[] both = [.. _values.Zip(_weights), .. other._values.Zip(other._weights)];
        (float Value, float Weight)[] sorted = [.. both.OrderBy(item => item.Value)];
        return new QuantileSummary([.. sorted.Select(item => item.Value)], [.. sorted.Select(item => item.Weight)]).Compressed(epsilon);
    }

    /// <summary>The boundaries of bins that hold equally many numbers; fewer than <paramref name="bins"/> − 1 where there are fewer numbers.</summary>
    public float[] Boundaries(int bins) => Compressed(1.0 / bins)._values is [.. var inner, _] ? inner : [];

    private QuantileSummary Compressed(double epsilon)
    {
        if (_values.Length * epsilon < 1) return this;
        float[] sums = new float[_weights.Length];
        float sum = 0;
        for (int i = 0; i < sums.Length; i++) sums[i] = sum += _weights[i];
        float[] parts = Array.ConvertAll(sums, part => part / sum);

        int count = (int)Math.Ceiling(1.0 / epsilon);
        float[] values = new float[count], weights = new float[count];
        double before = 0;
        for (int i = 0; i < count; i++)
        {
            double part = epsilon + i * epsilon, below = Interpolate(part, parts, sums);
            values[i] = (float)Interpolate(part, parts, _values);
            (weights[i], before) = ((float)(below - before), below);
        }
        return new(values, weights);
    }

    /// <summary>The value at <paramref name="x"/> of the line through the points (xs, ys); flat outside.</summary>
    private static double Interpolate(double x, float[] xs, float[] ys)
    {
        int low = 0, high = xs.Length;          // the last place whose x is not greater
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (xs[middle] <= x) low = middle + 1;
            else high = middle;
        }
        int j = low - 1;
        if (j < 0) return ys[0];
        if (j == xs.Length - 1 || xs[j] == x) return ys[j];
        return ((double)ys[j + 1] - ys[j]) / ((double)xs[j + 1] - xs[j]) * (x - xs[j]) + ys[j];
    }
}
