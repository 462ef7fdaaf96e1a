using Heed.Layers;

namespace Heed;

/// <summary>What a call in a graph received, as Keras writes it: positional and named arguments.</summary>
/// <param name="Args">Tensors, lists (<c>object?[]</c>), JSON values or null.</param>
/// <param name="Kwargs">The same with names, in order.</param>
internal sealed record NodeArguments(object?[] Args, IReadOnlyList<KeyValuePair<string, object?>> Kwargs)
{
    /// <summary>Keras's names of a layer's inputs, where they are given by name.</summary>
    private static readonly string[] InputNames = ["inputs", "sequences", "query", "value", "key"];

    /// <summary>All symbolic tensors, in order.</summary>
    public IEnumerable<Tensor> Tensors => Args.Concat(Kwargs.Select(pair => pair.Value)).SelectMany(Flat);

    /// <summary>The same arguments with every tensor replaced.</summary>
    public NodeArguments Map(Func<Tensor, Tensor> map) =>
        new(Array.ConvertAll(Args, item => Map(item, map)), [.. Kwargs.Select(pair => KeyValuePair.Create(pair.Key, Map(pair.Value, map)))]);

    /// <summary>The arguments with which a layer was called.</summary>
    public static NodeArguments Of(Layer layer, LayerCall call)
    {
        object?[] args = CallSignature.TakesInputsApart(layer) ? [.. call.Inputs] : [Value(call.Inputs)];
        var named = call.Arguments.Names.Select(name => KeyValuePair.Create(name, Value(call.Arguments[name]))).ToList();
        if (!call.IsFilledIn) return new(args, named);

        if (CallSignature.Training(layer) is { } training && !call.Arguments.Has("training")) named.Insert(0, new("training", training));
        if (CallSignature.HasMask(layer) && !call.Arguments.Has("mask")) named.Add(new("mask", Value(Masks.Carried(call.Inputs))));
        return new(args, named);
    }

    /// <summary>The same for a call of a layer in Heed.</summary>
    /// <returns>The inputs, and the arguments by name; those that are null were not given.</returns>
    public (Tensors Inputs, CallArguments Arguments) ForLayer()
    {
        object?[] inputs = [.. Args, .. InputNames.Select(name => this[name]).OfType<Tensor>()];
        CallArguments arguments = CallArguments.None;
        bool isFilledIn = Kwargs.All(pair => pair is { Key: "training", Value: false } or { Key: "mask", Value: null });     // by Keras, and so again when it is written
        foreach ((string name, object? value) in Kwargs)
            if (!InputNames.Contains(name) && !(isFilledIn && Kwargs.Count == 2)) arguments = arguments.With(name, Argument(name, value));
        return (inputs is [{ } only] ? AsTensors(only) : AsTensors(inputs), arguments);
    }

    /// <summary>The value of a named argument; <see langword="null"/> if it is not there.</summary>
    public object? this[string name] => Kwargs.FirstOrDefault(pair => pair.Key == name).Value;

    private static Tensors AsTensors(object item) => item switch
    {
        Tensor tensor => tensor,
        object?[] list => Heed.Tensors.List(list.Select(AsTensor)),
        IReadOnlyDictionary<string, object?> names => Heed.Tensors.Named(names.Select(pair => KeyValuePair.Create(pair.Key, AsTensor(pair.Value)))),
        _ => AsTensor(item),
    };

    private static Tensor AsTensor(object? item) => item as Tensor ?? throw new ArgumentException($"A call expects tensors as inputs. Received {item ?? "null"}.");

    /// <summary>A call argument as a tree of tensors, lists, names and plain values.</summary>
    private static object? Value(object value) => value switch
    {
        Tensors { Names: { } names } tensors => names.Zip(tensors).ToDictionary(pair => pair.First, pair => (object?)pair.Second),
        Tensors { IsList: true } list => list.ToArray<object?>(),
        Tensors single => single[0],
        Masks { IsList: true } masks => masks.ToArray<object?>(),
        Masks single => single[0],
        _ => value,
    };

    private static object? Argument(string name, object? value) => value switch
    {
        object?[] list when name == "mask" => list.All(mask => mask is null) ? null : new Masks(list.Select(mask => mask is null ? null : AsTensor(mask))),
        Tensor mask when name == "mask" => (Masks)mask,
        object?[] => AsTensors(value),
        _ => value,
    };

    private static IEnumerable<Tensor> Flat(object? item) => item switch
    {
        Tensor tensor => [tensor],
        object?[] list => list.SelectMany(Flat),
        IReadOnlyDictionary<string, object?> names => names.Values.SelectMany(Flat),
        _ => [],
    };

    private static object? Map(object? item, Func<Tensor, Tensor> map) => item switch
    {
        Tensor tensor => map(tensor),
        object?[] list => Array.ConvertAll(list, inner => Map(inner, map)),
        IReadOnlyDictionary<string, object?> names => names.ToDictionary(pair => pair.Key, pair => Map(pair.Value, map)),
        _ => item,
    };
}
