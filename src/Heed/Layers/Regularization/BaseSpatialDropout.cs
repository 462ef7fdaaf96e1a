namespace Heed.Layers;

/// <summary>What the layers that drop whole channels have in common.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  (B, …, C), or (B, C, …) with channels first; the same shape. Without training, the input itself.</para>
/// <para><b>Formula</b>  each channel of each sample: x / (1 − rate) with probability 1 − rate, else 0.</para>
/// <para><b>Masks</b>    pass through.</para>
/// <para><b>Source</b>   Tompson et al. 2014, arXiv:1411.4280; keras/src/layers/regularization/spatial_dropout.py.</para>
/// </remarks>
public abstract class BaseSpatialDropout : NoiseLayer
{
    private readonly DataFormat _dataFormat;
    private readonly int _rank;

    private protected BaseSpatialDropout(int rank, double rate, DataFormat? dataFormat, int? seed, string? name) : base(rate, nameof(rate), seed, name) =>
        (_rank, _dataFormat) = (rank, dataFormat ?? DataFormat.ChannelsLast);

    /// <summary>The part of the channels to set to 0.</summary>
    public double Rate => Strength;

    /// <summary>Where the input keeps its channels.</summary>
    private protected DataFormat Format => _dataFormat;

    private protected sealed override Tensor Disturbed(Tensor x, RandomKey key) => Ops.Dropout(x, Rate, key,
        ChannelsLast.Join(x.Shape[0], Enumerable.Repeat<Dim>(1, _rank), ChannelsLast.Channels(x.Shape, _dataFormat), _dataFormat));

    /// <inheritdoc/>
    /// <exception cref="ShapeException">There is not one input of the right rank.</exception>
    public sealed override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 1 && inputs[0].Rank == _rank + 2, $"one input of rank {_rank + 2}", inputs);
        return inputs[0];
    }

    /// <summary>Keras notes neither <c>trainable</c> nor more of the type than its name.</summary>
    /// <returns>rate, seed, name, dtype.</returns>
    public override Config GetConfig() => new Config().With("rate", Rate).With("seed", Seed).With("name", Name).With("dtype", DType.Name);
}
