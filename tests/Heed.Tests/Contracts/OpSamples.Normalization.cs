using static Heed.Ops;

namespace Heed.Tests;

/// <summary>Samples of the normalizations in src/Heed/Ops/Neural.</summary>
internal static partial class OpSamples
{
    private static OpSample[] Normalization() =>
    [
        new("BatchNormalization", x => BatchNormalization(x[0], x[1], x[2], -1, x[3], x[4]), Channels([2, 3], 3), Channels([2, 4, 17], 17), Channels([0, 3], 3)),
        new("BatchNormalization: first axis, no offset or scale", x => BatchNormalization(x[0], x[1], x[2], 1), Channels([2, 3, 5], 3)[..3]),
        new("BatchNormalization: of the batch", x => BatchNormalization(x[0], -1, x[1], x[2], 0.1).Y, [Numbers([5, 3]), Numbers([3]), Numbers([3], seed: 2)],
            [Numbers([3, 2, 17]), Numbers([17]), Numbers([17], seed: 2)]),
        new("BatchNormalization: of the batch, first axis, no scale", x => BatchNormalization(x[0], 1, x[1], null, 0.1).Y, [Numbers([3, 2, 19]), Numbers([2])]),
        new("GroupNormalization", x => GroupNormalization(x[0], 2, 2, x[1], x[2], 0.1), [Numbers([2, 3, 4]), Numbers([4]), Numbers([4], seed: 2)]),
        new("GroupNormalization: channels first", x => GroupNormalization(x[0], 3, 1, x[1], null, 0.1), [Numbers([2, 6, 11]), Numbers([6])]),
        new("LayerNormalization", x => LayerNormalization(x[0], x[1], x[2], epsilon: 0.1), [Numbers([2, 3]), Numbers([3]), Numbers([3], seed: 2)],
            [Numbers([2, 3, 37]), Numbers([37]), Numbers([37], seed: 2)], [Numbers([0, 3]), Numbers([3]), Numbers([3], seed: 2)]),
        new("LayerNormalization: two axes, no scale", x => LayerNormalization(x[0], null, x[1], [-2, -1], 0.1), [Numbers([2, 3, 5]), Numbers([3, 5])]),
        new("LayerNormalization: middle axis", x => LayerNormalization(x[0], x[1], null, 1, 0.1), [Numbers([2, 3, 4]), Numbers([3])]),
        new("RmsNormalization", x => RmsNormalization(x[0], x[1], epsilon: 0.1), [Numbers([2, 3]), Numbers([3])], [Numbers([2, 2, 19]), Numbers([19])]),
        new("RmsNormalization: no scale", x => RmsNormalization(x[0], epsilon: 0.1), [Numbers([2, 9])]),
    ];

    /// <summary>A tensor, and mean, variance, offset and scale of its channels.</summary>
    private static Tensor[] Channels(Shape shape, int channels) =>
        [Numbers(shape), Numbers([channels], seed: 2), Numbers([channels], 0.5, 2, seed: 3), Numbers([channels], seed: 4), Numbers([channels], seed: 5)];
}
