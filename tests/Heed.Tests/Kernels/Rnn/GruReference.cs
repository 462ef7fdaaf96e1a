using Heed.Kernels;

namespace Heed.Tests.Kernels;

/// <summary>A GRU in plain loops, written from the equations: what <see cref="GruKernel"/> must compute.</summary>
internal sealed class GruReference(GruShape s, bool useBias, bool useMask, bool useStates, int seed)
{
    private readonly Random _random = new(seed);

    public double[] X = [], Kernel = [], Recurrent = [], Bias = [], Hidden = [];
    public bool[] Mask = [];

    public GruReference Fill()
    {
        X = Numbers(s.Batch * s.Steps * s.Inputs);
        Kernel = Numbers(s.Inputs * 3 * s.Units);
        Recurrent = Numbers(s.Units * 3 * s.Units);
        if (useBias) Bias = Numbers(6 * s.Units);
        if (useStates) Hidden = Numbers(s.StateLength);
        if (useMask) Mask = [.. Enumerable.Range(0, s.Batch * s.Steps).Select(_ => _random.Next(3) > 0)];
        return this;
    }

    public double[] Numbers(int length) => [.. Enumerable.Range(0, length).Select(_ => _random.NextDouble() * 2 - 1)];

    /// <summary>Sequence, last output, final state.</summary>
    public double[][] Run()
    {
        double[] sequence = new double[s.Batch * s.Steps * s.Units], last = new double[s.StateLength];
        double[] hidden = Hidden.Length > 0 ? [.. Hidden] : new double[s.StateLength];
        for (int b = 0; b < s.Batch; b++)
        {
            for (int k = 0; k < s.Steps; k++)
            {
                int time = s.GoBackwards ? s.Steps - 1 - k : k;
                bool kept = Mask.Length == 0 || Mask[b * s.Steps + time];
                double[] x = [.. Enumerable.Range(0, 3 * s.Units).Select(j => FromInput(b, time, j))];
                double[] h = [.. Enumerable.Range(0, 3 * s.Units).Select(j => FromState(b, j, hidden))];
                for (int u = 0; u < s.Units; u++)
                {
                    int at = b * s.Units + u;
                    if (kept)
                    {
                        double z = Sigmoid(x[u] + h[u]), r = Sigmoid(x[s.Units + u] + h[s.Units + u]);
                        hidden[at] = last[at] = z * hidden[at] + (1 - z) * Math.Tanh(x[2 * s.Units + u] + r * h[2 * s.Units + u]);
                    }
                    else if (s.ZeroOutputForMask)
                    {
                        last[at] = 0;
                    }
                    sequence[(b * s.Steps + k) * s.Units + u] = last[at];
                }
            }
        }
        return [sequence, last, hidden];
    }

    private double FromInput(int b, int time, int j)
    {
        double sum = Bias.Length > 0 ? Bias[j] : 0;
        for (int i = 0; i < s.Inputs; i++) sum += X[(b * s.Steps + time) * s.Inputs + i] * Kernel[i * 3 * s.Units + j];
        return sum;
    }

    private double FromState(int b, int j, double[] hidden)
    {
        double sum = Bias.Length > 0 ? Bias[3 * s.Units + j] : 0;
        for (int u = 0; u < s.Units; u++) sum += hidden[b * s.Units + u] * Recurrent[u * 3 * s.Units + j];
        return sum;
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
