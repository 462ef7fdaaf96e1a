namespace Heed.Layers;

/// <summary>The largest of several tensors, element by element.</summary>
/// <remarks>Inputs, output and masks: see <see cref="MaskedMerge"/>. Source: keras/src/layers/merging/maximum.py.</remarks>
/// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
public sealed class Maximum(string? name = null) : MaskedMerge(name)
{
    private protected override Tensor Combine(Tensor sofar, Tensor next) => Ops.Maximum(sofar, next);

    internal static Maximum FromConfig(Config config) => new(config.Name);
}
