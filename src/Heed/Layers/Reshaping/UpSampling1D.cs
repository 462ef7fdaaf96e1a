namespace Heed.Layers;

/// <summary>Repeats every step of sequences.</summary>
/// <remarks>
/// <para><b>Inputs</b>  (B, T, C).</para>
/// <para><b>Output</b>  (B, T · size, C), in the input's type.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  keras/src/layers/reshaping/up_sampling1d.py.</para>
/// </remarks>
public sealed class UpSampling1D : BaseUpSampling
{
    /// <summary>Makes the layer.</summary>
    /// <param name="size">How often each step comes, at least 1.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException"><paramref name="size"/> is below 1.</exception>
    public UpSampling1D(int size = 2, string? name = null) : base(1, size, null, name) { }

    /// <summary>How often each step comes.</summary>
    public int Size => Factors[0];

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("size", Size);

    internal static UpSampling1D FromConfig(Config config) => new(config.Get("size", 2), config.Name);
}
