namespace Heed.Layers;

/// <summary>Puts zeros before and after sequences.</summary>
/// <remarks>
/// <para><b>Inputs</b>  (B, T, C), or (B, C, T) with channels first.</para>
/// <para><b>Output</b>  the same axes with T + before + after steps, in the input's type.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  keras/src/layers/reshaping/zero_padding1d.py.</para>
/// </remarks>
public sealed class ZeroPadding1D : BaseZeroPadding
{
    /// <summary>Makes the layer.</summary>
    /// <param name="padding">How many zeros to add, at least 0: one number for both ends, or one for each; <see langword="null"/>: 1.</param>
    /// <param name="dataFormat">Where the input keeps its channels; <see langword="null"/>: last.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A number is negative, or there are not one or two.</exception>
    public ZeroPadding1D(Lengths? padding = null, DataFormat? dataFormat = null, string? name = null) : base(1, [padding ?? 1], dataFormat, name) { }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("padding", new[] { Padding[0].Before, Padding[0].After });

    internal static ZeroPadding1D FromConfig(Config config) =>
        new(SpatialLayer.ReadLengths(config, "padding"), config.Get<DataFormat?>("data_format", null), config.Name);
}
