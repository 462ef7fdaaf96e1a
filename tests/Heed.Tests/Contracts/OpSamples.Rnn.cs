namespace Heed.Tests;

/// <summary>Samples of the ops that run over whole sequences.</summary>
internal static partial class OpSamples
{
    private static OpSample[] Rnn() =>
    [
        Lstm("Lstm", new(AllOutputs: true, GoBackwards: false, ZeroOutputForMask: false)),
        Lstm("Lstm: last output, backwards", new(AllOutputs: false, GoBackwards: true, ZeroOutputForMask: false)),
        Lstm("Lstm: zeros for masked steps", new(AllOutputs: true, GoBackwards: true, ZeroOutputForMask: true)),
        Gru("Gru", new(AllOutputs: true, GoBackwards: false, ZeroOutputForMask: false)),
        Gru("Gru: last output, backwards", new(AllOutputs: false, GoBackwards: true, ZeroOutputForMask: false)),
        Gru("Gru: zeros for masked steps", new(AllOutputs: true, GoBackwards: true, ZeroOutputForMask: true)),
    ];

    /// <summary>With bias and mask, with one of them, and without: the outputs plus both last states, so that each has a gradient.</summary>
    private static OpSample Lstm(string name, RecurrentSettings settings)
    {
        Tensor[] x = [Numbers([2, 4, 3]), Numbers([3, 8], seed: 2), Numbers([2, 8], seed: 3), Numbers([2, 2], seed: 4), Numbers([2, 2], seed: 5)];
        Tensor bias = Numbers([8], seed: 6), mask = new bool[,] { { false, true, false, true }, { true, true, true, false } };
        return new(name, x =>
        {
            Tensor? bias = x.Length > 5 && x[5].DType.IsFloat() ? x[5] : null, mask = x[^1].DType == DType.Bool ? x[^1] : null;
            var (output, hidden, cell) = Heed.Ops.Lstm(x[0], x[1], x[2], bias, x[3], x[4], mask, settings);
            Tensor states = hidden + cell * 2;
            return output + (settings.AllOutputs ? Heed.Ops.ExpandDims(states, 1) : states);
        }, x, [.. x, bias], [.. x, mask], [.. x, bias, mask]);
    }

    /// <summary>With bias and mask, with one of them, and without: the outputs plus the last state.</summary>
    private static OpSample Gru(string name, RecurrentSettings settings)
    {
        Tensor[] x = [Numbers([2, 4, 3]), Numbers([3, 6], seed: 2), Numbers([2, 6], seed: 3), Numbers([2, 2], seed: 4)];
        Tensor bias = Numbers([2, 6], seed: 5), mask = new bool[,] { { false, true, false, true }, { true, true, true, false } };
        return new(name, x =>
        {
            Tensor? bias = x.Length > 4 && x[4].DType.IsFloat() ? x[4] : null, mask = x[^1].DType == DType.Bool ? x[^1] : null;
            var (output, hidden) = Heed.Ops.Gru(x[0], x[1], x[2], bias, x[3], mask, settings);
            return output + (settings.AllOutputs ? Heed.Ops.ExpandDims(hidden, 1) : hidden);
        }, x, [.. x, bias], [.. x, mask], [.. x, bias, mask]);
    }
}
