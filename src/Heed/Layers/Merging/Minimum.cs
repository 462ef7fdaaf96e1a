namespace Heed.Layers;

/// <summary>The smallest of several tensors, element by element.</summary>
/// <remarks>Inputs, output and masks: see <see cref="MaskedMerge"/>. Source: keras/src/layers/merging/minimum.py.</remarks>
/// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
public sealed class Minimum(string? name = null) : MaskedMerge(name)
{
    private protected override Tensor Combine(Tensor sofar, Tensor next) => Ops.Minimum(sofar, next);

    internal static Minimum FromConfig(Config config) => new(config.Name);
}
