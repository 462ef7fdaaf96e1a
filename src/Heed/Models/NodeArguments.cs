using Heed.Layers;

namespace Heed;

/// <summary>What a call in a graph received, as Keras writes it: positional and named arguments.</summary>
/// <param name="Args">Tensors, lists (<c>object?[]</c>), JSON values or null.</param>
/// <param name="Kwargs">The same with names, in order.</param>
internal sealed record NodeArguments(object?[] Args, IReadOnlyList<KeyValuePair<string, object?>> Kwargs)
{
    /// <summary>All tensors in Keras's order: by place, then by name in the order of the names.</summary>
    public IEnumerable<Tensor> Tensors =>
        Args.Concat(Kwargs.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value)).SelectMany(ArgumentTree.TensorsOf);

    /// <summary>The same arguments with every tensor replaced.</summary>
    public NodeArguments Map(Func<Tensor, Tensor> map) =>
        new(Array.ConvertAll(Args, item => ArgumentTree.Map(item, map)), [.. Kwargs.Select(pair => KeyValuePair.Create(pair.Key, ArgumentTree.Map(pair.Value, map)))]);

    /// <summary>The arguments with which a layer was called.</summary>
    public static NodeArguments Of(Layer layer, LayerCall call)
    {
        object?[] inputs = CallSignature.TakesInputsApart(layer) ? [.. call.Inputs] : [ArgumentTree.Of(call.Inputs)], args = inputs[..^call.Arguments.NamedInputs.Count];
        var named = call.Arguments.NamedInputs.Zip(inputs[args.Length..], KeyValuePair.Create)
            .Concat(call.Arguments.Names.Select(name => KeyValuePair.Create(name, Value(call.Arguments[name], call.Inputs)))).ToList();
        if (!call.IsFilledIn) return new(args, named);

        if (CallSignature.Training(layer) is { } training && !call.Arguments.Has("training")) named.Insert(0, new("training", training));
        if (CallSignature.HasMask(layer) && !call.Arguments.Has("mask")) named.Add(new("mask", Value(Masks.Carried(call.Inputs), call.Inputs)));
        return new(args, named);
    }

    /// <summary>The same for a call of a layer in Heed.</summary>
    /// <param name="layer">The layer that is called.</param>
    /// <returns>The inputs, and the arguments by name; those that are null were not given.</returns>
    public (Tensors Inputs, CallArguments Arguments) ForLayer(Layer layer)
    {
        string[] names = CallSignature.Names(layer);
        int inputsApart = CallSignature.TakesInputsApart(layer) ? 3 : 1;
        object?[] given = Args.Length <= names.Length ? Args[..Math.Min(inputsApart, Args.Length)] : Args;
        string[] namedInputs = [.. names[..inputsApart].Skip(given.Length).Where(name => this[name] is not null)];
        object[] inputs = [.. given.OfType<object>(), .. namedInputs.Select(name => this[name]!)];
        CallArguments arguments = CallArguments.None;
        foreach ((object? value, string name) in Args.Zip(names).Skip(given.Length)) arguments = arguments.With(name, Argument(name, value));
        bool isFilledIn = Kwargs.All(pair => pair is { Key: "training", Value: false } or { Key: "mask", Value: null });     // by Keras, and so again when it is written
        foreach ((string name, object? value) in Kwargs)
            if (!namedInputs.Contains(name) && !(isFilledIn && Kwargs.Count == 2)) arguments = arguments.With(name, Argument(name, value));
        return (ArgumentTree.ToTensors(inputs is [var only] ? only : inputs), arguments.WithNamedInputs(namedInputs));
    }

    /// <summary>The value of a named argument; <see langword="null"/> if it is not there.</summary>
    public object? this[string name] => Kwargs.FirstOrDefault(pair => pair.Key == name).Value;

    private static object? Value(object value, Tensors inputs) => value switch
    {
        Tensors tensors => ArgumentTree.Of(tensors),
        Masks masks when inputs.Names is { } names && masks.Count == names.Count => ArgumentTree.Nest(names.Zip(masks, (name, mask) => KeyValuePair.Create(name, (object?)mask))),
        Masks { IsList: true } masks => masks.ToArray<object?>(),
        Masks single => single[0],
        _ => value,
    };

    private static object? Argument(string name, object? value) => value switch
    {
        object?[] or IReadOnlyDictionary<string, object?> when name == "mask" => ArgumentTree.Leaves(value) is var masks && masks.All(mask => mask is null) ? null : new Masks(masks),
        Tensor mask when name == "mask" => (Masks)mask,
        Tensor state when name == "initial_state" => Heed.Tensors.Single(state),
        object?[] => ArgumentTree.ToTensors(value),
        _ => value,
    };
}
