namespace Heed.Layers;

/// <summary>How a layer was called on symbolic tensors: what a functional model repeats on values, and what its config says.</summary>
/// <param name="Inputs">The first argument, as given.</param>
/// <param name="Arguments">The keyword arguments, as given, and the masks that Keras would note with them.</param>
/// <param name="IsFilledIn">Keras noted the arguments <c>training</c> and <c>mask</c> as if they had been given.</param>
/// <remarks>
/// Keras fills <c>training</c> and <c>mask</c> into the caller's own dictionary of arguments unless it had to copy it, that is to say, when the call was a
/// single tensor of the layer's compute type, or of a functional model; then they are part of the graph and of the file.
/// Source: keras/src/layers/layer.py, <c>__call__</c>.
/// </remarks>
internal sealed record LayerCall(Tensors Inputs, CallArguments Arguments, bool IsFilledIn)
{
    public static LayerCall Of(Layer layer, Tensors inputs, CallArguments given)
    {
        bool unchanged = layer.ClassName == "Functional" || (!inputs.IsList && !given.Names.Any() && inputs[0].DType == layer.ComputeDType);
        if (!unchanged) return new(inputs, given, IsFilledIn: false);
        bool carriesMask = !given.HasTensors && CallSignature.HasMask(layer) && !Masks.Carried(inputs).AreAbsent;
        return new(inputs, carriesMask ? given.With("mask", Masks.Carried(inputs)) : given, IsFilledIn: true);
    }

    /// <summary>Makes the call a part of the graph.</summary>
    public void Attach(Layer layer, Tensors outputs) =>
        GraphNode.Attach(layer, [.. Inputs, .. Arguments.AllTensors], outputs.ToArray(), this);
}
