namespace Heed.Kernels;

/// <summary>A linear map along one axis: every output is a weighted sum of a few neighbouring inputs.</summary>
/// <remarks>Output o is Σ Weights[k] · input[Starts[o] + k − Offsets[o]] for k from Offsets[o] to Offsets[o + 1].</remarks>
internal sealed class AxisWeights
{
    private AxisWeights(int input, int[] starts, int[] offsets, double[] weights)
    {
        (Input, Starts, Offsets, Weights) = (input, starts, offsets, weights);
        (First, End) = (input, 0);
        for (int o = 0; o < starts.Length; o++)
        {
            int count = offsets[o + 1] - offsets[o];
            MostTaps = Math.Max(MostTaps, count);
            if (count > 0) (First, End) = (Math.Min(First, starts[o]), Math.Max(End, starts[o] + count));
        }
        if (First > End) First = End = 0;
    }

    /// <summary>The input's length.</summary>
    public int Input { get; }

    /// <summary>The output's length.</summary>
    public int Output => Starts.Length;

    /// <summary>The first input of each output.</summary>
    public int[] Starts { get; }

    /// <summary>Where the weights of each output begin, and where the last end.</summary>
    public int[] Offsets { get; }

    /// <summary>All weights, output by output.</summary>
    public double[] Weights { get; }

    /// <summary>The first input that counts.</summary>
    public int First { get; }

    /// <summary>The place behind the last input that counts.</summary>
    public int End { get; }

    /// <summary>The largest number of inputs of one output.</summary>
    public int MostTaps { get; }

    /// <summary>Puts together the weights of every output.</summary>
    /// <param name="input">The input's length.</param>
    /// <param name="output">The output's length.</param>
    /// <param name="row">For an output, its first input and its weights.</param>
    public static AxisWeights Of(int input, int output, Func<int, (int Start, double[] Weights)> row)
    {
        int[] starts = new int[output], offsets = new int[output + 1];
        var weights = new List<double>();
        for (int o = 0; o < output; o++)
        {
            (starts[o], double[] own) = row(o);
            weights.AddRange(own);
            offsets[o + 1] = weights.Count;
        }
        return new(input, starts, offsets, [.. weights]);
    }

    /// <summary>One input for each output, unchanged.</summary>
    public static AxisWeights Pick(int input, int[] places) => Of(input, places.Length, o => (places[o], [1.0]));

    /// <summary>The map of gradients: the transposed matrix.</summary>
    public AxisWeights Transposed()
    {
        int[] first = new int[Input], end = new int[Input];
        Array.Fill(first, Output);
        for (int o = 0; o < Output; o++)
            for (int k = Offsets[o]; k < Offsets[o + 1]; k++)
            {
                int i = Starts[o] + k - Offsets[o];
                (first[i], end[i]) = (Math.Min(first[i], o), o + 1);
            }
        return Of(Output, Input, i =>
        {
            if (end[i] == 0) return (0, []);
            double[] weights = new double[end[i] - first[i]];
            for (int o = first[i]; o < end[i]; o++)
            {
                int k = Offsets[o] + i - Starts[o];
                if (k >= Offsets[o] && k < Offsets[o + 1]) weights[o - first[i]] = Weights[k];
            }
            return (first[i], weights);
        });
    }
}
