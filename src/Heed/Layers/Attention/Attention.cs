using Heed.Kernels;
using static Heed.Ops;

namespace Heed.Layers;

/// <summary>Dot-product (Luong) attention: every query receives a softmax-weighted average of the values.</summary>
/// <remarks>
/// <para><b>Inputs</b>  [query (B, …, Tq, D), value (B, …, Tv, Dv)] and, optionally, key (B, …, Tv, D). Without a key, key = value.</para>
/// <para><b>Output</b>  (B, …, Tq, Dv). With <c>return_attention_scores</c>, also the weights (B, …, Tq, Tv) after dropout; without dropout each row sums to 1.</para>
/// <para><b>Score</b>   Dot: scale · Σ_d q·k. Concat: w · Σ_d tanh(scale · (q + k)). As in Keras there is no 1/√D.</para>
/// <para><b>Masks</b>   [queryMask (B, …, Tq), valueMask (B, …, Tv)], true keeps. A masked key loses 1e9 (65504 in float16) before the softmax, in the type of the scores:
/// a row whose keys are all masked still sums to 1. A masked query comes out as 0. <c>use_causal_mask</c> also masks the keys j &gt; i from query i.
/// As in Keras, a value mask of rank 3 or more without <c>use_causal_mask</c> is taken as a mask of the scores.</para>
/// <para><b>Source</b>  Luong et al. 2015, arXiv:1508.04025; keras/src/layers/attention/attention.py.</para>
/// </remarks>
public class Attention : Layer
{
    private readonly SeedGenerator? _seeds;         // only with dropout
    private Variable? _concatScoreWeight;

    /// <summary>Makes the layer.</summary>
    /// <param name="useScale">Learn one scalar that multiplies the scores; it starts at 1.</param>
    /// <param name="scoreMode">How a query is compared with a key.</param>
    /// <param name="dropout">Fraction of the attention weights set to 0 while training, in [0, 1].</param>
    /// <param name="seed">Makes dropout repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException"><paramref name="dropout"/> is outside [0, 1].</exception>
    public Attention(bool useScale = false, ScoreMode scoreMode = ScoreMode.Dot, double dropout = 0.0, int? seed = null, string? name = null) : base(name)
    {
        (UseScale, ScoreMode, Dropout, Seed) = (useScale, scoreMode, Require.Fraction(dropout, this), seed);
        _seeds = dropout > 0 ? AddSeedGenerator(seed) : null;
    }

    /// <summary>Is the scale learned?</summary>
    public bool UseScale { get; }

    /// <summary>How a query is compared with a key.</summary>
    public ScoreMode ScoreMode { get; }

    /// <summary>Fraction of the attention weights set to 0 while training.</summary>
    public double Dropout { get; }

    /// <summary>The seed given; <see langword="null"/>: one was drawn.</summary>
    public int? Seed { get; }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <summary>The learned scale, once the layer is built with <see cref="UseScale"/>.</summary>
    private protected Variable? Scale { get; set; }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> CallArgumentNames => ["return_attention_scores", "use_causal_mask"];

    /// <summary>Calls the layer for its output alone.</summary>
    /// <param name="inputs">[query, value] or [query, value, key].</param>
    /// <param name="mask">[queryMask, valueMask], either perhaps null; <see langword="null"/>: the masks that the inputs carry.</param>
    /// <param name="training">Drop weights? <see langword="null"/>: as the layer around it, else no.</param>
    /// <param name="useCausalMask">Hide from each query the keys that come after it?</param>
    /// <returns>(B, …, Tq, Dv).</returns>
    /// <exception cref="ShapeException">The inputs do not fit.</exception>
    public Tensor Apply(Tensors inputs, Masks? mask = null, bool? training = null, bool useCausalMask = false) =>
        Invoke(inputs, Arguments(mask, training, useCausalMask));

