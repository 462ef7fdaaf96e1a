using Heed.Constraints;
using Heed.Initializers;
using Heed.Regularizers;
using static Heed.Ops;

namespace Heed.Layers;

/// <summary>Multi-head attention: query, key and value are projected for several heads, each head attends by itself, and the heads are joined.</summary>
/// <remarks>
/// <para><b>Inputs</b>  [query (B, T, D), value (B, S, Dv)] and, optionally, key (B, S, Dk). Without a key, key = value. More axes before the last, if
/// <c>attentionAxes</c> says over which attention runs.</para>
/// <para><b>Output</b>  (B, T, D), or (B, T, …) with <c>outputShape</c>. With <c>return_attention_scores</c>, also the weights (B, N, T, S) before dropout. As in Keras,
/// symbolic weights have the shape (B, N, T, T).</para>
/// <para><b>Formula</b>  see <see cref="ProjectedAttention"/>.</para>
/// <para><b>Masks</b>   see <see cref="ProjectedAttention"/>. As in Keras, the query's mask is always the one that it carries, one given as <c>query_mask</c> has no effect,
/// and the call takes the masks off its inputs: whatever uses the same tensors later sees none.</para>
/// <para><b>Weights</b>  of query, key, gate, value and attention_output: kernel and bias.</para>
/// <para>It has more than seven arguments because they are Keras's.</para>
/// <para><b>Source</b>  Vaswani et al. 2017, arXiv:1706.03762; keras/src/layers/attention/multi_head_attention.py.</para>
/// </remarks>
public sealed class MultiHeadAttention : ProjectedAttention
{
    /// <summary>Makes the layer.</summary>
    /// <param name="numHeads">How many heads, at least 1.</param>
    /// <param name="keyDim">Width of a head of query and key, at least 1.</param>
    /// <param name="valueDim">Width of a head of the value, at least 1; <see langword="null"/>: <paramref name="keyDim"/>.</param>
    /// <param name="dropout">Fraction of the attention weights set to 0 while training, in [0, 1].</param>
    /// <param name="useBias">Do the projections have biases?</param>
    /// <param name="outputShape">The axes of the output in place of the query's last; <see langword="null"/>: the same width.</param>
    /// <param name="attentionAxes">Over which axes of the inputs attention runs; <see langword="null"/>: all but batch and features.</param>
    /// <param name="slidingWindow">Hide keys this far from a query, or farther; at least 1.</param>
    /// <param name="flashAttention">Demand attention without stored scores: neither dropout nor scores.</param>
    /// <param name="kernelInitializer">First values of the projections' kernels; <see langword="null"/>: <c>glorot_uniform</c>.</param>
    /// <param name="biasInitializer">First values of the projections' biases; <see langword="null"/>: <c>zeros</c>.</param>
    /// <param name="kernelRegularizer">A penalty on the projections' kernels.</param>
    /// <param name="biasRegularizer">A penalty on the projections' biases.</param>
    /// <param name="activityRegularizer">A penalty on the outputs of the projections.</param>
    /// <param name="kernelConstraint">What keeps the projections' kernels where they are allowed to be.</param>
    /// <param name="biasConstraint">What keeps the projections' biases where they are allowed to be.</param>
    /// <param name="useGate">Multiply the heads by a learned gate of the query?</param>
    /// <param name="seed">Makes dropout repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or flash attention meets dropout.</exception>
    public MultiHeadAttention(
        int numHeads, int keyDim, int? valueDim = null, double dropout = 0.0, bool useBias = true, Shape? outputShape = null, Axes? attentionAxes = null,
        int? slidingWindow = null, bool? flashAttention = null, Initializer? kernelInitializer = null, Initializer? biasInitializer = null,
        Regularizer? kernelRegularizer = null, Regularizer? biasRegularizer = null, Regularizer? activityRegularizer = null,
        Constraint? kernelConstraint = null, Constraint? biasConstraint = null, bool useGate = false, int? seed = null, string? name = null) : base(name)
    {
        (NumHeads, KeyDim, ValueDim) = (Require.Positive(numHeads, this), Require.Positive(keyDim, this), Require.Positive(valueDim ?? keyDim, this, nameof(valueDim)));
        (OutputShape, AttentionAxes) = (outputShape is { Rank: 0 } ? null : outputShape, attentionAxes?.ToArray());
        (Dropout, UseBias, UseGate, SlidingWindow, FlashAttention, Seed) = (dropout, useBias, useGate, slidingWindow, flashAttention, seed);
        (KernelInitializer, BiasInitializer) = (kernelInitializer ?? new GlorotUniform(), biasInitializer ?? new Zeros());
        (KernelRegularizer, BiasRegularizer, ActivityRegularizer) = (kernelRegularizer, biasRegularizer, activityRegularizer);
        (KernelConstraint, BiasConstraint) = (kernelConstraint, biasConstraint);
        CheckSettings();
    }

    /// <summary>How many heads there are.</summary>
    public int NumHeads { get; }

    /// <summary>Width of a head of query and key.</summary>
    public int KeyDim { get; }

    /// <summary>Width of a head of the value.</summary>
    public int ValueDim { get; }

