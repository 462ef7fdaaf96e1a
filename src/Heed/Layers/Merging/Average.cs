namespace Heed.Layers;

/// <summary>The mean of several tensors, element by element.</summary>
/// <remarks>Inputs, output and masks: see <see cref="Merge"/>; masked elements count like others. Source: keras/src/layers/merging/average.py.</remarks>
/// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
public sealed class Average(string? name = null) : Merge(name)
{
    private protected override Tensor Combine(Tensor[] inputs, Tensor?[] masks) => base.Combine(inputs, masks) / inputs.Length;

    private protected override Tensor Combine(Tensor sofar, Tensor next) => sofar + next;

    internal static Average FromConfig(Config config) => new(config.Name);
}
