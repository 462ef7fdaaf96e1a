using Heed.Kernels;
using static Heed.Ops;

namespace Heed.Layers;

/// <summary>Puts words or whole numbers into bins by their hash, without a vocabulary.</summary>
/// <remarks>
/// <para><b>Inputs</b>   strings, or numbers, of which the digits are hashed; fractions are cut off.</para>
/// <para><b>Output</b>   the number of the bin, in the layer's type (int64 unless told otherwise); in other modes vectors: see <see cref="Layers.OutputMode"/>.</para>
/// <para><b>Formula</b>  FarmHash64 of the UTF-8 bytes modulo numBins; with a salt SipHash-2-4. With a mask value, that has bin 0 and all others share the rest.</para>
/// <para><b>Masks</b>    end here.</para>
/// <para><b>Differs</b>  sparse results are refused, and so is text that is not valid UTF-16.</para>
/// <para><b>Source</b>   keras/src/layers/preprocessing/hashing.py.</para>
/// </remarks>
public sealed class Hashing : Layer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="numBins">How many bins there are, bin 0 of the mask value included; at least 1.</param>
    /// <param name="maskValue">What goes to bin 0 alone; <see langword="null"/>: nothing does.</param>
    /// <param name="salt">Other salts give other bins; <see langword="null"/>: none.</param>
    /// <param name="outputMode">Int, OneHot, MultiHot or Count.</param>
    /// <param name="sparse">Must not be true.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">There are no bins, no such mode, or a sparse result is asked for.</exception>
    public Hashing(int numBins, Token? maskValue = null, HashSalt? salt = null, OutputMode outputMode = OutputMode.Int, bool sparse = false, string? name = null) : base(name)
    {
        (NumBins, MaskValue, Salt) = (Require.Positive(numBins, this), maskValue, salt);
        OutputMode = Categories.Allowed(outputMode, sparse, this, OutputMode.Int, OutputMode.OneHot, OutputMode.MultiHot, OutputMode.Count);
        if (outputMode == OutputMode.Int) DType = "int64";
        Autocast = false;
    }

    /// <summary>How many bins there are.</summary>
    public int NumBins { get; }

    /// <summary>What goes to bin 0 alone.</summary>
    public Token? MaskValue { get; }

    /// <summary>The key of the hash.</summary>
    public HashSalt? Salt { get; }

    /// <summary>How bins are given out.</summary>
    public OutputMode OutputMode { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Numbers of bins are asked for in a type that is neither int32 nor int64.</exception>
    protected override void Build(ReadOnlySpan<Shape> inputs)
    {
        if (OutputMode == OutputMode.Int && VariableDType is not (Heed.DType.Int32 or Heed.DType.Int64))
            throw new ArgumentException($"{this} expects the type int32 or int64 with outputMode: Int. Received {DType}. Set DType, or take another mode.");
    }

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call)
    {
        Tensor x = OutputMode == OutputMode.OneHot && inputs[0].Rank > 0 && inputs[0].Shape[^1].Equals(1) ? Squeeze(inputs[0], -1) : inputs[0];
        return Categories.Encode(Bins(x), OutputMode, NumBins, VariableDType);
    }

    private Tensor Bins(Tensor x)
    {
        bool hasMask = MaskValue is not null && NumBins > 1;
        long buckets = hasMask ? NumBins - 1 : NumBins;
        Tensor y = Tensor.Allocate(x.Shape, Heed.DType.Int64);
        Span<long> bins = y.Writable<long>();
        if (x.DType == Heed.DType.String)
        {
            TextTensor.Check(x, this);
            TextHash.Buckets(x.AsSpan<string>(), bins, buckets, HashSalt.Key(Salt));
        }
        else if (x.DType == Heed.DType.Bool)
            TextHash.Buckets([.. x.ToArray<bool>().Select(truth => truth ? "true" : "false")], bins, buckets, HashSalt.Key(Salt));
        else
            TextHash.Buckets(TextTensor.Whole(x, this).AsSpan<long>(), bins, buckets, HashSalt.Key(Salt));
        if (hasMask) Mask(x, bins);
        return y;
    }

    private void Mask(Tensor x, Span<long> bins)
    {
        bool isText = x.DType == Heed.DType.String;
        if (isText != MaskValue!.Value.Text is not null)
            throw new ArgumentException($"{this} expects inputs of the kind of its maskValue {MaskValue}. Received {x.Spec}. Make another layer for them.");
        ReadOnlySpan<bool> masked = (isText ? Equal(x, Tensor.FromScalar(MaskValue.Value.Text!)) : Equal(x, Tensor.FromScalar(MaskValue.Value.Number))).AsSpan<bool>();
        for (int i = 0; i < bins.Length; i++) bins[i] = masked[i] ? 0 : bins[i] + 1;
    }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 1, "one input", inputs);
        bool isColumn = OutputMode == OutputMode.OneHot && inputs[0].Rank > 0 && inputs[0][^1].Equals(1);
        return Categories.OutputShape(isColumn ? inputs[0][..^1] : inputs[0], OutputMode, NumBins);
    }

    /// <inheritdoc/>
    protected override Tensors? ComputeOutputSpec(Tensors inputs, CallArguments call) =>
        Tensors.Single(Tensor.Symbolic(ComputeOutputShape(inputs.Shapes), VariableDType));

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig()
        .With("num_bins", NumBins).With("salt", HashSalt.Write(Salt)).With("mask_value", Token.Write(MaskValue)).With("output_mode", OutputMode).With("sparse", false);

    internal static Hashing FromConfig(Config config) => new(config.Require<int>("num_bins"), Token.Read(config.Json["mask_value"]), HashSalt.Read(config),
        Categories.Mode(config, OutputMode.Int), config.Get("sparse", false), config.Name);
}
