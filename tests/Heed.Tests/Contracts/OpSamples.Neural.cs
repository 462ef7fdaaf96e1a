using static Heed.Ops;

namespace Heed.Tests;

/// <summary>Samples of src/Heed/Ops/Neural.</summary>
internal static partial class OpSamples
{
    private static OpSample[] Neural() =>
    [
        Unary("Celu", x => Celu(x, 0.7)),
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
        Unary("SparsePlus", SparsePlus),
        Unary("SparseSigmoid", SparseSigmoid),
        Rows("Sparsemax", x => Sparsemax(x)),
        Rows("Sparsemax: first axis", x => Sparsemax(x, 0)),
        Unary("SquarePlus", x => SquarePlus(x)),
        Unary("TanhShrink", TanhShrink),
        Unary("Threshold", x => Threshold(x, 0.2, -3)),
    ];

    private static OpSample Rows(string name, Func<Tensor, Tensor> function) => new(name, x => function(x[0]),
        [Numbers([2, 3])], [Numbers([4, 1, 13], -8, 8)], [Numbers([1])], [Numbers([2, 3, 37])]);
}
