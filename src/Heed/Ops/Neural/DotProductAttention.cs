using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>Scaled dot-product attention of several heads: <c>softmax(scale · query · keyᵀ + bias) · value</c>, for each head by itself.</summary>
    /// <param name="query">(B, T, N, H).</param>
    /// <param name="key">(B, S, K, H), where N is a multiple of K: each head of the key serves N / K neighbouring heads of the query.</param>
    /// <param name="value">(B, S, K, Hv).</param>
    /// <param name="bias">Added to the scores; broadcasts to (B, N, T, S).</param>
    /// <param name="mask">Which keys a query sees, true keeps; broadcasts to (B, N, T, S).</param>
    /// <param name="scale">The factor of the scores; <see langword="null"/>: 1/√H.</param>
    /// <param name="isCausal">Hide from query i the keys j &gt; i too?</param>
    /// <returns>(B, T, N, Hv). A query from which all keys are hidden gets the average over all S values.</returns>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <remarks>Keras: <c>keras.ops.dot_product_attention</c>, keras/src/ops/nn.py.</remarks>
    public static Tensor DotProductAttention(Tensor query, Tensor key, Tensor value, Tensor? bias = null, Tensor? mask = null, double? scale = null, bool isCausal = false) =>
        DotProductAttention(query, key, value, bias, mask, null, scale, isCausal);

    /// <summary>The same with a mask of the queries besides: (B, T), false hides all keys from a query. It is kept apart because the whole mask would have T · S elements.</summary>
    internal static Tensor DotProductAttention(Tensor query, Tensor key, Tensor value, Tensor? bias, Tensor? mask, Tensor? queryMask, double? scale, bool isCausal)
    {
        DType type = Promotion.Of(Promotion.Of(query, key), value.DType);
        List<Tensor> inputs = [query.Cast(type), key.Cast(type), value.Cast(type)];
        if (bias is not null) inputs.Add(bias.Cast(type));
        if (mask is not null) inputs.Add(mask.Cast(DType.Bool));
        if (queryMask is not null) inputs.Add(queryMask.Cast(DType.Bool));
        return new DotProductAttentionOp(bias is not null, mask is not null, queryMask is not null, scale, isCausal).Apply([.. inputs]);
    }
}

/// <summary>y[b, t, n] = Σₛ p[b, n, t, s] · v[b, s, n / (N / K)], where p = softmax over s of scale · q[b, t, n] · k[b, s, n / (N / K)] + bias, less a huge number where hidden</summary>
/// <remarks>
/// The gradient is that of this formula with the p that came out: 0 for the hidden keys of a query that sees any; a query that sees none has p = 1/S, and its
/// gradient reaches query and key too. Where H = Hv it does so S times as large, as in Keras under PyTorch, whose backward pass computes p anew as
/// exp(score − log Σ exp) and loses log S against the huge number.
/// </remarks>
internal sealed class DotProductAttentionOp(bool hasBias, bool hasMask, bool hasQueryMask, double? scale, bool isCausal) : CompositeOp
{
    private const double Hidden = -0.7 * float.MaxValue;     // swallows every score, so that all keys of a hidden row are equal

    public override IReadOnlyList<(string Key, object? Value)>? Settings => hasBias || hasMask || hasQueryMask || scale is not null ? null
        : [("is_causal", isCausal), ("flash_attention", null), ("attn_logits_soft_cap", null)];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Shape query = x[0].Shape, key = x[1].Shape, value = x[2].Shape;
        Expect(query.Rank == 4 && key.Rank == 4 && value.Rank == 4, "query (B, T, N, H), key (B, S, K, H) and value (B, S, K, Hv)", x);
        Expect(query[0] == key[0] && key[0] == value[0], "one batch size", x);
        Expect(key[1] == value[1] && key[2] == value[2], "a value for every key", x);
        Expect(query[3] == key[3], "query and key to share their last axis H", x);
        Expect(!query[2].IsKnown || !key[2].IsKnown || (key[2].Value > 0 && query[2].Value % key[2].Value == 0), "heads of the query in equal groups for those of the key", x);
        Expect(!hasQueryMask || x[^1].Shape.IsCompatibleWith(query[..2]), "a query mask (B, T)", x);
        Shape scores = [query[0], query[2], query[1], key[1]];
        foreach (TensorSpec further in hasQueryMask ? x[3..^1] : x[3..])
            Expect(Broadcasting.Of(Name, scores, further.Shape).IsCompatibleWith(scores), "a bias and a mask that broadcast to (B, N, T, S)", x);
        return new([query[0], query[1], query[2], value[3]], x[0].DType);
    }

    protected override Tensor Expand(ReadOnlySpan<Tensor> x)
    {
        if (hasBias || !x[0].DType.IsFloat()) return Plain(x.ToArray());
        FusedAttentionSettings settings = new(HeadsInside: true, isCausal, scale ?? 1 / Math.Sqrt(x[0].Shape[3].Value), MaskedRowRule.Average);
        return Ops.FusedAttention(x[0], x[1], x[2], hasMask ? x[3] : null, hasQueryMask ? x[^1] : null, settings, Plain);
    }

    private Tensor Plain(Tensor[] x)
    {
        var (query, key, value) = (x[0], x[1], x[2]);
        int group = query.Shape[2].Value / key.Shape[2].Value;
        if (group > 1) (key, value) = (Ops.Repeat(key, group, axis: 2), Ops.Repeat(value, group, axis: 2));
        DType type = query.DType, wide = Wide(type);

        Tensor scores = Ops.MatMul(Heads(query).Cast(wide), Heads(key).Cast(wide), transposeB: true) * (scale ?? 1 / Math.Sqrt(query.Shape[3].Value));
        if (hasBias) scores += x[3];                                                        // (B, N, T, S)
        Tensor? keep = hasMask ? x[hasBias ? 4 : 3] : null;
        if (hasQueryMask) keep = And(keep, Ops.ExpandDims(x[^1], [1, 3]));                  // (B, 1, T, 1)
        if (isCausal) keep = And(keep, Ops.LowerTriangle(scores.Shape[2], scores.Shape[3]));
        if (keep is not null) scores += Ops.Where(keep, 0, Ops.Full([], Hidden, wide));
        Tensor heads = Ops.MatMul(Ops.Softmax(scores).Cast(type), Heads(value));            // (B, N, T, Hv)
        if ((hasMask || hasQueryMask) && query.Shape[3] == value.Shape[3]) heads = WithGradientOfHiddenRows(heads, keep!, scores.Shape[3].Value);
        return Heads(heads);                                                                // (B, T, N, Hv)
    }

    /// <summary>The same values; the gradient of a query that sees no key is <paramref name="keys"/> times as large.</summary>
    private static Tensor WithGradientOfHiddenRows(Tensor heads, Tensor keep, int keys)
    {
        Tensor sees = Ops.Any(Ops.BroadcastTo(keep, [.. keep.Shape[..^1], keys]), axes: [-1], keepDims: true);    // (B, 1 or N, T, 1)
        return heads + Ops.Where(sees, 0, (keys - 1) * (heads - Ops.StopGradient(heads)));
    }

    private static Tensor And(Tensor? first, Tensor second) => first is null ? second : Ops.LogicalAnd(first, second);

    /// <summary>(B, T, N, H) → (B, N, T, H), and back.</summary>
    private static Tensor Heads(Tensor x) => Ops.Transpose(x, 0, 2, 1, 3);
}
