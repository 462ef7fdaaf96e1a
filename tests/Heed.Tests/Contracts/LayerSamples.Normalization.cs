using Heed.Layers;

namespace Heed.Tests;

/// <summary>Samples of the layers in Normalization.</summary>
internal static partial class LayerSamples
{
    static partial void AddNormalization(List<LayerSample> samples) => samples.AddRange(
    [
        new("BatchNormalization", () => new BatchNormalization(), Numbers([2, 3, 4])),
        new("BatchNormalization: training", () => new BatchNormalization(epsilon: 0.1), Numbers([3, 4, 5])) { Arguments = Training, IsBatchIndependent = false, Mask = new bool[3, 4] },
        new("BatchNormalization: training, channels first", () => new BatchNormalization(axis: 1, center: false, epsilon: 0.1), Numbers([3, 2, 5]))
            { Arguments = Training, IsBatchIndependent = false, Mask = Ragged },
        new("BatchNormalization: not scaled", () => new BatchNormalization(scale: false, movingMeanInitializer: "ones"), Numbers([2, 4])) { Mask = new bool[] { true, false } },
        new("GroupNormalization", () => new GroupNormalization(2), Numbers([2, 3, 4])),
        new("GroupNormalization: channels first", () => new GroupNormalization(3, axis: 1, scale: false), Numbers([2, 6, 2])),
        new("GroupNormalization: a group for each channel", () => new GroupNormalization(-1, center: false), Numbers([2, 5, 3])),
        new("LayerNormalization", () => new LayerNormalization(), Numbers([2, 3, 4])),
        new("LayerNormalization: two axes", () => new LayerNormalization(axis: [1, 2], scale: false), Numbers([2, 3, 4])),
        new("LayerNormalization: root mean square", () => new LayerNormalization(rmsScaling: true), Numbers([2, 4])),
        new("LayerNormalization: first axis", () => new LayerNormalization(axis: 1), Numbers([2, 3, 4])),
        new("RMSNormalization", () => new RMSNormalization(), Numbers([2, 3, 4])) { MaskRule = MaskRule.Ends },
        new("RMSNormalization: two axes", () => new RMSNormalization([-1, -2], epsilon: 0.1), Numbers([2, 3, 4])) { MaskRule = MaskRule.Ends },
        new("UnitNormalization", () => new UnitNormalization(), Numbers([2, 3, 4])),
        new("UnitNormalization: two axes", () => new UnitNormalization([1, 2]), Numbers([2, 3, 4])),
    ]);

    private static CallArguments Training => CallArguments.None.With("training", true);

    private static Tensor Ragged => new bool[,] { { true, true }, { true, false }, { false, true } };
}
