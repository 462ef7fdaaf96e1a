using Heed.Constraints;
using Heed.Initializers;
using Heed.Regularizers;
using static Heed.Ops;

namespace Heed.Layers;

/// <summary>Gives every number of a vocabulary a vector that is learned.</summary>
/// <remarks>
/// <para><b>Inputs</b>   whole numbers in [0, inputDim), any shape and any number type (fractions are cut off); negative ones count from the end.</para>
/// <para><b>Output</b>   the input's shape and one more axis of length outputDim.</para>
/// <para><b>Weights</b>  embeddings (inputDim, outputDim).</para>
/// <para><b>Masks</b>    with <c>maskZero</c>, inputs of 0 are masked; a mask on the input is not passed on.</para>
/// <para><b>Differs</b>  numbers outside the vocabulary are an error, and quantized weights are refused.</para>
/// <para><b>Source</b>   keras/src/layers/core/embedding.py. The many constructor arguments are those of Keras.</para>
/// </remarks>
public class Embedding : Layer, IAdaptable
{
    private readonly Tensor? _firstValues;
    private readonly LowRankAdapter _lora;

    /// <summary>Makes an unbuilt layer.</summary>
    /// <param name="inputDim">The size of the vocabulary, at least 1.</param>
    /// <param name="outputDim">The length of the vectors, at least 1.</param>
    /// <param name="embeddingsInitializer">The first value of the vectors; <see langword="null"/>: <c>uniform</c>.</param>
    /// <param name="embeddingsRegularizer">A penalty on the vectors.</param>
    /// <param name="embeddingsConstraint">What keeps the vectors where they are allowed to be.</param>
    /// <param name="maskZero">Is 0 padding, to be masked in all that follows?</param>
    /// <param name="weights">The vectors (inputDim, outputDim) to start with when it is built, instead of the initializer's.</param>
    /// <param name="loraRank">Freeze the vectors and train a product of this rank beside it; <see langword="null"/>: no. See <see cref="LowRank.EnableLora"/>.</param>
    /// <param name="loraAlpha">The product's factor times the rank. As in Keras, a layer that is built with a rank takes the rank itself; give α to <see cref="LowRank.EnableLora"/>.</param>
    /// <param name="quantizationConfig">Must be <see langword="null"/>.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    /// <exception cref="ShapeException"><paramref name="weights"/> has another shape.</exception>
    /// <exception cref="ArgumentException">An adapter beside a constraint, or a quantization, is asked for.</exception>
    public Embedding(int inputDim, int outputDim, Initializer? embeddingsInitializer = null, Regularizer? embeddingsRegularizer = null,
                     Constraint? embeddingsConstraint = null, bool maskZero = false, Tensor? weights = null,
                     int? loraRank = null, double? loraAlpha = null, Config? quantizationConfig = null, string? name = null) : base(name)
    {
        LowRankAndQuantization.Refuse(this, null, null, quantizationConfig);
        (InputDim, OutputDim, MaskZero) = (Require.Positive(inputDim, this), Require.Positive(outputDim, this), maskZero);
        (EmbeddingsInitializer, EmbeddingsRegularizer, EmbeddingsConstraint) =
            (embeddingsInitializer ?? new RandomUniform(), embeddingsRegularizer, embeddingsConstraint);
        if (weights is not null && weights.Shape != [inputDim, outputDim])
            throw new ShapeException($"{this} expects weights of shape ({inputDim}, {outputDim}). Received {weights.Spec}.");
        _firstValues = weights?.Keep();
        _lora = new(this, loraRank, loraAlpha, embeddingsConstraint is not null);
        Autocast = false;
    }

    /// <summary>The size of the vocabulary.</summary>
    public int InputDim { get; }

    /// <summary>The length of the vectors.</summary>
    public int OutputDim { get; }

    /// <summary>The first value of the vectors.</summary>
    public Initializer EmbeddingsInitializer { get; }

    /// <summary>A penalty on the vectors.</summary>
    public Regularizer? EmbeddingsRegularizer { get; }

    /// <summary>What keeps the vectors where they are allowed to be.</summary>
    public Constraint? EmbeddingsConstraint { get; }

    /// <summary>Is 0 padding?</summary>
    public bool MaskZero { get; }

    /// <summary>The vectors (inputDim, outputDim); <see langword="null"/> before the layer is built.</summary>
    public Variable? Embeddings { get; private set; }

    LowRankAdapter IAdaptable.Adapter => _lora;

    Variable? IAdaptable.Adapted => Embeddings;

    /// <inheritdoc/>
    public override bool SupportsMasking => MaskZero;

    /// <inheritdoc/>
    protected override void Build(ReadOnlySpan<Shape> inputs)
    {
        Embeddings = AddWeight("embeddings", [InputDim, OutputDim], _firstValues ?? EmbeddingsInitializer, EmbeddingsRegularizer, EmbeddingsConstraint);
        _lora.Build(Embeddings, keepsAlpha: false);
    }

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call)
    {
        Tensor words = inputs[0].DType is Heed.DType.Int32 or Heed.DType.Int64 ? inputs[0] : inputs[0].Cast(Heed.DType.Int32);
        try
        {
            return _lora.Of(Embeddings!, table => Take(table, words, axis: 0)).Cast(ComputeDType);      // (…, outputDim)
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw new ArgumentOutOfRangeException($"{this} expects whole numbers below its inputDim {InputDim}. Received others: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 1, "one input", inputs);
        return [.. inputs[0], OutputDim];
    }

    /// <inheritdoc/>
    public override Masks? ComputeMask(Tensors inputs, Masks? mask) => MaskZero ? (Masks)NotEqual(inputs[0], 0) : null;

    /// <inheritdoc/>
    public override Config GetConfig() => _lora.AddSettings(base.GetConfig()
        .With("input_dim", InputDim).With("output_dim", OutputDim).With("embeddings_initializer", EmbeddingsInitializer)
        .With("embeddings_regularizer", EmbeddingsRegularizer).With("activity_regularizer", ActivityRegularizer)
        .With("embeddings_constraint", EmbeddingsConstraint).With("mask_zero", MaskZero).With("quantization_config", null));

    internal static Embedding FromConfig(Config config) => new(
        config.Require<int>("input_dim"), config.Require<int>("output_dim"), config.GetObject<Initializer>("embeddings_initializer"),
        config.GetObject<Regularizer>("embeddings_regularizer"), config.GetObject<Constraint>("embeddings_constraint"), config.Get("mask_zero", false), null,
        config.Get<int?>("lora_rank", null), config.Get<double?>("lora_alpha", null), LowRankAndQuantization.Quantization(config), config.Name);
}
