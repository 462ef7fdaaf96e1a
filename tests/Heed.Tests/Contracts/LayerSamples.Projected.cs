using Heed.Layers;
using Heed.Regularizers;

namespace Heed.Tests;

/// <summary>Samples of the layers made of einsum projections: EinsumDense, MultiHeadAttention, GroupQueryAttention.</summary>
internal static partial class LayerSamples
{
    static partial void AddProjected(List<LayerSample> samples)
    {
        CallArguments causal = CallArguments.None.With("use_causal_mask", true), scores = causal.With("return_attention_scores", true);
        Tensor query = Numbers([2, 3, 4]), value = Numbers([2, 3, 4], 2), key = Numbers([2, 3, 5], 3);
        Tensor plane = Numbers([2, 2, 3, 4]), other = Numbers([2, 2, 3, 4], 2);
        samples.AddRange(
        [
            new("EinsumDense", () => new EinsumDense("abc,cde->abde", [3, 2, 5], "tanh", "de", kernelRegularizer: new L2()), query) { MaskRule = MaskRule.Ends },
            new("EinsumDense: two axes summed", () => new EinsumDense("abc,bcd->ad", [5]), query) { MaskRule = MaskRule.Ends },
            new("EinsumDense: ellipsis left", () => new EinsumDense("...b,bc->...c", [5], biasAxes: "c"), plane) { MaskRule = MaskRule.Ends },
            new("EinsumDense: ellipsis right", () => new EinsumDense("ab...,bc->ac...", [5], biasAxes: "c"), query) { MaskRule = MaskRule.Ends },
            new("EinsumDense: kernel of its own for each step", () => new EinsumDense("abc,bcd->abd", [3, 5], biasAxes: "bd"), query) { MaskRule = MaskRule.Ends },
            new("GroupQueryAttention", () => new GroupQueryAttention(3, 4, 2), query, value),
            new("GroupQueryAttention: causal, one head for all", () => new GroupQueryAttention(3, 2, 1, useBias: false, useGate: true), query, value, key) { Arguments = causal },
            new("GroupQueryAttention: scores", () => new GroupQueryAttention(3, 4, 2, dropout: 0.2, seed: 1, slidingWindow: 2), query, value) { Arguments = scores },
            new("MultiHeadAttention", () => new MultiHeadAttention(2, 3), query, value),
            new("MultiHeadAttention: causal, gate", () => new MultiHeadAttention(2, 3, valueDim: 5, outputShape: [2, 3], useGate: true), query, value, key) { Arguments = causal },
            new("MultiHeadAttention: scores", () => new MultiHeadAttention(2, 3, dropout: 0.2, seed: 1, useBias: false), query, value) { Arguments = scores },
            new("MultiHeadAttention: window", () => new MultiHeadAttention(2, 3, slidingWindow: 2, activityRegularizer: new L2()), query, value),
            new("MultiHeadAttention: over one of two axes", () => new MultiHeadAttention(2, 3, attentionAxes: [2]), plane, other),
        ]);
    }
}
