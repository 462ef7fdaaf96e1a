namespace Heed.Layers;

/// <summary>The sum of several tensors, element by element.</summary>
/// <remarks>Inputs, output and masks: see <see cref="Merge"/>. Source: keras/src/layers/merging/add.py.</remarks>
/// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
public sealed class Add(string? name = null) : Merge(name)
{
    private protected override Tensor Combine(Tensor sofar, Tensor next) => sofar + next;

    internal static Add FromConfig(Config config) => new(config.Name);
}
