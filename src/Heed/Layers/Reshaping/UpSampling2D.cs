namespace Heed.Layers;

/// <summary>Makes images larger by whole factors.</summary>
/// <remarks>
/// <para><b>Inputs</b>  (B, H, W, C), or (B, C, H, W) with channels first.</para>
/// <para><b>Output</b>  the same axes with H · size₀ rows and W · size₁ columns, in the input's type.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  keras/src/layers/reshaping/up_sampling2d.py.</para>
/// </remarks>
public sealed class UpSampling2D : BaseUpSampling
{
    /// <summary>Makes the layer.</summary>
    /// <param name="size">The factors of height and width, at least 1; one number, or one for each; <see langword="null"/>: 2.</param>
    /// <param name="dataFormat">Where the input keeps its channels; <see langword="null"/>: last.</param>
    /// <param name="interpolation">How values between the input's pixels are found; the nearest is an exact repetition.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A factor is below 1, or there are too few or too many.</exception>
    public UpSampling2D(Lengths? size = null, DataFormat? dataFormat = null, Interpolation interpolation = Interpolation.Nearest, string? name = null)
        : base(2, size ?? 2, dataFormat, name) => Interpolation = interpolation;

    /// <summary>The factors of height and width.</summary>
    public IReadOnlyList<int> Size => Factors;

    /// <summary>How values between the input's pixels are found.</summary>
    public Interpolation Interpolation { get; }

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call)
    {
        if (Interpolation is Interpolation.Nearest) return base.Call(inputs, call);
        Shape output = ComputeOutputShape(inputs.Shapes);
        return Ops.ResizeImages(inputs[0], (output[FirstAxis].Value, output[FirstAxis + 1].Value), Interpolation, dataFormat: DataFormat);
    }

    private protected override void CheckResult(ReadOnlySpan<Shape> inputs, Shape output) =>
        Expect(Interpolation is Interpolation.Nearest || output[FirstAxis..(FirstAxis + Rank)].All(length => !length.Equals(0)), "images that have pixels to interpolate", inputs);

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("size", Factors).With("data_format", DataFormat).With("interpolation", Interpolation);

    internal static UpSampling2D FromConfig(Config config) => new(
        SpatialLayer.ReadLengths(config, "size"), config.Get<DataFormat?>("data_format", null),
        config.Get("interpolation", Interpolation.Nearest), config.Name);
}
