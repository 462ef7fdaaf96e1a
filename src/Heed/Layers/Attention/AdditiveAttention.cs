using static Heed.Ops;

namespace Heed.Layers;

/// <summary>Additive (Bahdanau) attention: as <see cref="Attention"/>, but a query and a key are compared by the tangents of their sum.</summary>
/// <remarks>
/// <para><b>Inputs</b>  [query (B, …, Tq, D), value (B, …, Tv, Dv)] and, optionally, key (B, …, Tv, D). Without a key, key = value.</para>
/// <para><b>Output</b>  (B, …, Tq, Dv). With <c>return_attention_scores</c>, also the weights (B, …, Tq, Tv).</para>
/// <para><b>Score</b>   Σ_d scale_d · tanh(q_d + k_d), with one learned scale for each of the D features, or 1.</para>
/// <para><b>Masks</b>   As <see cref="Attention"/>.</para>
/// <para><b>Source</b>  Bahdanau et al. 2015, arXiv:1409.0473; keras/src/layers/attention/additive_attention.py.</para>
/// </remarks>
public sealed class AdditiveAttention : Attention
{
    /// <summary>Makes the layer.</summary>
    /// <param name="useScale">Learn a scale for each feature; it starts as Glorot's uniform numbers.</param>
    /// <param name="dropout">Fraction of the attention weights set to 0 while training, in [0, 1].</param>
    /// <param name="seed">Makes dropout repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException"><paramref name="dropout"/> is outside [0, 1].</exception>
    public AdditiveAttention(bool useScale = true, double dropout = 0.0, int? seed = null, string? name = null)
        : base(useScale, dropout: dropout, seed: seed, name: name)
    {
    }

    /// <inheritdoc/>
    protected override void Build(ReadOnlySpan<Shape> inputs)
    {
        ComputeOutputShape(inputs);
        if (UseScale) Scale = AddWeight("scale", [inputs[0][^1]], "glorot_uniform");
    }

    private protected override bool HasProductScores => false;

    private protected override Tensor Score(Tensor query, Tensor key) => ConcatScores(query, key, weights: Scale?.Value);

    /// <inheritdoc/>
    public override Config GetConfig()
    {
        Config config = base.GetConfig();
        config.Json.Remove("score_mode");
        return config;
    }

    internal static new AdditiveAttention FromConfig(Config c) =>
        new(c.Get("use_scale", true), c.Get("dropout", 0.0), c.Get<int?>("seed", null), c.Name);
}