    /// <summary>Calls the layer for its output and for the attention weights, which say where each query looked.</summary>
    /// <param name="inputs">[query, value] or [query, value, key].</param>
    /// <param name="mask">[queryMask, valueMask], either perhaps null; <see langword="null"/>: the masks that the inputs carry.</param>
    /// <param name="training">Drop weights? <see langword="null"/>: as the layer around it, else no.</param>
    /// <param name="useCausalMask">Hide from each query the keys that come after it?</param>
    /// <returns>The output (B, …, Tq, Dv) and the weights (B, …, Tq, Tv).</returns>
    /// <exception cref="ShapeException">The inputs do not fit.</exception>
    public (Tensor Output, Tensor Scores) ApplyWithScores(Tensors inputs, Masks? mask = null, bool? training = null, bool useCausalMask = false)
    {
        Tensors outputs = Invoke(inputs, Arguments(mask, training, useCausalMask).With("return_attention_scores", true));
        return (outputs[0], outputs[1]);
    }

    /// <inheritdoc/>
    protected override void Build(ReadOnlySpan<Shape> inputs)
    {
        ComputeOutputShape(inputs);
        if (UseScale) Scale = AddWeight("scale", Shape.Scalar, "ones");
        if (ScoreMode is ScoreMode.Concat) _concatScoreWeight = AddWeight("concat_score_weight", Shape.Scalar, "ones");
    }

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call)
    {
        CheckMasks(call);
        inputs = inputs.WithSame(x => x.DType.IsFloat() ? x : x.Cast(ComputeDType));
        var (query, value, key) = (inputs[0], inputs[1], inputs[^1]);
        bool causal = call.Get("use_causal_mask", false), drops = call.Training && _seeds is not null, returnsScores = call.Get("return_attention_scores", false);

        if (!drops && !returnsScores && CanFuse(query, key, value))
            return Queried(Fused(query, key, value, KeyMask(call, causal), causal), call);  // (B, Tq, Dv)

        Tensor scores = Score(query, key);                                                 // (B, Tq, Tv)
        if (Visible(scores.Shape, KeyMask(call, causal), causal) is { } keep) scores = Where(keep, scores, Lowered(scores));
        Tensor weights = Softmax(scores, axis: -1);                                        // (B, Tq, Tv)
        if (drops) weights = Ops.Dropout(weights, Dropout, _seeds!.Next());
        Tensor output = Queried(MatMul(weights, value), call);                             // (B, Tq, Dv)
        if (returnsScores) return [output, weights];
        return output;
    }

    /// <summary>The output of a masked query is 0.</summary>
    private static Tensor Queried(Tensor output, CallArguments call) =>
        call.Mask(0) is { } queryMask ? Where(ExpandDims(queryMask.Cast(Heed.DType.Bool), -1), output, 0) : output;

    /// <summary>Do the inputs suit the kernel that stores no scores: products, and one batch for all? Keras rounds the scores of half types, which shows where they are large.</summary>
    private bool CanFuse(Tensor query, Tensor key, Tensor value) =>
        HasProductScores && (query.DType is Heed.DType.Float32 or Heed.DType.Float64) && key.DType == query.DType && value.DType == query.DType
        && query.Shape[..^2] == key.Shape[..^2] && query.Shape[..^2] == value.Shape[..^2];

    /// <summary>Attention that stores no scores.</summary>
    private Tensor Fused(Tensor query, Tensor key, Tensor value, Tensor? keyMask, bool causal)
    {
        return FusedAttention(Scaled(query), key, value, keyMask, null, new(HeadsInside: false, causal, Scale: 1, MaskedRowRule.Lower), x =>
        {
            Tensor scores = MatMul(x[0], x[1], transposeB: true);
            if (Visible(scores.Shape, x.Length > 3 ? x[3] : null, causal) is { } keep) scores = Where(keep, scores, Lowered(scores));
            return MatMul(Softmax(scores, axis: -1), x[2]);
        });
    }

    /// <summary>Do the scores come from a matrix product?</summary>
    private protected virtual bool HasProductScores => ScoreMode is ScoreMode.Dot;

    /// <summary>How well each query matches each key.</summary>
    /// <param name="query">(B, …, Tq, D).</param>
    /// <param name="key">(B, …, Tv, D).</param>
    /// <returns>(B, …, Tq, Tv).</returns>
    private protected virtual Tensor Score(Tensor query, Tensor key) => ScoreMode is ScoreMode.Dot
        ? Scaled(MatMul(query, key, transposeB: true))
        : _concatScoreWeight! * ConcatScores(query, key, Scale?.Value);

    private Tensor Scaled(Tensor x) => Scale is null ? x : Scale * x;

    /// <summary>The mask of the keys, in a shape that broadcasts to that of the scores.</summary>
    private static Tensor? KeyMask(CallArguments call, bool causal)
    {
        Tensor? keys = call.Mask(1)?.Cast(Heed.DType.Bool);                                // (B, Tv)
        return keys is not null && (causal || keys.Rank == 2) ? ExpandDims(keys, -2) : keys;   // (B, 1, Tv)
    }

    /// <summary>Which keys a query may see, in a shape that broadcasts to that of the scores.</summary>
    private static Tensor? Visible(Shape scores, Tensor? keyMask, bool causal)
    {
        if (!causal) return keyMask;
        Tensor past = LowerTriangle(scores[^2], scores[^1]);                               // (Tq, Tv): key j ≤ query i
        return keyMask is null ? past : LogicalAnd(keyMask, past);
    }

    /// <summary>The scores of masked keys. Of float64, Keras's matrix product makes float32, so dot scores lose 1e9 in that type.</summary>
    private Tensor Lowered(Tensor scores)
    {
        DType type = scores.DType;
        Tensor lowered = scores - (type == Heed.DType.Float16 ? 65504 : 1e9);
        return type == Heed.DType.Float64 && HasProductScores ? lowered.Cast(Heed.DType.Float32).Cast(type) : lowered;
    }

    private static CallArguments Arguments(Masks? mask, bool? training, bool useCausalMask) => CallArguments.None
        .With("mask", mask).With("training", training).With("use_causal_mask", useCausalMask ? true : null);

    private void CheckMasks(CallArguments call)
    {
        if (call.Masks is { } masks && (!masks.IsList || masks.Count is not (2 or 3)))
            throw new ArgumentException($"{this} expects its mask as a list of 2 or 3, [queryMask, valueMask]. "
                + $"Received {(masks.IsList ? $"a list of {masks.Count}" : "a single tensor")}. Put null in place of a mask that is not there.");
    }

    /// <inheritdoc/>
    public override Masks? ComputeMask(Tensors inputs, Masks? mask) => mask?[0] is { } queryMask ? [queryMask] : null;

    /// <inheritdoc/>
    /// <exception cref="ShapeException">Not 2 or 3 inputs, ranks differ or are below 2, or D, Tv or the batch axes disagree.</exception>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length is 2 or 3, "a list of inputs, [query, value] or [query, value, key]", inputs);
        var (query, value, key) = (inputs[0], inputs[1], inputs[^1]);
        Expect(query.Rank >= 2 && value.Rank == query.Rank && key.Rank == query.Rank, "inputs of one rank, (B, T, D) or higher", inputs);
        Expect(query[^1] == key[^1], "query and key to share their last dimension D", inputs, "Project one of them first, for example with Dense.");
        Expect(value[^2] == key[^2], "value and key to have the same length Tv", inputs);
        Shape batch = Broadcasting.Of(ToString(), Broadcasting.Of(ToString(), query[..^2], key[..^2]), value[..^2]);
        return [.. batch, query[^2], value[^1]];
    }

    /// <inheritdoc/>
    protected override Tensors ComputeOutputSpec(Tensors inputs, CallArguments call)
    {
        CheckMasks(call);
        Shape output = ComputeOutputShape(inputs.Shapes);
        Tensor symbolic = Tensor.Symbolic(output, ComputeDType);
        if (!call.Get("return_attention_scores", false)) return symbolic;
        return [symbolic, Tensor.Symbolic(output.With(^1, inputs[^1].Shape[^2]), ComputeDType)];
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig()
        .With("use_scale", UseScale).With("score_mode", ScoreMode).With("dropout", Dropout).With("seed", Seed);

    internal static Attention FromConfig(Config c) => new(
        c.Get("use_scale", false), c.Get("score_mode", ScoreMode.Dot), c.Get("dropout", 0.0), c.Get<int?>("seed", null), c.Name);
}
