using Heed.Layers;
using Heed.Regularizers;

namespace Heed.Tests;

/// <summary>Samples of the layers in Rnn.</summary>
internal static partial class LayerSamples
{
    static partial void AddRnn(List<LayerSample> samples)
    {
        Tensors states = [Numbers([2, 3], 2), Numbers([2, 3], 3)];
        CallArguments from = CallArguments.None.With("initial_state", states);
        Tensors single = [Numbers([2, 3], 2)], stacked = [Numbers([2, 2], 2), Numbers([2, 3], 3)];
        CallArguments one = CallArguments.None.With("states", single);
        Tensor x = Numbers([2, 4, 3]);
        samples.AddRange(
        [
            new("Bidirectional", () => new Bidirectional(new LSTM(3)), x) { MaskRule = MaskRule.Ends },
            new("Bidirectional: sum of sequences", () => new Bidirectional(new LSTM(3, returnSequences: true), MergeMode.Sum), x),
            new("Bidirectional: not merged", () => new Bidirectional(new LSTM(3, returnSequences: true, returnState: true), MergeMode.None), x),
            new("GRU", () => new GRU(3), x) { MaskRule = MaskRule.Ends },
            new("GRU: reset before, sequences and state", () => new GRU(3, "silu", useBias: false, resetAfter: false, returnSequences: true, returnState: true), x),
            new("GRU: all dropout, backwards", () => new GRU(3, dropout: 0.1, recurrentDropout: 0.1, resetAfter: false, goBackwards: true, zeroOutputForMask: true, returnSequences: true), x),
            new("GRUCell", () => new GRUCell(3), Numbers([2, 3])) { Arguments = one, MaskRule = MaskRule.Ends, IsBatchIndependent = false },
            new("LSTM", () => new LSTM(3), x) { MaskRule = MaskRule.Ends },
            new("LSTM: sequences and states", () => new LSTM(3, returnSequences: true, returnState: true, zeroOutputForMask: true, kernelRegularizer: new L2()), x),
            new("LSTM: other activations, backwards", () => new LSTM(3, "silu", "hard_sigmoid", useBias: false, goBackwards: true, returnSequences: true), x),
            new("LSTM: from given states", () => new LSTM(3, unroll: true, dropout: 0.1, recurrentDropout: 0.1), x) { Arguments = from, MaskRule = MaskRule.Ends, IsBatchIndependent = false },
            new("LSTMCell", () => new LSTMCell(3), Numbers([2, 3]))
            {
                Arguments = CallArguments.None.With("states", states),
                MaskRule = MaskRule.Ends,
                IsBatchIndependent = false,     // the states are for two
            },
            new("RNN", () => new RNN(new LSTMCell(3), returnSequences: true), x),
            new("SimpleRNN", () => new SimpleRNN(3, dropout: 0.1, recurrentDropout: 0.1), x) { MaskRule = MaskRule.Ends },
            new("SimpleRNNCell", () => new SimpleRNNCell(3, useBias: false), Numbers([2, 3])) { Arguments = one, MaskRule = MaskRule.Ends, IsBatchIndependent = false },
            new("StackedRNNCells", () => new StackedRNNCells([new GRUCell(2), new SimpleRNNCell(3)]), Numbers([2, 3]))
            {
                Arguments = CallArguments.None.With("states", stacked),
                MaskRule = MaskRule.Ends,
                IsBatchIndependent = false,
            },
        ]);
    }
}
