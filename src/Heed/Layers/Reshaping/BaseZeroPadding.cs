namespace Heed.Layers;

/// <summary>What the layers that put zeros around their input have in common.</summary>
/// <remarks>
/// <para><b>Inputs</b>  (B, …, C), or (B, C, …) with channels first.</para>
/// <para><b>Output</b>  the same axes; the spatial ones longer by what is added on both sides.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  keras/src/layers/reshaping/zero_padding1d.py, zero_padding2d.py, zero_padding3d.py.</para>
/// </remarks>
public abstract class BaseZeroPadding : SpatialReshaping
{
    private readonly (int Before, int After)[] _padding;

    private protected BaseZeroPadding(int rank, Margins padding, DataFormat? dataFormat, string? name) : base(rank, dataFormat, name) =>
        _padding = padding.Of(rank, this, nameof(padding));

    /// <summary>How many zeros come before and after each axis.</summary>
    public IReadOnlyList<(int Before, int After)> Padding => _padding;

    /// <inheritdoc/>
    protected sealed override Tensors Call(Tensors inputs, CallArguments call)
    {
        var widths = new (int, int)[Rank + 2];
        _padding.CopyTo(widths, FirstAxis);
        return Ops.Pad(inputs[0], widths);
    }

    private protected sealed override Dim Resized(Dim length, int axis) => length + _padding[axis].Before + _padding[axis].After;

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("padding", _padding.Select(sides => new[] { sides.Before, sides.After })).With("data_format", DataFormat);
}
