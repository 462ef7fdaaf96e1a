namespace Heed.Kernels;

/// <summary>The weights with which an axis is made longer or shorter: a filter around the place of each output's middle.</summary>
/// <remarks>
/// Output o lies at c = (o + ½) · s − ½ with s = input / output. Inputs beyond the edges do not count, the rest is scaled to the sum 1.
/// Source: jax/_src/image/scale.py, which Keras calls.
/// </remarks>
internal static class ResizeWeights
{
    private const double LeastSum = 1000 * 1.1920929e-7;    // below it a sum of weights counts as 0

    /// <summary>The input nearest to each output, from the middle of the pixel downwards.</summary>
    /// <param name="input">The input's length.</param>
    /// <param name="output">The output's length.</param>
    /// <param name="from">The first input of a window.</param>
    /// <param name="length">The length of the window that is stretched over the output.</param>
    public static int[] Nearest(int input, int output, int from, int length) =>
        [.. Enumerable.Range(0, output).Select(o => from + (int)Math.Min(length - 1, (2L * o + 1) * length / (2L * output)))];

    /// <summary>The weights of a filter.</summary>
    /// <param name="input">The input's length.</param>
    /// <param name="output">The output's length.</param>
    /// <param name="from">The first input of a window.</param>
    /// <param name="length">The length of the window that is stretched over the output.</param>
    /// <param name="radius">Where the filter ends.</param>
    /// <param name="filter">The filter, of a distance of at least 0.</param>
    /// <param name="antialias">Widens the filter when the axis becomes shorter.</param>
    /// <param name="single">Rounds every step to float32, as Keras's backends do: it decides how halves of whole numbers are rounded.</param>
    public static AxisWeights Of(int input, int output, int from, int length, double radius, Func<double, double> filter, bool antialias, bool single)
    {
        double Rounded(double x) => single ? (float)x : x;
        double scale = single ? 1 / (float)((double)output / length) : (double)length / output, wide = antialias ? Math.Max(1, scale) : 1;
        return AxisWeights.Of(input, output, o =>
        {
            double middle = Rounded(Rounded((o + 0.5) * scale) - 0.5);
            int first = Math.Max(0, (int)Math.Ceiling(middle - radius * wide)), end = Math.Min(length, (int)Math.Floor(middle + radius * wide) + 1);
            if (end <= first) return (from, []);
            double[] weights = new double[end - first];
            double sum = 0;
            for (int i = 0; i < weights.Length; i++) sum = Rounded(sum + (weights[i] = Rounded(filter(Rounded(Rounded(Math.Abs(first + i - middle)) / wide)))));
            int begin = Array.FindIndex(weights, weight => weight != 0), last = Array.FindLastIndex(weights, weight => weight != 0);
            if (begin < 0 || Math.Abs(sum) <= LeastSum) return (from, []);
            return (from + first + begin, Array.ConvertAll(weights[begin..(last + 1)], weight => Rounded(weight / sum)));
        });
    }

    /// <summary>A triangle of radius 1.</summary>
    public static double Triangle(double x) => Math.Max(0, 1 - x);

    /// <summary>The cubic of Keys 1981 with a = −½, of radius 2.</summary>
    public static double Cubic(double x) => x >= 2 ? 0 : x >= 1 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : (1.5 * x - 2.5) * x * x + 1;

    /// <summary>A sinc under the middle of a wider one.</summary>
    public static double Lanczos(double x, double radius) => x > radius ? 0 : x <= 1e-3 ? 1
        : radius * Math.Sin(Math.PI * x) * Math.Sin(Math.PI * x / radius) / (Math.PI * Math.PI * x * x);
}
