namespace Heed.Layers;

/// <summary>Puts numbers into bins: ranges between given boundaries, or between quantiles that it learns.</summary>
/// <remarks>
/// <para><b>Inputs</b>   numbers of any shape, compared in float32.</para>
/// <para><b>Output</b>   the number of the bin (int32): how many boundaries are not greater. NaN falls into the last one. In other modes vectors:
/// see <see cref="Layers.OutputMode"/>.</para>
/// <para><b>Masks</b>    end here.</para>
/// <para><b>Differs</b>  boundaries that do not ascend, and NaN among the data to learn from, are errors; sparse results are refused.</para>
/// <para><b>Source</b>   keras/src/layers/preprocessing/discretization.py.</para>
/// </remarks>
public sealed class Discretization : AdaptableLayer
{
    private QuantileSummary _summary = QuantileSummary.Empty;
    private float[]? _boundaries;

    /// <summary>Makes the layer; either boundaries or a number of bins is to be given.</summary>
    /// <param name="binBoundaries">The ends of the bins, ascending: n boundaries make n + 1 bins. <see langword="null"/>: they are learned by Adapt.</param>
    /// <param name="numBins">How many bins Adapt makes, of about equally many numbers.</param>
    /// <param name="epsilon">How exact the quantiles are: a part of all numbers, in (0, 1).</param>
    /// <param name="outputMode">Int, OneHot, MultiHot or Count.</param>
    /// <param name="sparse">Must not be true.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">Both or neither are given, boundaries do not ascend, there is no such mode, or a sparse result is asked for.</exception>
    public Discretization(double[]? binBoundaries = null, int? numBins = null, double epsilon = 0.01, OutputMode outputMode = OutputMode.Int,
                          bool sparse = false, string? name = null) : base(name)
    {
        OutputMode = Categories.Allowed(outputMode, sparse, this, OutputMode.Int, OutputMode.OneHot, OutputMode.MultiHot, OutputMode.Count);
        NumBins = Require.Optional(numBins, Require.Positive, this);
        Epsilon = epsilon is > 0 and < 1 ? epsilon
            : throw new ArgumentOutOfRangeException(nameof(epsilon), FormattableString.Invariant($"{this} expects epsilon in (0, 1). Received {epsilon}."));
        if (binBoundaries is null == numBins is null)
            throw new ArgumentException($"{this} expects either binBoundaries or numBins. Received {(numBins is null ? "neither" : "both")}.");
        if (binBoundaries is not null) SetBoundaries(binBoundaries);
        Autocast = false;       // the policy's type is that of the vectors
    }

    /// <summary>The ends of the bins; <see langword="null"/> until they are learned.</summary>
    public IReadOnlyList<double>? BinBoundaries { get; private set; }

    /// <summary>How many bins Adapt makes; <see langword="null"/> where boundaries were given.</summary>
    public int? NumBins { get; }

    /// <summary>How exact the quantiles are.</summary>
    public double Epsilon { get; }

    /// <summary>How bins are given out.</summary>
    public OutputMode OutputMode { get; }

    /// <inheritdoc/>
    public override bool IsAdaptable => NumBins is not null;

    /// <inheritdoc/>
    public override void ResetState() => _summary = QuantileSummary.Empty;

    /// <inheritdoc/>
    public override void UpdateState(Tensor data)
    {
        if (!IsAdaptable)
            throw new ArgumentException($"{this} expects nothing to learn, as it was made with binBoundaries. Received data to adapt to. Make it with numBins instead.");
        ReadOnlySpan<float> numbers = Numbers(data).AsSpan<float>();
        foreach (float number in numbers)
            if (float.IsNaN(number)) throw new ArgumentException($"{this} expects numbers to adapt to. Received NaN in {data.Spec}. Leave such samples out.");
        _summary = QuantileSummary.Of(numbers, Epsilon).Merge(_summary, Epsilon);
    }

    /// <inheritdoc/>
    public override void FinalizeState()
    {
        if (NumBins is { } bins) SetBoundaries(Array.ConvertAll(_summary.Boundaries(bins), x => (double)x));
    }

    private void SetBoundaries(double[] boundaries)
    {
        for (int i = 0; i < boundaries.Length; i++)
            if (double.IsNaN(boundaries[i]) || (i > 0 && boundaries[i] < boundaries[i - 1]))
                throw new ArgumentException($"{this} expects ascending binBoundaries. Received {string.Join(", ", boundaries)}. Sort them.", "binBoundaries");
        BinBoundaries = [.. boundaries];
        _boundaries = Array.ConvertAll(boundaries, x => (float)x);
    }

    private Tensor Numbers(Tensor x) => x.DType != Heed.DType.String ? x.Cast(Heed.DType.Float32)
        : throw new ArgumentException($"{this} expects numbers. Received strings. Look them up with StringLookup.");

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call)
    {
        if (_boundaries is null)
            throw new ArgumentException($"{this} expects binBoundaries before it is called. Received none. Give them to the constructor, or call Adapt with data.");
        Tensor bins = Ops.SearchSorted(_boundaries, Numbers(inputs[0]), SearchSide.Right);
        return OutputMode == OutputMode.Int ? bins : Categories.Encode(bins.Cast(Heed.DType.Int64), OutputMode, BinBoundaries!.Count + 1, ComputeDType);
    }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 1, "one input", inputs);
        return Categories.OutputShape(inputs[0], OutputMode, BinBoundaries is null ? NumBins!.Value : BinBoundaries.Count + 1);
    }

    /// <inheritdoc/>
    protected override Tensors? ComputeOutputSpec(Tensors inputs, CallArguments call) =>
        Tensors.Single(Tensor.Symbolic(ComputeOutputShape(inputs.Shapes), OutputMode == OutputMode.Int ? Heed.DType.Int32 : ComputeDType));

    /// <inheritdoc/>
    public override Config GetConfig() => new Config()
        .With("bin_boundaries", BinBoundaries).With("num_bins", NumBins).With("epsilon", Epsilon).With("output_mode", OutputMode).With("sparse", false)
        .With("name", Name).With("dtype", VariableDType);

    /// <summary>After Adapt a config has both boundaries and a number of bins.</summary>
    internal static Discretization FromConfig(Config config)
    {
        double[]? boundaries = config.Get<double[]?>("bin_boundaries", null);
        int? bins = config.Get<int?>("num_bins", null);
        var layer = new Discretization(bins is null ? boundaries : null, bins, config.Get("epsilon", 0.01), Categories.Mode(config, OutputMode.Int),
            config.Get("sparse", false), config.Name);
        if (bins is not null && boundaries is not null) layer.SetBoundaries(boundaries);
        return layer;
    }
}
