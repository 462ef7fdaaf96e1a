namespace Heed.Layers;

/// <summary>How a layer was called on symbolic tensors: what a functional model repeats on values, and what its config says.</summary>
/// <param name="Inputs">The first argument, as given.</param>
/// <param name="Arguments">The keyword arguments, as given, and the masks that Keras would note with them.</param>
/// <param name="IsFilledIn">Keras noted the arguments <c>training</c> and <c>mask</c> as if they had been given.</param>
/// <remarks>
/// Keras fills <c>training</c> and <c>mask</c> into the caller's own dictionary of arguments unless it had to copy it, that is to say, when the call was a
/// single tensor of the type that the layer wants, or of a functional model or another layer that converts nothing; then they are part of the graph and of the file.
/// Source: keras/src/layers/layer.py, <c>__call__</c>.
/// </remarks>
internal sealed record LayerCall(Tensors Inputs, CallArguments Arguments, bool IsFilledIn)
{
    public static LayerCall Of(Layer layer, Tensors inputs, CallArguments given)
    {
        bool unchanged = layer.ClassName is "Functional" or "Pipeline" or "RandomCrop" or "RandomFlip" || (!inputs.IsList && !given.Names.Any() && given.NamedInputs.Count == 0 && inputs[0].DType == layer.InputDType);
        if (!unchanged) return new(inputs, given, IsFilledIn: false);
        bool carriesMask = !given.HasTensors && CallSignature.HasMask(layer) && !Masks.Carried(inputs).AreAbsent;
        return new(inputs, carriesMask ? given.With("mask", Masks.Carried(inputs)) : given, IsFilledIn: true);
    }

    /// <summary>Makes the call a part of the graph.</summary>
    public void Attach(Layer layer, Tensors outputs) =>
        GraphNode.Attach(layer, [.. InOrder(CallSignature.TakesInputsApart(layer))], outputs.ToArray(), this);

    /// <summary>All tensors in Keras's order, on which the order of a model's layers depends: by place, then by name in the order of the names.</summary>
    private IEnumerable<Tensor> InOrder(bool areApart)
    {
        IReadOnlyList<string> names = Arguments.NamedInputs;
        Tensor[][] inputs = areApart ? [.. Inputs.Select(input => new[] { input })] : [[.. Sorted(Inputs)]];
        int places = inputs.Length - names.Count;
        return inputs[..places].Concat(names.Zip(inputs[places..])
            .Concat(Arguments.Names.Select(name => (name, Arguments.TensorsOf(name).ToArray())))
            .OrderBy(pair => pair.Item1, StringComparer.Ordinal).Select(pair => pair.Item2)).SelectMany(tensors => tensors);
    }

    private static IEnumerable<Tensor> Sorted(Tensors tensors) => tensors.Names is not { } names ? tensors
        : tensors.Zip(names).OrderBy(pair => pair.Second, StringComparer.Ordinal).Select(pair => pair.First);
}
