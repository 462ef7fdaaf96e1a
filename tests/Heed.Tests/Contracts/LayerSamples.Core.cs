using Heed.Layers;
using Heed.Regularizers;

namespace Heed.Tests;

/// <summary>Samples of the layers in Activations, Core, Merging, Pooling, Regularization and Reshaping.</summary>
internal static partial class LayerSamples
{
    static partial void AddCore(List<LayerSample> samples) => samples.AddRange(
    [
        new("Activation", () => new Activation("tanh"), Numbers([2, 3, 4])),
        new("Add", () => new Add(), Numbers([2, 3, 4]), Numbers([2, 1, 4], 2), Numbers([2, 3, 1], 3)),
        new("Add: ranks differ", () => new Add(), Numbers([2, 3, 4]), Numbers([2, 4], 2)),
        new("Concatenate", () => new Concatenate(), Numbers([2, 3, 4]), Numbers([2, 3, 1], 2)),
        new("Concatenate: time", () => new Concatenate(axis: 1), Numbers([2, 3, 4]), Numbers([2, 1, 4], 2)) { MaskRule = MaskRule.Makes },
        new("Dense", () => new Dense(3, "tanh"), Numbers([2, 4])),
        new("Dense: rank 3", () => new Dense(3, useBias: false, kernelRegularizer: new L2()), Numbers([2, 3, 4])),
        new("Dropout", () => new Dropout(0.5, seed: 1), Numbers([2, 3, 4])),
        new("Embedding", () => new Embedding(5, 3), new int[,] { { 1, 4, 0 }, { 2, 2, 3 } }) { MaskRule = MaskRule.Ends },
        new("Embedding: masked", () => new Embedding(5, 3, maskZero: true), new int[,] { { 1, 4, 0 }, { 2, 0, 0 } }) { MaskRule = MaskRule.Makes },
        new("Flatten", () => new Flatten(), Numbers([2, 3, 4])) { MaskRule = MaskRule.Ends },
        new("Flatten: channels first", () => new Flatten(DataFormat.ChannelsFirst), Numbers([2, 3, 4, 2])) { MaskRule = MaskRule.Ends },
        new("GlobalAveragePooling1D", () => new GlobalAveragePooling1D(), Numbers([2, 3, 4])) { MaskRule = MaskRule.Ends },
        new("GlobalAveragePooling1D: channels first", () => new GlobalAveragePooling1D(DataFormat.ChannelsFirst, keepdims: true), Numbers([2, 3, 4]))
        {
            MaskRule = MaskRule.Ends,
            Mask = new bool[,] { { true, false, true, true }, { true, true, false, false } },
        },
        new("Identity", () => new Identity(), Numbers([2, 3, 4])),
        new("Lambda", () => new Lambda(Doubling), Numbers([2, 3, 4])) { MaskRule = MaskRule.Ends },
        new("Lambda: shape and mask", () => new Lambda(Doubling, outputShape: [3, 4], mask: FirstMask), Numbers([2, 3, 4])),
        new("Masking", () => new Masking(), Numbers([2, 3, 4])) { MaskRule = MaskRule.Makes },
        new("Multiply", () => new Multiply(), Numbers([2, 3, 4]), Numbers([2, 3, 4], 2)),
        new("ReLU", () => new ReLU(), Numbers([2, 3, 4])),
        new("ReLU: all settings", () => new ReLU(maxValue: 1.5, negativeSlope: 0.2, threshold: 0.3), Numbers([2, 3, 4])),
        new("Rescaling", () => new Rescaling(0.1, -0.3), Numbers([2, 3, 4])),
        new("Rescaling: by channel", () => new Rescaling(new[] { 0.1, 0.2, 0.3, 0.4 }, new[] { 1.0, -2, 3, -4 }), Numbers([2, 3, 4])),
        new("Reshape", () => new Reshape([4, -1]), Numbers([2, 3, 4])) { MaskRule = MaskRule.Ends },
        new("ReversibleEmbedding", () => new ReversibleEmbedding(5, 3), new int[,] { { 1, 4, 0 }, { 2, 2, 3 } }) { MaskRule = MaskRule.Ends },
        new("ReversibleEmbedding: masked", () => new ReversibleEmbedding(5, 3, maskZero: true), new int[,] { { 1, 4, 0 }, { 2, 0, 0 } })
        {
            MaskRule = MaskRule.Makes,
            HasSymbolicMask = false,
        },
        new("ReversibleEmbedding: reverse", () => new ReversibleEmbedding(5, 4, logitSoftCap: 0.1), Numbers([2, 3, 4]))
        {
            MaskRule = MaskRule.Ends,
            Arguments = CallArguments.None.With("reverse", true),
        },
        new("ReversibleEmbedding: reverse, untied", () => new ReversibleEmbedding(5, 4, tieWeights: false), Numbers([2, 3, 4]))
        {
            MaskRule = MaskRule.Ends,
            Arguments = CallArguments.None.With("reverse", true),
            IdleWeights = ["embeddings"],
        },
        new("Softmax", () => new Softmax(), Numbers([2, 3])) { Mask = new bool[,] { { true, true, false }, { true, false, true } } },
        new("Softmax: two axes", () => new Softmax([1, 2]), Numbers([2, 3, 4]))
        {
            Mask = new bool[,,] { { { true, true, false, true } } },
        },
    ]);

    private static LambdaFunction Doubling { get; } = Registered(new LambdaFunction("contract_doubling", x => x * 2));

    private static LambdaFunction FirstMask { get; } = Registered(new LambdaFunction("contract_first_mask", (_, call, _) => call.Mask()!));

    private static LambdaFunction Registered(LambdaFunction function)
    {
        KerasRegistry.Register(function.Name!, _ => function);
        return function;
    }
}
