namespace Heed.Layers;

/// <summary>Cuts off the first and last steps of sequences.</summary>
/// <remarks>
/// <para><b>Inputs</b>  (B, T, C).</para>
/// <para><b>Output</b>  (B, T − before − after, C), at least one step, in the input's type.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  keras/src/layers/reshaping/cropping1d.py.</para>
/// </remarks>
public sealed class Cropping1D : BaseCropping
{
    /// <summary>Makes the layer.</summary>
    /// <param name="cropping">How many steps to cut off, at least 0: one number for both ends, or one for each; <see langword="null"/>: 1.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A number is negative, or there are not one or two.</exception>
    public Cropping1D(Lengths? cropping = null, string? name = null) : base(1, [cropping ?? 1], null, name) { }

    /// <inheritdoc/>
    public override Config GetConfig()
    {
        Config config = base.GetConfig().With("cropping", new[] { Cropping[0].Before, Cropping[0].After });
        config.Json.Remove("data_format");
        return config;
    }

    internal static Cropping1D FromConfig(Config config) => new(SpatialLayer.ReadLengths(config, "cropping"), config.Name);
}
