using Heed.Layers;

namespace Heed.Bench;

/// <summary>Two blocks of causal self-attention with 4 heads of 32.</summary>
internal static class Transformer
{
    public static KerasModel Make()
    {
        Tensor words = Input.Of([128], dtype: DType.Int32);
        Tensor x = new Embedding(5000, 128).Apply(words);                                               // (B, 128, 128)
        for (int block = 0; block < 2; block++)
        {
            x = new LayerNormalization().Apply(x + new MultiHeadAttention(4, 32).Apply(x, x, useCausalMask: true));
            x = new LayerNormalization().Apply(x + new Dense(128).Apply(new Dense(512, activation: "gelu").Apply(x)));
        }
        Tensor logits = new Dense(10).Apply(new GlobalAveragePooling1D().Apply(x));                     // (B, 10)
        return new("transformer", new Model(words, logits), [Draw.Integers(1, 5000, [256, 128], 1)], Draw.Integers(0, 10, [256], 2), BatchSize: 32);
    }
}
