using Heed.Constraints;
using Heed.Initializers;
using Heed.Regularizers;
using static Heed.Ops;

namespace Heed.Layers;

/// <summary>Grouped-query attention: multi-head attention in which several heads of the query share one head of key and value.</summary>
/// <remarks>
/// <para><b>Inputs</b>  [query (B, T, D), value (B, S, Dv)] and, optionally, key (B, S, Dk). Without a key, key = value. As in Keras, symbolic inputs must have D = Dv.</para>
/// <para><b>Output</b>  (B, T, D). With <c>return_attention_scores</c>, also the weights (B, N, T, S) before dropout.</para>
/// <para><b>Formula</b>  see <see cref="ProjectedAttention"/>.</para>
/// <para><b>Masks</b>   see <see cref="ProjectedAttention"/>; a mask given as <c>query_mask</c> counts instead of the one that the query carries.</para>
/// <para><b>Weights</b>  of query, key, gate, value and attention_output: kernel and bias.</para>
/// <para>It has more than seven arguments because they are Keras's.</para>
/// <para><b>Source</b>  Ainslie et al. 2023, arXiv:2305.13245; keras/src/layers/attention/grouped_query_attention.py.</para>
/// </remarks>
public sealed class GroupQueryAttention : ProjectedAttention
{
    /// <summary>Makes the layer.</summary>
    /// <param name="headDim">Width of a head, at least 1.</param>
    /// <param name="numQueryHeads">How many heads the query has: a multiple of <paramref name="numKeyValueHeads"/>.</param>
    /// <param name="numKeyValueHeads">How many heads key and value have, at least 1.</param>
    /// <param name="dropout">Fraction of the attention weights set to 0 while training, in [0, 1].</param>
    /// <param name="useBias">Do the projections have biases?</param>
    /// <param name="slidingWindow">Hide keys this far from a query, or farther; at least 1.</param>
    /// <param name="flashAttention">Demand attention without stored scores: neither dropout nor scores.</param>
    /// <param name="kernelInitializer">First values of the projections' kernels; <see langword="null"/>: <c>glorot_uniform</c>.</param>
    /// <param name="biasInitializer">First values of the projections' biases; <see langword="null"/>: <c>zeros</c>.</param>
    /// <param name="kernelRegularizer">A penalty on the projections' kernels.</param>
    /// <param name="biasRegularizer">A penalty on the projections' biases.</param>
    /// <param name="activityRegularizer">A penalty on the outputs of the projections and, as in Keras, on that of the layer too.</param>
    /// <param name="kernelConstraint">What keeps the projections' kernels where they are allowed to be.</param>
    /// <param name="biasConstraint">What keeps the projections' biases where they are allowed to be.</param>
    /// <param name="useGate">Multiply the heads by a learned gate of the query?</param>
    /// <param name="seed">Makes dropout repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A number is out of its range, the heads make no equal groups, or flash attention meets dropout.</exception>
    public GroupQueryAttention(
        int headDim, int numQueryHeads, int numKeyValueHeads, double dropout = 0.0, bool useBias = true, int? slidingWindow = null, bool? flashAttention = null,
        Initializer? kernelInitializer = null, Initializer? biasInitializer = null,
        Regularizer? kernelRegularizer = null, Regularizer? biasRegularizer = null, Regularizer? activityRegularizer = null,
        Constraint? kernelConstraint = null, Constraint? biasConstraint = null, bool useGate = false, int? seed = null, string? name = null) : base(name)
    {
        HeadDim = Require.Positive(headDim, this);
        (NumQueryHeads, NumKeyValueHeads) = (Require.Positive(numQueryHeads, this), Require.Positive(numKeyValueHeads, this));
        if (numQueryHeads % numKeyValueHeads != 0)
            throw new ArgumentException($"{this} expects numQueryHeads to be a multiple of numKeyValueHeads. Received {numQueryHeads} and {numKeyValueHeads}.", nameof(numQueryHeads));
        (Dropout, UseBias, UseGate, SlidingWindow, FlashAttention, Seed) = (dropout, useBias, useGate, slidingWindow, flashAttention, seed);
        (KernelInitializer, BiasInitializer) = (kernelInitializer ?? new GlorotUniform(), biasInitializer ?? new Zeros());
        (KernelRegularizer, BiasRegularizer, ActivityRegularizer) = (kernelRegularizer, biasRegularizer, activityRegularizer);
        (KernelConstraint, BiasConstraint) = (kernelConstraint, biasConstraint);
        CheckSettings();
    }

