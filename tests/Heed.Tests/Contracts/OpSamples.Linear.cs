using static Heed.Ops;

namespace Heed.Tests;

/// <summary>Samples of src/Heed/Ops/Linear.</summary>
internal static partial class OpSamples
{
    private static OpSample[] Linear() =>
    [
        new("MatMul", x => MatMul(x[0], x[1]),
            [Numbers([2, 3]), Numbers([3, 4])], [Numbers([2, 2, 3]), Numbers([3, 4])], [Numbers([2, 1, 2, 3]), Numbers([5, 3, 1])], [Numbers([0, 3]), Numbers([3, 4])]),
        new("MatMul: transposed", x => MatMul(x[0], x[1], transposeA: true, transposeB: true), [Numbers([3, 2]), Numbers([4, 3])], [Numbers([5, 3, 2]), Numbers([4, 3])]),
    ];
}
