namespace Heed.Layers;

/// <summary>What the layers that repeat steps, pixels or voxels have in common.</summary>
/// <remarks>
/// <para><b>Inputs</b>  (B, …, C), or (B, C, …) with channels first.</para>
/// <para><b>Output</b>  the same axes; the spatial ones longer by their factors, in the input's type.</para>
/// <para><b>Masks</b>   end here.</para>
/// <para><b>Source</b>  keras/src/layers/reshaping/up_sampling1d.py, up_sampling2d.py, up_sampling3d.py.</para>
/// </remarks>
public abstract class BaseUpSampling : SpatialReshaping
{
    private readonly int[] _size;

    private protected BaseUpSampling(int rank, Lengths size, DataFormat? dataFormat, string? name) : base(rank, dataFormat, name) =>
        _size = size.Of(rank, this, nameof(size));

    /// <summary>The factor of each spatial axis.</summary>
    private protected int[] Factors => _size;

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call) => new RepeatBlocksOp(new Blocks(FirstAxis, _size)).Apply(inputs[0]);

    private protected sealed override Dim Resized(Dim length, int axis) => length * _size[axis];
}
