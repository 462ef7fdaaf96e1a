namespace Heed.Layers;

/// <summary>The first of two tensors without the second, element by element.</summary>
/// <remarks>Inputs (exactly two), output and masks: see <see cref="Merge"/>. Source: keras/src/layers/merging/subtract.py.</remarks>
/// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
public sealed class Subtract(string? name = null) : Merge(name)
{
    private protected override Tensor Combine(Tensor sofar, Tensor next) => sofar - next;

    /// <inheritdoc/>
    /// <exception cref="ShapeException">There are not two inputs, batch sizes differ, or the other axes do not broadcast.</exception>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 2, "exactly two inputs", inputs);
        return base.ComputeOutputShape(inputs);
    }

    internal static Subtract FromConfig(Config config) => new(config.Name);
}
