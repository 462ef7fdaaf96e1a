using Heed.Layers;

namespace Heed.Bench;

/// <summary>A functional model of nothing but an attention layer.</summary>
internal sealed record AttentionModel(int Batch, int Length, int Width, bool Causal = false, bool Concat = false)
{
    /// <summary>Those of bench_keras.py, in its order.</summary>
    public static IReadOnlyList<AttentionModel> All { get; } =
        [new(32, 128, 64), new(8, 512, 64), new(2, 2048, 64), new(32, 16, 64), new(8, 512, 64, Causal: true), new(8, 128, 64, Concat: true)];

    /// <summary>Its name there.</summary>
    public string Name => $"attention predict b{Batch} t{Length} d{Width}{(Concat ? " concat" : Causal ? " causal" : "")}";

    /// <summary>The model, and [query, value].</summary>
    public (Model Network, Tensors Inputs) Make()
    {
        Tensor query = Input.Of([Length, Width]), value = Input.Of([Length, Width]);
        var layer = new Attention(useScale: Concat, scoreMode: Concat ? ScoreMode.Concat : ScoreMode.Dot);
        return (new Model([query, value], layer.Apply([query, value], useCausalMask: Causal)), [Draw.Normal([Batch, Length, Width], 1), Draw.Normal([Batch, Length, Width], 2)]);
    }
}
