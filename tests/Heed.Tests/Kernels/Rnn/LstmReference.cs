using Heed.Kernels;

namespace Heed.Tests.Kernels;

/// <summary>An LSTM in plain loops, written from the equations: what <see cref="LstmKernel"/> must compute.</summary>
internal sealed class LstmReference(LstmShape s, bool useBias, bool useMask, bool useStates, int seed)
{
    private readonly Random _random = new(seed);

    public double[] X = [], Kernel = [], Recurrent = [], Bias = [], Hidden = [], Cell = [];
    public bool[] Mask = [];

    public LstmReference Fill()
    {
        X = Numbers(s.Batch * s.Steps * s.Inputs);
        Kernel = Numbers(s.Inputs * 4 * s.Units);
        Recurrent = Numbers(s.Units * 4 * s.Units);
        if (useBias) Bias = Numbers(4 * s.Units);
        if (useStates) (Hidden, Cell) = (Numbers(s.StateLength), Numbers(s.StateLength));
        if (useMask) Mask = [.. Enumerable.Range(0, s.Batch * s.Steps).Select(_ => _random.Next(3) > 0)];
        return this;
    }

    public double[] Numbers(int length) => [.. Enumerable.Range(0, length).Select(_ => _random.NextDouble() * 2 - 1)];

    /// <summary>Sequence, last output, final hidden state, final cell state.</summary>
    public double[][] Run()
    {
        double[] sequence = new double[s.Batch * s.Steps * s.Units], last = new double[s.StateLength];
        double[] hidden = Hidden.Length > 0 ? [.. Hidden] : new double[s.StateLength], cell = Cell.Length > 0 ? [.. Cell] : new double[s.StateLength];
        for (int b = 0; b < s.Batch; b++)
        {
            for (int k = 0; k < s.Steps; k++)
            {
                int time = s.GoBackwards ? s.Steps - 1 - k : k;
                bool kept = Mask.Length == 0 || Mask[b * s.Steps + time];
                double[] z = [.. Enumerable.Range(0, 4 * s.Units).Select(j => Sum(b, time, j, hidden))];
                for (int u = 0; u < s.Units; u++)
                {
                    int at = b * s.Units + u;
                    if (kept)
                    {
                        cell[at] = Sigmoid(z[s.Units + u]) * cell[at] + Sigmoid(z[u]) * Math.Tanh(z[2 * s.Units + u]);
                        hidden[at] = last[at] = Sigmoid(z[3 * s.Units + u]) * Math.Tanh(cell[at]);
                    }
                    else if (s.ZeroOutputForMask)
                    {
                        last[at] = 0;
                    }
                    sequence[(b * s.Steps + k) * s.Units + u] = last[at];
                }
            }
        }
        return [sequence, last, hidden, cell];
    }

    private double Sum(int b, int time, int j, double[] hidden)
    {
        double sum = Bias.Length > 0 ? Bias[j] : 0;
        for (int i = 0; i < s.Inputs; i++) sum += X[(b * s.Steps + time) * s.Inputs + i] * Kernel[i * 4 * s.Units + j];
        for (int u = 0; u < s.Units; u++) sum += hidden[b * s.Units + u] * Recurrent[u * 4 * s.Units + j];
        return sum;
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
