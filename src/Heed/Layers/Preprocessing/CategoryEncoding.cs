using static Heed.Ops;

namespace Heed.Layers;

/// <summary>Turns numbers of categories into vectors.</summary>
/// <remarks>
/// <para><b>Inputs</b>   whole numbers in [0, numTokens); negative ones give zeros, fractions are cut off. A vector is one sample; a matrix holds samples in rows.</para>
/// <para><b>Output</b>   (…, numTokens) in the type of the layer's weights: see <see cref="Layers.OutputMode"/>.</para>
/// <para><b>Arguments</b>  <c>count_weights</c>, of the input's shape, with <see cref="OutputMode.Count"/>: how much each number counts; it has a gradient.</para>
/// <para><b>Masks</b>    end here.</para>
/// <para><b>Differs</b>  numbers from numTokens on are an error (under Keras, an error or zeros, as the backend has it), and sparse results are refused.</para>
/// <para><b>Source</b>   keras/src/layers/preprocessing/category_encoding.py.</para>
/// </remarks>
public sealed class CategoryEncoding : Layer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="numTokens">How many categories there are, at least 1; to be given.</param>
    /// <param name="outputMode">OneHot, MultiHot or Count.</param>
    /// <param name="sparse">Must not be true.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">There is no number of categories, no such mode, or a sparse result is asked for.</exception>
    public CategoryEncoding(int? numTokens = null, OutputMode outputMode = OutputMode.MultiHot, bool sparse = false, string? name = null) : base(name)
    {
        OutputMode = Categories.Allowed(outputMode, sparse, this, OutputMode.OneHot, OutputMode.MultiHot, OutputMode.Count);
        NumTokens = Require.Positive(numTokens ?? throw new ArgumentException(
            $"{this} expects numTokens, the number of categories. Received none. Where it is not known, use IntegerLookup and its Adapt.", nameof(numTokens)), this, nameof(numTokens));
        Autocast = false;
    }

    /// <summary>How many categories there are.</summary>
    public int NumTokens { get; }

    /// <summary>How numbers become vectors.</summary>
    public OutputMode OutputMode { get; }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> CallArgumentNames => ["count_weights"];

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call)
    {
        Tensor numbers = Numbers(inputs[0]);
        if (CountWeights(inputs[0], call) is not { } weights) return Categories.Encode(numbers, OutputMode, NumTokens, VariableDType);

        Tensor isCategory = GreaterEqual(numbers, 0);                                  // as the input
        Tensor counted = Where(isCategory, weights.Cast(ComputeDType), 0), places = Where(isCategory, numbers, 0);
        if (numbers.Rank == 0) (counted, places) = (ExpandDims(counted, 0), ExpandDims(places, 0));
        Tensor sums = new AddAlongAxisOp(NumTokens, axis: numbers.Rank > 1 ? 1 : 0).Apply(counted, places);
        return numbers.Rank <= 2 ? sums : Transpose(sums, [0, .. Enumerable.Range(2, numbers.Rank - 2), 1]);
    }

    private Tensor Numbers(Tensor input)
    {
        if (input.DType == Heed.DType.String) throw new ArgumentException($"{this} expects numbers of categories. Received strings. Look them up with StringLookup first.");
        if (input.DType.IsFloat() && !All(IsFinite(input)).Item<bool>())
            throw new ArgumentException($"{this} expects finite numbers. Received NaN or infinities in {input.Spec}.");
        Tensor numbers = input.Cast(Heed.DType.Int64);
        foreach (long number in numbers.AsSpan<long>())
            if (number >= NumTokens)
                throw new ArgumentOutOfRangeException(null, $"{this} expects numbers below its numTokens {NumTokens}. Received {number}. Give a larger numTokens.");
        return numbers;
    }

    private Tensor? CountWeights(Tensor input, CallArguments call)
    {
        if (call.Get<Tensor?>("count_weights", null) is not { } weights) return null;
        if (OutputMode != OutputMode.Count)
            throw new ArgumentException($"{this} expects count_weights only with outputMode: Count. Received them with {OutputMode}. Leave them out, or count.");
        return weights.Shape == input.Shape || weights.Shape.IsCompatibleWith(input.Shape) ? weights
            : throw new ShapeException($"{this} expects count_weights of its input's shape. Received {weights.Spec} with an input {input.Spec}.");
    }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 1, "one input", inputs);
        return Categories.OutputShape(inputs[0], OutputMode, NumTokens);
    }

    /// <inheritdoc/>
    protected override Tensors? ComputeOutputSpec(Tensors inputs, CallArguments call) => Tensors.Single(
        Tensor.Symbolic(ComputeOutputShape(inputs.Shapes), CountWeights(inputs[0], call) is null ? VariableDType : ComputeDType));

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("num_tokens", NumTokens).With("output_mode", OutputMode);

    internal static CategoryEncoding FromConfig(Config config) => new(
        config.Get<int?>("num_tokens", null), Categories.Mode(config, OutputMode.MultiHot), config.Get("sparse", false), config.Name);
}
