using Heed.Layers;
using Heed.Regularizers;

namespace Heed.Tests;

/// <summary>Samples of the layers around other layers, of convolutional LSTMs, and of layers with a low-rank adapter.</summary>
internal static partial class LayerSamples
{
    static partial void AddWrappers(List<LayerSample> samples)
    {
        Tensor rows = Numbers([2, 3, 5, 2]), images = Numbers([2, 3, 4, 3, 2]), imagesFirst = Numbers([2, 3, 2, 4, 3]), volumes = Numbers([2, 2, 3, 2, 3, 1]);
        Tensor mask = new bool[,] { { true, true, true }, { true, false, true } };
        Tensors states = [Numbers([2, 4, 3, 2], 2), Numbers([2, 4, 3, 2], 3)];
        samples.AddRange(
        [
            new("ConvLSTM1D", () => new ConvLSTM1D(2, 3), rows) { MaskRule = MaskRule.Ends, Mask = mask },
            new("ConvLSTM1D: stride, backwards", () => new ConvLSTM1D(2, 2, strides: 2, padding: Padding.Same, useBias: false, goBackwards: true, returnSequences: true), rows) { Mask = mask },
            new("ConvLSTM2D", () => new ConvLSTM2D(2, [2, 3], returnSequences: true, returnState: true, kernelRegularizer: new L2()), images) { Mask = mask },
            new("ConvLSTM2D: channels first, dilation, dropout", () => new ConvLSTM2D(2, [2, 1], padding: Padding.Same, dataFormat: DataFormat.ChannelsFirst, dilationRate: 2,
                dropout: 0.1, recurrentDropout: 0.1, zeroOutputForMask: true, returnState: true), imagesFirst) { MaskRule = MaskRule.Ends, Mask = mask },
            new("ConvLSTM2D: from given states", () => new ConvLSTM2D(2, 1, activation: "silu", recurrentActivation: "hard_sigmoid"), images)
            {
                Arguments = CallArguments.None.With("initial_state", states),
                MaskRule = MaskRule.Ends,
                Mask = mask,
                IsBatchIndependent = false,     // the states are for two
            },
            new("ConvLSTM3D", () => new ConvLSTM3D(1, [2, 1, 2], returnSequences: true), volumes) { Mask = new bool[,] { { true, true }, { true, false } } },
            new("Bidirectional: ConvLSTM2D", () => new Bidirectional(new ConvLSTM2D(1, 2, returnSequences: true, returnState: true)), images) { Mask = mask },

            new("SpectralNormalization", () => new SpectralNormalization(new Dense(3)), Numbers([2, 3, 4])),
            new("SpectralNormalization: convolution", () => new SpectralNormalization(new Conv2D(2, 2), powerIterations: 3), Numbers([2, 3, 3, 2])) { MaskRule = MaskRule.Ends },
            new("SpectralNormalization: embedding", () => new SpectralNormalization(new Embedding(5, 3)), new int[,] { { 1, 4, 0 }, { 2, 2, 3 } }) { MaskRule = MaskRule.Ends },
            new("TimeDistributed", () => new TimeDistributed(new Dense(3, "tanh")), Numbers([2, 3, 4])),
            new("TimeDistributed: step by step", () => new TimeDistributed(new BatchNormalization()), Numbers([2, 3, 4])),
            new("TimeDistributed: recurrent", () => new TimeDistributed(new Bidirectional(new LSTM(2))), Numbers([2, 2, 3, 4])) { Mask = Tensor.From(new bool[12], [2, 2, 3]) },
            new("TimeDistributed: model", () => new TimeDistributed(new Sequential { new Conv2D(2, 2), new Flatten(), new Dense(2) }), images) { Mask = mask },

            new("Conv2D: adapter", () => new Conv2D(4, 2, groups: 2, loraRank: 2, loraAlpha: 3), Numbers([2, 3, 3, 2])) { MaskRule = MaskRule.Ends, TrainingSteps = 2 },
            new("Dense: adapter", () => new Dense(3, "tanh", kernelRegularizer: new L2(), loraRank: 2), Numbers([2, 4])) { TrainingSteps = 2 },
            new("EinsumDense: adapter", () => new EinsumDense("abc,cde->abde", [3, 2, 3], biasAxes: "e", loraRank: 2, loraAlpha: 1), Numbers([2, 3, 4])) { MaskRule = MaskRule.Ends, TrainingSteps = 2 },
            new("Embedding: adapter", () => new Embedding(5, 3, loraRank: 2), new int[,] { { 1, 4, 0 }, { 2, 2, 3 } }) { MaskRule = MaskRule.Ends, TrainingSteps = 2 },
        ]);
    }
}
