namespace Heed;

/// <summary>What is known of a tensor before it is computed: shape and element type.</summary>
/// <param name="Shape">Lengths of the axes, perhaps unknown ones.</param>
/// <param name="DType">The element type.</param>
public readonly record struct TensorSpec(Shape Shape, DType DType)
{
    /// <summary>Shape and type as Keras shows them.</summary>
    /// <returns>Such as <c>(None, 4) float32</c>.</returns>
    public override string ToString() => $"{Shape} {DType.Name()}";
}
