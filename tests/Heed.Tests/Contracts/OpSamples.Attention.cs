using Heed.Kernels;
using static Heed.Ops;

namespace Heed.Tests;

/// <summary>Samples of attention; no query is without a key, because the gradient there is Keras's own.</summary>
internal static partial class OpSamples
{
    private static OpSample[] AttentionOps()
    {
        Tensor[] heads = [Numbers([2, 3, 2, 4]), Numbers([2, 5, 2, 4], seed: 2), Numbers([2, 5, 2, 4], seed: 3)];
        Tensor[] groups = [Numbers([2, 3, 4, 2]), Numbers([2, 5, 2, 2], seed: 2), Numbers([2, 5, 2, 3], seed: 3)];
        Tensor[] empty = [Numbers([0, 3, 2, 4]), Numbers([0, 5, 2, 4]), Numbers([0, 5, 2, 4])];
        Tensor keys = Tensor.From([true, false, true, true, false, true, true, false, false, true], [2, 1, 1, 5]);
        Tensor pairs = GreaterEqual(Reshape(Arange(15), [3, 5]) % 4, 1);
        Tensor[] rows = [Numbers([2, 3, 4]), Numbers([2, 5, 4], seed: 2), Numbers([2, 5, 3], seed: 3)];
        return
        [
            new("FusedAttention", x => FusedAttention(x[0], x[1], x[2], null, null, new(HeadsInside: false, IsCausal: false, Scale: 0.5, MaskedRowRule.Lower),
                x => MatMul(Softmax(MatMul(x[0], x[1], transposeB: true) * 0.5), x[2])), rows),
            new("DotProductAttention", x => DotProductAttention(x[0], x[1], x[2]), heads, groups, empty),
            new("DotProductAttention: causal", x => DotProductAttention(x[0], x[1], x[2], isCausal: true), heads, groups),
            new("DotProductAttention: bias", x => DotProductAttention(x[0], x[1], x[2], bias: x[3], scale: 0.3), [.. heads, Numbers([2, 3, 5], seed: 4)]),
            new("DotProductAttention: mask", x => DotProductAttention(x[0], x[1], x[2], mask: x[3], isCausal: true), [.. heads, keys], [.. groups, keys]),
            new("DotProductAttention: mask of pairs", x => DotProductAttention(x[0], x[1], x[2], mask: x[3]), [.. heads, pairs]) { AllowsUnknownBatch = false },
        ];
    }
}
