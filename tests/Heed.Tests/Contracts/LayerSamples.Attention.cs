using Heed.Layers;

namespace Heed.Tests;

/// <summary>Samples of the layers in Attention.</summary>
internal static partial class LayerSamples
{
    static partial void AddAttention(List<LayerSample> samples)
    {
        CallArguments causal = CallArguments.None.With("use_causal_mask", true), scores = causal.With("return_attention_scores", true);
        Tensor query = Numbers([2, 3, 4]), value = Numbers([2, 3, 4], 2);
        samples.AddRange(
        [
            new("AdditiveAttention", () => new AdditiveAttention(), query, value),
            new("AdditiveAttention: without scale", () => new AdditiveAttention(useScale: false, dropout: 0.2), query, value) { Arguments = scores },
            new("Attention", () => new Attention(), query, value),
            new("Attention: dot with scale", () => new Attention(useScale: true, dropout: 0.2, seed: 1), query, Numbers([2, 3, 5], 3), value) { Arguments = scores },
            new("Attention: concat", () => new Attention(scoreMode: ScoreMode.Concat), query, value),
            new("Attention: concat with scale", () => new Attention(useScale: true, scoreMode: ScoreMode.Concat), query, value) { Arguments = scores },
            new("Attention: rank 4", () => new Attention(), Numbers([2, 2, 3, 4]), Numbers([2, 2, 3, 4], 2)) { Arguments = causal },
        ]);
    }
}
