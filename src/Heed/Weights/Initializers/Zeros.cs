namespace Heed.Initializers;

/// <summary>All zeros.</summary>
/// <remarks>Source: keras/src/initializers/constant_initializers.py.</remarks>
public sealed class Zeros : Initializer
{
    /// <inheritdoc/>
    public override Tensor Create(Shape shape, DType dtype = DType.Float32) => Ops.Zeros(shape, dtype);
}
