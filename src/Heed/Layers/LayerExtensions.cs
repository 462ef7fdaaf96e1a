namespace Heed.Layers;

/// <summary>Ways to put layers together that read from left to right.</summary>
public static class LayerExtensions
{
    /// <summary>Sends tensors through a layer: <c>x.Then(new Dense(8)).Then(new Dense(1))</c>.</summary>
    /// <param name="inputs">A tensor, or several.</param>
    /// <param name="layer">The layer to apply.</param>
    /// <returns>The layer's output.</returns>
    public static Tensor Then(this Tensor inputs, Layer layer) => layer.Apply(inputs);
}
