namespace Heed.Layers;

/// <summary>What the layers that cut off the edges have in common.</summary>
/// <remarks>
/// <para><b>Inputs</b>  (B, …, C), or (B, C, …) with channels first.</para>
/// <para><b>Output</b>  the same axes; the spatial ones shorter by what is cut off on both sides, at least 1.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  keras/src/layers/reshaping/cropping1d.py, cropping2d.py, cropping3d.py.</para>
/// </remarks>
public abstract class BaseCropping : SpatialReshaping
{
    private readonly (int Before, int After)[] _cropping;

    private protected BaseCropping(int rank, Margins cropping, DataFormat? dataFormat, string? name) : base(rank, dataFormat, name) =>
        _cropping = cropping.Of(rank, this, nameof(cropping));

    /// <summary>How much is cut off before and after each axis.</summary>
    public IReadOnlyList<(int Before, int After)> Cropping => _cropping;

    /// <inheritdoc/>
    protected sealed override Tensors Call(Tensors inputs, CallArguments call)
    {
        int?[] starts = new int?[Rank + 2], stops = new int?[Rank + 2];
        for (int i = 0; i < Rank; i++)
            (starts[FirstAxis + i], stops[FirstAxis + i]) = (_cropping[i].Before, inputs[0].Shape[FirstAxis + i].Value - _cropping[i].After);
        return Ops.Slice(inputs[0], starts, stops);
    }

    private protected sealed override Dim Resized(Dim length, int axis) =>
        length.IsKnown ? Math.Max(0, length.Value - _cropping[axis].Before - _cropping[axis].After) : Dim.Unknown;

    private protected sealed override void CheckResult(ReadOnlySpan<Shape> inputs, Shape output) =>
        Expect(output[FirstAxis..(FirstAxis + Rank)].All(length => !length.Equals(0)), $"spatial axes longer than the cropping {string.Join(", ", _cropping)}", inputs);

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("cropping", _cropping.Select(sides => new[] { sides.Before, sides.After })).With("data_format", DataFormat);
}
