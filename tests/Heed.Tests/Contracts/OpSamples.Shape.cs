using static Heed.Ops;

namespace Heed.Tests;

/// <summary>Samples of src/Heed/Ops/Shape.</summary>
internal static partial class OpSamples
{
    private static OpSample[] ShapeOps() =>
    [
        new("BroadcastTo", x => BroadcastTo(x[0], [4, 2, 3]), [Numbers([2, 1])], [Numbers([])], [Numbers([4, 2, 3])]) { AllowsUnknownBatch = false },
        Unary("Cast", x => x.Cast(DType.Int32)),
        Unary("ExpandDims", x => ExpandDims(x, -1)),
        new("Full", _ => Full([2, 3], 0.5), [[]]),
        Unary("FullLike", x => FullLike(x, 0.5)),
        new("Ones", _ => Ones([2, 3]), [[]]),
        Unary("OnesLike", OnesLike),
        new("Reshape", x => Reshape(x[0], [3, null]), [Numbers([2, 3])], [Numbers([3, 0])], [Numbers([3, 1, 5])]),
        new("Squeeze", x => Squeeze(x[0], 1), [Numbers([2, 1, 3])], [Numbers([0, 1])]),
        new("SwapAxes", x => SwapAxes(x[0], 0, -1), [Numbers([2, 3])], [Numbers([2, 3, 4])], [Numbers([0, 3])]),
        new("Transpose", x => Transpose(x[0], [2, 0, 1]), [Numbers([2, 3, 4])], [Numbers([1, 3, 0])]),
        new("Zeros", _ => Zeros([2, 3]), [[]]),
        Unary("ZerosLike", ZerosLike),
    ];
}
