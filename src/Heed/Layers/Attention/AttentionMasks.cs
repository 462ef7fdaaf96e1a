using static Heed.Ops;

namespace Heed.Layers;

/// <summary>All that hides keys from queries in one call of a <see cref="ProjectedAttention"/>; true keeps.</summary>
/// <param name="Query">(B, T): false hides all keys from a query; <see langword="null"/>: there is none. So the others.</param>
/// <param name="Value">(B, S).</param>
/// <param name="Key">(B, S).</param>
/// <param name="Attention">(B, T, S), or without leading axes.</param>
/// <param name="IsCausal">Are the keys after a query hidden?</param>
/// <param name="Window">Are the keys hidden that are this far away or farther?</param>
/// <param name="Axes">How many attention axes the query has; the key has as many.</param>
internal sealed record AttentionMasks(Tensor? Query, Tensor? Value, Tensor? Key, Tensor? Attention, bool IsCausal, int? Window, int Axes)
{
    /// <summary>One mask, in a shape that broadcasts to the scores (B, …, N, T, S).</summary>
    /// <param name="query">(B, T, …), for its length alone.</param>
    /// <param name="value">(B, S, …), for its length alone.</param>
    /// <param name="rank">The rank of the scores.</param>
    /// <returns><see langword="null"/>: nothing is hidden.</returns>
    public Tensor? Whole(Tensor query, Tensor value, int rank)
    {
        Tensor? hidden = And(Query is null ? null : ExpandDims(Truth(Query), -1), Keys());                       // (B, T, S), (B, T, 1) or (B, 1, S)
        if (IsCausal) hidden = And(hidden, ExpandDims(LowerTriangle(query.Shape[1], value.Shape[1]), 0));        // (1, T, S)
        if (Window is not null) hidden = And(hidden, Band(query, value));
        return WithHeads(hidden is null ? Attention : And(Attention is null ? null : Truth(Attention), hidden), rank);
    }

    /// <summary>The same mask without its rows and without the causal rule, which an op does better: (B, 1, 1, S) where only keys are hidden.</summary>
    public Tensor? WithoutQueries(Tensor query, Tensor value)
    {
        Tensor? hidden = And(Attention is null ? null : Truth(Attention), Keys());
        return WithHeads(Window is null ? hidden : And(hidden, Band(query, value)), rank: 4);
    }

    /// <summary>(B, 1, S).</summary>
    private Tensor? Keys() => And(Value is null ? null : ExpandDims(Truth(Value), -2), Key is null ? null : ExpandDims(Truth(Key), -2));

    /// <summary>(1, T, S): query and key are less than the window apart.</summary>
    private Tensor Band(Tensor query, Tensor value)
    {
        Tensor ones = Ones([1, query.Shape[1].Value, value.Shape[1].Value], Heed.DType.Bool);
        return Triu(Tril(ones, Window!.Value - 1), 1 - Window.Value);
    }

    /// <summary>As in Keras, axes of length 1 are put before those of the attention until the rank is that of the scores.</summary>
    private Tensor? WithHeads(Tensor? mask, int rank)
    {
        while (mask?.Rank < rank) mask = ExpandDims(mask, -2 * Axes - 1);
        return mask;
    }

    private static Tensor Truth(Tensor mask) => mask.Cast(Heed.DType.Bool);

    private static Tensor? And(Tensor? first, Tensor? second) => first is null ? second : second is null ? first : LogicalAnd(first, second);
}
