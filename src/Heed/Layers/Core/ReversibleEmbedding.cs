using Heed.Constraints;
using Heed.Initializers;
using Heed.Regularizers;
using static Heed.Ops;

namespace Heed.Layers;

/// <summary>An embedding that also leads back: from vectors to a score for every number of the vocabulary, as at the end of a language model.</summary>
/// <remarks>
/// <para><b>Inputs</b>   as <see cref="Embedding"/>; with the call argument <c>reverse</c>, vectors (…, outputDim).</para>
/// <para><b>Output</b>   (…, outputDim); reversed, scores (…, inputDim) in <c>reverseDtype</c>.</para>
/// <para><b>Formula</b>  reversed, s = x · Wᵀ with the embeddings' own W, or x · R with R learned apart; then c · tanh(s / c), if there is a soft cap c.</para>
/// <para><b>Weights</b>  embeddings (inputDim, outputDim); if they are not tied, reverse_embeddings (outputDim, inputDim).</para>
/// <para><b>Masks</b>    with <c>maskZero</c>, inputs of 0 are masked; as in Keras only on values, and never on scores.</para>
/// <para><b>Differs</b>  as <see cref="Embedding"/>; without a reverse type, scores are computed in the compute type, as Keras's documentation says, also in
/// mixed precision, where Keras computes them in float32 and announces the compute type.</para>
/// <para><b>Source</b>   Press and Wolf 2016, arXiv:1608.05859; keras/src/layers/core/reversible_embedding.py.</para>
/// </remarks>
public sealed class ReversibleEmbedding : Embedding
{
    /// <summary>Makes an unbuilt layer.</summary>
    /// <param name="inputDim">The size of the vocabulary, at least 1.</param>
    /// <param name="outputDim">The length of the vectors, at least 1.</param>
    /// <param name="tieWeights">Do both directions share their weights?</param>
    /// <param name="embeddingsInitializer">The first value of the weights of both directions; <see langword="null"/>: <c>uniform</c>.</param>
    /// <param name="embeddingsRegularizer">A penalty on the embeddings.</param>
    /// <param name="embeddingsConstraint">What keeps the embeddings where they are allowed to be.</param>
    /// <param name="maskZero">Is 0 padding, to be masked in all that follows?</param>
    /// <param name="reverseDtype">The floating-point type in which scores are computed; <see langword="null"/>: the compute type.</param>
    /// <param name="logitSoftCap">Scores come no further from 0 than this, above 0; <see langword="null"/>: as far as they like.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or the cap is not above 0.</exception>
    /// <exception cref="ArgumentException"><paramref name="reverseDtype"/> is not floating point.</exception>
    public ReversibleEmbedding(int inputDim, int outputDim, bool tieWeights = true, Initializer? embeddingsInitializer = null, Regularizer? embeddingsRegularizer = null,
                               Constraint? embeddingsConstraint = null, bool maskZero = false, DType? reverseDtype = null, double? logitSoftCap = null, string? name = null)
        : base(inputDim, outputDim, embeddingsInitializer, embeddingsRegularizer, embeddingsConstraint, maskZero, name: name)
    {
        (TieWeights, ReverseDType, LogitSoftCap) = (tieWeights, reverseDtype, Require.Optional(logitSoftCap, Require.Positive, this));
        if (reverseDtype?.IsFloat() == false)
            throw new ArgumentException($"{this} expects a floating-point type as reverseDtype. Received {reverseDtype.Value.Name()}.", nameof(reverseDtype));
    }

    /// <summary>Do both directions share their weights?</summary>
    public bool TieWeights { get; }

    /// <summary>The type in which scores are computed.</summary>
    public DType? ReverseDType { get; }

    /// <summary>How far from 0 scores may come.</summary>
    public double? LogitSoftCap { get; }

    /// <summary>The weights of the way back (outputDim, inputDim); <see langword="null"/> before the layer is built, and if they are tied.</summary>
    public Variable? ReverseEmbeddings { get; private set; }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> CallArgumentNames => ["reverse"];

    /// <inheritdoc/>
    protected override void Build(ReadOnlySpan<Shape> inputs)
    {
        base.Build(inputs);
        if (!TieWeights) ReverseEmbeddings = AddWeight("reverse_embeddings", [OutputDim, InputDim], EmbeddingsInitializer);
    }

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call)
    {
        if (IsReverse(call)) return Scores(inputs);
        Tensor vectors = base.Call(inputs, call);
        if (MaskZero) vectors.Mask = NotEqual(inputs[0], 0);
        return vectors;
    }

    private Tensor Scores(Tensors inputs)
    {
        ReversedShape(inputs.Shapes);
        DType type = ReverseDType ?? ComputeDType;
        Tensor scores = MatMul(inputs[0].Cast(type), (TieWeights ? Embeddings! : ReverseEmbeddings!).Value.Cast(type), transposeB: TieWeights);     // (…, inputDim)
        return LogitSoftCap is { } cap ? Tanh(scores / cap) * cap : scores;
    }

    /// <inheritdoc/>
    protected override Tensors? ComputeOutputSpec(Tensors inputs, CallArguments call) =>
        IsReverse(call) ? Tensor.Symbolic(ReversedShape(inputs.Shapes), ReverseDType ?? ComputeDType) : base.ComputeOutputSpec(inputs, call);

    private static bool IsReverse(CallArguments call) => call.Get("reverse", false);

    private Shape ReversedShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 1 && inputs[0].Rank >= 1 && inputs[0][^1] == OutputDim, $"one input (…, {OutputDim}) to reverse", inputs);
        return [.. inputs[0][..^1], InputDim];
    }

    /// <inheritdoc/>
    public override Masks? ComputeMask(Tensors inputs, Masks? mask) => null;

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig()
        .With("tie_weights", TieWeights).With("reverse_dtype", ReverseDType).With("logit_soft_cap", LogitSoftCap);

    internal static new ReversibleEmbedding FromConfig(Config config)
    {
        var layer = new ReversibleEmbedding(
            config.Require<int>("input_dim"), config.Require<int>("output_dim"), config.Get("tie_weights", true), config.GetObject<Initializer>("embeddings_initializer"),
            config.GetObject<Regularizer>("embeddings_regularizer"), config.GetObject<Constraint>("embeddings_constraint"), config.Get("mask_zero", false),
            config.Get<DType?>("reverse_dtype", null), config.Get<double?>("logit_soft_cap", null), config.Name);
        LowRankAndQuantization.Refuse(layer, config.Get<int?>("lora_rank", null), config.Get<double?>("lora_alpha", null), LowRankAndQuantization.Quantization(config));
        return layer;
    }
}
