namespace Heed.Tests;

/// <summary>Samples of scores of attention that are no products.</summary>
internal static partial class OpSamples
{
    private static OpSample[] Concat() =>
    [
        new("ConcatScores", x => Heed.Ops.ConcatScores(x[0], x[1]),
            [Numbers([2, 3, 5]), Numbers([2, 4, 5], seed: 2)], [Numbers([3, 1]), Numbers([1, 1], seed: 2)], [Numbers([2, 1, 3, 2]), Numbers([4, 2, 2], seed: 2)],
            [Numbers([2, 3, 5], -40, 40), Numbers([1, 4, 5], -40, 40, seed: 2)], [Numbers([0, 3, 5]), Numbers([4, 5], seed: 2)]),
        new("ConcatScores: scale", x => Heed.Ops.ConcatScores(x[0], x[1], scale: x[2]), [Numbers([2, 3, 5]), Numbers([4, 5], seed: 2), Numbers([], seed: 3)]),
        new("ConcatScores: weights", x => Heed.Ops.ConcatScores(x[0], x[1], weights: x[2]), [Numbers([2, 3, 5]), Numbers([2, 4, 5], seed: 2), Numbers([5], seed: 3)]),
        new("ConcatScores: scale and weights", x => Heed.Ops.ConcatScores(x[0], x[1], x[2], x[3]),
            [Numbers([2, 3, 5]), Numbers([2, 4, 5], seed: 2), Numbers([], seed: 3), Numbers([5], seed: 4)],
            [Numbers([3, 2], -30, 30), Numbers([4, 2], -30, 30, seed: 2), Numbers([], 1, 2, seed: 3), Numbers([2], seed: 4)]),
    ];
}
