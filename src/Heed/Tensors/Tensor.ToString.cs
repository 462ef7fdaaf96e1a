namespace Heed;

public sealed partial class Tensor
{
    /// <summary>Shape, type and values, laid out as NumPy does; of a large tensor the first and last three along each axis.</summary>
    /// <returns>Such as <c>Tensor (2, 2) float32</c> and, in new lines, <c>[[1.0, 2.5],</c> <c> [3.0, 4.0]]</c>.</returns>
    public override string ToString() => $"Tensor {Spec}" + this switch
    {
        { IsSymbolic: true } => ", symbolic",
        { Storage.IsReturned: true } => ", its memory is back in the pool",
        _ => $"{Environment.NewLine}{new TensorText(this)}",
    };
}
