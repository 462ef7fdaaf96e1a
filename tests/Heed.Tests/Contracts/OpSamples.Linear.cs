using static Heed.Ops;

namespace Heed.Tests;

/// <summary>Samples of src/Heed/Ops/Linear.</summary>
internal static partial class OpSamples
{
    private static OpSample[] Linear() =>
    [
        new("Dense: relu", x => Dense<ReluOp>(x[0], x[1], x[2]),
            [Numbers([2, 3]), Numbers([3, 4]), Numbers([4])], [Numbers([2, 2, 3]), Numbers([3, 5]), Numbers([5])], [Numbers([0, 3]), Numbers([3, 4]), Numbers([4])]),
        new("Dense: tanh, without bias", x => Dense<TanhOp>(x[0], x[1]), [Numbers([2, 3]), Numbers([3, 4])], [Numbers([4, 1, 3]), Numbers([3, 1])]),
        new("Dense: linear", x => Dense<Unchanged>(x[0], x[1], x[2]), [Numbers([2, 2, 3]), Numbers([3, 4]), Numbers([4])]),
        new("Dot", x => Dot(x[0], x[1]),
            [Numbers([3]), Numbers([3], seed: 2)], [Numbers([2, 3]), Numbers([3])], [Numbers([]), Numbers([2])], [Numbers([2, 3]), Numbers([3, 4])]),
        new("Einsum", x => Einsum("bqhd,bkhd->bhqk", x),
            [Numbers([2, 3, 2, 4]), Numbers([2, 5, 2, 4], seed: 2)], [Numbers([0, 3, 2, 4]), Numbers([0, 5, 2, 4])]),
        new("Einsum: broadcast", x => Einsum("...i,ij->...j", x),
            [Numbers([2, 1, 3]), Numbers([3, 2])], [Numbers([3]), Numbers([1, 2])]) { AllowsUnknownBatch = false },
        new("Einsum: diagonal", x => Einsum("iij,k->jk", x), [Numbers([3, 3, 2]), Numbers([2])]),
        new("Einsum: three", x => Einsum("ab,cb,bd->dac", x), [Numbers([2, 3]), Numbers([4, 3]), Numbers([3, 2])]) { AllowsUnknownBatch = false },
        new("MatMul", x => MatMul(x[0], x[1]),
            [Numbers([2, 3]), Numbers([3, 4])], [Numbers([2, 2, 3]), Numbers([3, 4])], [Numbers([2, 1, 2, 3]), Numbers([5, 3, 1])],
            [Numbers([0, 3]), Numbers([3, 4])]),
        new("MatMul: more", x => MatMul(x[0], x[1]),
            [Numbers([3]), Numbers([2, 3, 4])], [Numbers([2, 3]), Numbers([3])], [Numbers([3]), Numbers([3], seed: 2)],
            [Numbers([2, 3]), Numbers([4, 3, 2])], [Numbers([2, 0]), Numbers([0, 3])],
            [Numbers([2, 2, 0]), Numbers([0, 3])]) { AllowsUnknownBatch = false },
        new("MatMul: transposed", x => MatMul(x[0], x[1], transposeA: true, transposeB: true),
            [Numbers([3, 2]), Numbers([4, 3])], [Numbers([5, 3, 2]), Numbers([4, 3])]),
        new("MatMul: first transposed", x => MatMul(x[0], x[1], transposeA: true),
            [Numbers([2, 3, 2]), Numbers([2, 3, 4])], [Numbers([3, 2]), Numbers([2, 3, 4])]),
        new("MatMul: second transposed", x => MatMul(x[0], x[1], transposeB: true),
            [Numbers([2, 3, 2]), Numbers([4, 2])], [Numbers([2, 2]), Numbers([5, 3, 2])]),
        new("Outer", x => Outer(x[0], x[1]), [Numbers([2]), Numbers([3])], [Numbers([2, 2]), Numbers([])]),
        new("Tensordot", x => Tensordot(x[0], x[1], 1), [Numbers([2, 3]), Numbers([3, 2])], [Numbers([3]), Numbers([3, 2, 2])]),
        new("Tensordot: pairs", x => Tensordot(x[0], x[1], [0, -1], [1, 0]), [Numbers([2, 3, 4]), Numbers([4, 2, 5])]) { AllowsUnknownBatch = false },
    ];
}
