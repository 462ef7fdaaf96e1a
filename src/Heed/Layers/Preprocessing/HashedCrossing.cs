using Heed.Kernels;

namespace Heed.Layers;

/// <summary>Puts the combination of several features into bins by its hash: a new feature that knows which of them came together.</summary>
/// <remarks>
/// <para><b>Inputs</b>   two or more tensors of strings or whole numbers, of one shape: (), (B) or (B, 1).</para>
/// <para><b>Output</b>   the number of the bin, of the inputs' shape, in the layer's type (int64 unless told otherwise); one-hot (B, numBins).</para>
/// <para><b>Formula</b>  FarmHash's fingerprint of each word, or the number itself, joined one after the other to the key 0xDECAFCAFFE, modulo numBins.</para>
/// <para><b>Masks</b>    end here.</para>
/// <para><b>Differs</b>  sparse results are refused, and so is text that is not valid UTF-16.</para>
/// <para><b>Source</b>   keras/src/layers/preprocessing/hashed_crossing.py.</para>
/// </remarks>
public sealed class HashedCrossing : Layer
{
    private const ulong HashKey = 0xDECAFCAFFE;

    /// <summary>Makes the layer.</summary>
    /// <param name="numBins">How many bins there are, at least 1.</param>
    /// <param name="outputMode">Int or OneHot.</param>
    /// <param name="sparse">Must not be true.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">There are no bins, no such mode, or a sparse result is asked for.</exception>
    public HashedCrossing(int numBins, OutputMode outputMode = OutputMode.Int, bool sparse = false, string? name = null) : base(name)
    {
        NumBins = Require.Positive(numBins, this);
        OutputMode = Categories.Allowed(outputMode, sparse, this, OutputMode.Int, OutputMode.OneHot);
        if (outputMode == OutputMode.Int) DType = "int64";
        Autocast = false;
    }

    /// <summary>How many bins there are.</summary>
    public int NumBins { get; }

    /// <summary>How bins are given out.</summary>
    public OutputMode OutputMode { get; }

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call)
    {
        CheckTypes(inputs);
        Tensor bins = Tensor.Allocate(inputs[0].Shape, Heed.DType.Int64);
        Span<long> y = bins.Writable<long>();
        y.Fill(unchecked((long)HashKey));
        foreach (Tensor input in inputs) Join(input, y);
        foreach (ref long bin in y) bin = (long)((ulong)bin % (ulong)NumBins);
        return Categories.Encode(bins, OutputMode, NumBins, VariableDType);
    }

    private void Join(Tensor input, Span<long> hashes)
    {
        if (input.DType == Heed.DType.String)
        {
            TextTensor.Check(input, this);
            ReadOnlySpan<string> words = input.AsSpan<string>();
            for (int i = 0; i < words.Length; i++) hashes[i] = (long)FarmHash.Join((ulong)hashes[i], TextHash.Fingerprint(words[i]));
            return;
        }
        ReadOnlySpan<long> numbers = input.Cast(Heed.DType.Int64).AsSpan<long>();
        for (int i = 0; i < numbers.Length; i++) hashes[i] = (long)FarmHash.Join((ulong)hashes[i], (ulong)numbers[i]);
    }

    private void CheckTypes(Tensors inputs)
    {
        if (inputs.FirstOrDefault(input => input.DType != Heed.DType.String && !input.DType.IsInteger()) is { } other)
            throw new ArgumentException($"{this} expects strings or whole numbers. Received {other.Spec}. Put other numbers into bins with Discretization first.");
    }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">There are fewer than two inputs, their shapes differ, or are not (), (B) or (B, 1).</exception>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length >= 2, "a list of at least two inputs", inputs);
        Shape first = inputs[0];
        Expect(first.Rank < 2 || (first.Rank == 2 && first[1].Equals(1)), "inputs of shape (), (B) or (B, 1)", inputs);
        foreach (Shape other in inputs) Expect(other == first, "inputs of one shape", inputs);
        return Categories.OutputShape(first, OutputMode, NumBins);
    }

    /// <inheritdoc/>
    protected override Tensors? ComputeOutputSpec(Tensors inputs, CallArguments call)
    {
        CheckTypes(inputs);
        return Tensors.Single(Tensor.Symbolic(ComputeOutputShape(inputs.Shapes), VariableDType));
    }

    /// <inheritdoc/>
    public override Config GetConfig() => new Config()
        .With("num_bins", NumBins).With("output_mode", OutputMode).With("sparse", false).With("name", Name).With("dtype", VariableDType);

    internal static HashedCrossing FromConfig(Config config) => new(
        config.Require<int>("num_bins"), Categories.Mode(config, OutputMode.Int), config.Get("sparse", false), config.Name);
}
