using static Heed.Ops;

namespace Heed.Tests;

/// <summary>Samples of src/Heed/Ops/Neural.</summary>
internal static partial class OpSamples
{
    private static OpSample[] Neural() =>
    [
        new("BinaryCrossentropy", x => BinaryCrossentropy(x[0], x[1]), [Numbers([2, 3], 0, 1), Numbers([2, 3], 0.1, 0.9, seed: 2)], [Numbers([1], 0, 1), Numbers([1], 0.1, 0.9)]),
        new("BinaryCrossentropy: logits", x => BinaryCrossentropy(x[0], x[1], fromLogits: true), [Numbers([2, 3], 0, 1), Numbers([2, 3], -9, 9, seed: 2)]),
        new("CategoricalCrossentropy", x => CategoricalCrossentropy(x[0], x[1]), [Numbers([2, 3], 0, 1), Numbers([2, 3], 0.2, 1, seed: 2)], [Numbers([4], 0, 1), Numbers([4], 0.2, 1)]),
        new("CategoricalCrossentropy: logits, first axis", x => CategoricalCrossentropy(x[0], x[1], fromLogits: true, axis: 0), [Numbers([3, 2], 0, 1), Numbers([3, 2], seed: 2)])
            { AllowsUnknownBatch = false },
        Unary("Celu", x => Celu(x, 0.7)),
        new("CtcLoss", x => CtcLoss(x[0], x[1], x[2], x[3]),
            [new[,] { { 1, 2, 0 }, { 3, 3, 1 } }, Numbers([2, 6, 4]), new[] { 2, 3 }, new[] { 6, 5 }], [new[,] { { 4 } }, Numbers([1, 1, 5], -8, 8), new[] { 1 }, new[] { 1 }],
            [new[,] { { 1, 2, 1, 1, 3, 2, 4, 4, 1, 2 }, { 0, 2, 3, 0, 0, 0, 0, 0, 0, 0 } }, Numbers([2, 14, 7], -3, 3), new[] { 10, 3 },
                new[] { 14, 9 }]) { HasNarrowTypes = false },
        new("CtcLoss: blank last, no labels", x => CtcLoss(x[0], x[1], x[2], x[3], maskIndex: 2), [new[,] { { 0 }, { 1 } }, Numbers([2, 3, 3]), new[] { 0, 1 }, new[] { 3, 0 + 2 }])
            { HasNarrowTypes = false },
        Unary("Elu", x => Elu(x, 0.7)),
        Unary("Gelu", x => Gelu(x)),
        Unary("Gelu: exact", x => Gelu(x, approximate: false)),
        new("Glu", x => Glu(x[0], 1), [Numbers([2, 6])], [Numbers([0, 2])], [Numbers([3, 4, 5])]),
        Unary("HardShrink", x => HardShrink(x, 0.3)),
        Unary("HardSigmoid", HardSigmoid, -6, 6),
        Unary("HardSilu", HardSilu, -6, 6),
        Unary("HardTanh", HardTanh),
        Unary("LeakyRelu", x => LeakyRelu(x, 0.1)),
        Unary("LogSigmoid", LogSigmoid),
        Rows("LogSoftmax", x => LogSoftmax(x)),
        Rows("LogSoftmax: first axis", x => LogSoftmax(x, 0)),
        Rows("LogSoftmax: all axes", x => LogSoftmax(x, axes: null)),
        Unary("Mish", Mish),
        Unary("Relu", Relu),
        Unary("Relu6", Relu6, -2, 9),
        Unary("Selu", Selu),
        Unary("Sigmoid", Sigmoid),
        Unary("Silu", Silu),
        Unary("SoftShrink", x => SoftShrink(x, 0.3)),
        Rows("Softmax", x => Softmax(x)),
        Rows("Softmax: first axis", x => Softmax(x, 0)),
        Rows("Softmax: all axes", x => Softmax(x, axes: null)),
        Unary("Softplus", Softplus),
        Unary("Softsign", Softsign),
        new("SparseCategoricalCrossentropy", x => SparseCategoricalCrossentropy(x[0], x[1]), Classes(Numbers([3, 4], 0.2, 1)), Classes(Numbers([2, 3, 5], 0.2, 1))),
        new("SparseCategoricalCrossentropy: logits", x => SparseCategoricalCrossentropy(x[0], x[1], fromLogits: true),
            Classes(Numbers([3, 4])), Classes(Numbers([2, 3, 37], -8, 8)), Classes(Numbers([5])), Classes(Numbers([0, 3]))),
        new("SparseCategoricalCrossentropy: logits, ignored class, middle axis", x => SparseCategoricalCrossentropy(x[0], x[1], fromLogits: true, axis: 1, ignoreClass: 1),
            [new[,] { { 1, 0, 3 }, { 2, 1, 1 } }, Numbers([2, 4, 3])]),
        new("SparseCategoricalCrossentropy: ignored class", x => SparseCategoricalCrossentropy(x[0], x[1], fromLogits: false, axis: -1, ignoreClass: -1),
            [new[] { 1L, -1, 0 }, Numbers([3, 4], 0.2, 1)]),
        Unary("SparsePlus", SparsePlus),
        Unary("SparseSigmoid", SparseSigmoid),
        Rows("Sparsemax", x => Sparsemax(x)),
        Rows("Sparsemax: first axis", x => Sparsemax(x, 0)),
        Unary("SquarePlus", x => SquarePlus(x)),
        Unary("TanhShrink", TanhShrink),
        Unary("Threshold", x => Threshold(x, 0.2, -3)),
    ];

    /// <summary>Logits or probabilities along the last axis, and a class for each row.</summary>
    private static Tensor[] Classes(Tensor output) =>
        [Tensor.From([.. Enumerable.Range(0, output.Shape[..^1].Size).Select(row => row % output.Shape[^1].Value)], output.Shape[..^1]), output];

    private static OpSample Rows(string name, Func<Tensor, Tensor> function) => new(name, x => function(x[0]),
        [Numbers([2, 3])], [Numbers([4, 1, 13], -8, 8)], [Numbers([1])], [Numbers([2, 3, 37])]);
}
