namespace Heed.Initializers;

/// <summary>All ones.</summary>
/// <remarks>Source: keras/src/initializers/constant_initializers.py.</remarks>
public sealed class Ones : Initializer
{
    /// <inheritdoc/>
    public override Tensor Create(Shape shape, DType dtype = DType.Float32) => Ops.Ones(shape, dtype);
}