    /// <summary>Width of a head.</summary>
    public int HeadDim { get; }

    /// <summary>How many heads the query has.</summary>
    public int NumQueryHeads { get; }

    /// <summary>How many heads key and value have.</summary>
    public int NumKeyValueHeads { get; }

    /// <summary>As Keras's class is called inside: automatic names are <c>grouped_query_attention</c>, <c>grouped_query_attention_1</c> …</summary>
    protected override string DefaultName => "GroupedQueryAttention";

    /// <inheritdoc/>
    protected override void Build(ReadOnlySpan<Shape> inputs)
    {
        ExpectSequences(inputs);
        AddLayers(inputs, (NumQueryHeads, NumKeyValueHeads), (HeadDim, HeadDim), -1, [inputs[0][^1]]);
    }

    private protected override AttentionMasks ReadMasks(Tensors inputs, CallArguments call) => new(
        call.Get("query_mask", inputs[0].Mask), call.Get("value_mask", inputs[1].Mask), call.Get("key_mask", inputs.Count > 2 ? inputs[2].Mask : null),
        call.Get<Tensor?>("attention_mask", null), call.Get("use_causal_mask", false), SlidingWindow, Axes: 1);

    private protected override (Tensor Heads, Tensor Scores) Composed(Tensor query, Tensor key, Tensor value, AttentionMasks masks)
    {
        int group = NumQueryHeads / NumKeyValueHeads;
        if (group > 1) (key, value) = (Repeat(key, group, axis: 2), Repeat(value, group, axis: 2));
        Tensor weights = Normalized(Einsum("bquh,bkuh->buqk", query * Scale(query), key), masks.Whole(query, value, rank: 4));     // (B, N, T, S)
        return (Einsum("buqk,bkuh->bquh", Dropped(weights), value), weights);
    }

    private protected override void CheckShapes(Tensors inputs) => ExpectSequences(inputs.Shapes);

    private void ExpectSequences(ReadOnlySpan<Shape> inputs)
    {
        ExpectKeysForValues(inputs);
        Expect(inputs[0].Rank == 3 && inputs[1].Rank == 3, "inputs (B, T, D)", inputs);
    }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">Not 2 or 3 inputs of rank 3, query and value differ in width, or value and key in length.</exception>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        ExpectSequences(inputs);
        Expect(inputs[0][^1] == inputs[1][^1], "query and value to share their last axis", inputs, "Project one of them first, for example with Dense.");
        return inputs[0];
    }

    private protected override Shape ScoresShape(Tensors inputs) => [inputs[0].Shape[0], NumQueryHeads, inputs[0].Shape[1], inputs[^1].Shape[1]];

    /// <inheritdoc/>
    public override Config GetConfig() => AddSettings(base.GetConfig()
        .With("head_dim", HeadDim).With("num_query_heads", NumQueryHeads).With("num_key_value_heads", NumKeyValueHeads).With("use_bias", UseBias)
        .With("use_gate", UseGate).With("sliding_window", SlidingWindow).With("dropout", Dropout));

    internal static GroupQueryAttention FromConfig(Config c) => new(
        c.Require<int>("head_dim"), c.Require<int>("num_query_heads"), c.Require<int>("num_key_value_heads"), c.Get("dropout", 0.0), c.Get("use_bias", true),
        c.Get<int?>("sliding_window", null), c.Get<bool?>("flash_attention", null),
        c.GetObject<Initializer>("kernel_initializer"), c.GetObject<Initializer>("bias_initializer"),
        c.GetObject<Regularizer>("kernel_regularizer"), c.GetObject<Regularizer>("bias_regularizer"), c.GetObject<Regularizer>("activity_regularizer"),
        c.GetObject<Constraint>("kernel_constraint"), c.GetObject<Constraint>("bias_constraint"), c.Get("use_gate", false), c.Get<int?>("seed", null), c.Name);
}