    /// <summary>The axes of the output in place of the query's last; <see langword="null"/>: the same width.</summary>
    public Shape? OutputShape { get; }

    /// <summary>Over which axes of the inputs attention runs; <see langword="null"/> before the layer is built, if it was not given.</summary>
    public IReadOnlyList<int>? AttentionAxes { get; private set; }

    /// <summary>Of each projection, none of the layer itself.</summary>
    private protected override Regularizer? OutputPenalty => null;

    /// <inheritdoc/>
    protected override void Build(ReadOnlySpan<Shape> inputs)
    {
        ComputeOutputShape(inputs);
        int rank = inputs[1].Rank;
        AttentionAxes = AttentionAxes is null ? [.. Enumerable.Range(1, rank - 2)] : [.. AttentionAxes.Select(axis => axis < 0 ? axis + rank : axis)];
        int scores = rank + AttentionAxes.Count;
        Axes last = Enumerable.Range(scores - AttentionAxes.Count, AttentionAxes.Count).ToArray();
        AddLayers(inputs, (NumHeads, NumHeads), (KeyDim, ValueDim), last, OutputShape ?? [inputs[0][^1]]);
    }

    private protected override string AttributeOf(string projection) => projection is "gate" ? base.AttributeOf(projection) : $"{projection}_dense";

    private protected override AttentionMasks ReadMasks(Tensors inputs, CallArguments call)
    {
        var masks = new AttentionMasks(
            inputs[0].Mask, call.Get("value_mask", inputs[1].Mask), call.Get("key_mask", inputs.Count > 2 ? inputs[2].Mask : null),
            call.Get<Tensor?>("attention_mask", null)?.Cast(Heed.DType.Bool), call.Get("use_causal_mask", false), SlidingWindow, AttentionAxes!.Count);
        foreach (Tensor input in inputs) input.Mask = null;
        return masks;
    }

    private protected override (Tensor Heads, Tensor Scores) Composed(Tensor query, Tensor key, Tensor value, AttentionMasks masks)
    {
        var (target, source, product) = Labels(query.Rank);
        Tensor scores = Einsum($"{target},{source}->{product}", query * Scale(query), key);        // (B, …, N, T, S)
        Tensor weights = Normalized(scores, masks.Whole(query, value, scores.Rank));
        return (Einsum($"{product},{source}->{target}", Dropped(weights), value), weights);
    }

    /// <summary>Letters for the axes of the projected query and key, and of the scores: batch axes and heads, the query's attention axes, the key's.</summary>
    private (string Target, string Source, string Product) Labels(int rank)
    {
        string letters = string.Concat(Enumerable.Range('a', rank + AttentionAxes!.Count).Select(letter => (char)letter)), target = letters[..rank];
        char[] source = target.ToCharArray();
        foreach ((int i, int axis) in AttentionAxes.Order().Index()) source[axis] = letters[rank + i];
        IEnumerable<char> batch = Enumerable.Range(0, rank - 1).Except(AttentionAxes).Select(axis => target[axis]);
        return (target, new(source), string.Concat([.. batch, .. AttentionAxes.Select(axis => target[axis]), .. AttentionAxes.Select(axis => source[axis])]));
    }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">Not 2 or 3 inputs of rank 3 or more, or value and key differ in an axis between the first and the last.</exception>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        ExpectKeysForValues(inputs);
        Expect(inputs[0].Rank >= 3 && inputs[1].Rank >= 3, "inputs (B, T, D) or of higher rank", inputs);
        return OutputShape is null ? inputs[0] : [.. inputs[0][..^1], .. OutputShape];
    }

    private protected override Shape ScoresShape(Tensors inputs) => [inputs[0].Shape[0], NumHeads, inputs[0].Shape[1], inputs[0].Shape[1]];

    /// <inheritdoc/>
    public override Config GetConfig() => AddSettings(base.GetConfig()
        .With("num_heads", NumHeads).With("key_dim", KeyDim).With("value_dim", ValueDim).With("dropout", Dropout).With("use_bias", UseBias)
        .With("use_gate", UseGate).With("output_shape", OutputShape).With("attention_axes", AttentionAxes).With("sliding_window", SlidingWindow));

    internal static MultiHeadAttention FromConfig(Config c) => new(
        c.Require<int>("num_heads"), c.Require<int>("key_dim"), c.Get<int?>("value_dim", null), c.Get("dropout", 0.0), c.Get("use_bias", true),
        EinsumDense.Lengths(c, "output_shape"), c.Get<Axes?>("attention_axes", null), c.Get<int?>("sliding_window", null), c.Get<bool?>("flash_attention", null),
        c.GetObject<Initializer>("kernel_initializer"), c.GetObject<Initializer>("bias_initializer"),
        c.GetObject<Regularizer>("kernel_regularizer"), c.GetObject<Regularizer>("bias_regularizer"), c.GetObject<Regularizer>("activity_regularizer"),
        c.GetObject<Constraint>("kernel_constraint"), c.GetObject<Constraint>("bias_constraint"), c.Get("use_gate", false), c.Get<int?>("seed", null), c.Name);
}
