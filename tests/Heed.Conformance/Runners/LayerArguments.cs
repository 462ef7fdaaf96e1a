using System.Text.Json;
using Heed.Layers;

namespace Heed.Conformance;

/// <summary>The arguments of a case's call, in Heed's form: inputs, and the rest by Keras's names.</summary>
/// <param name="Inputs">The first argument; for attention layers query, value and key.</param>
/// <param name="Call">All other arguments.</param>
internal sealed record LayerArguments(Tensors Inputs, CallArguments Call)
{
    /// <summary>The tensors that the case passes by position, flattened: those for which it knows a gradient.</summary>
    public required Tensor[] Positional { get; init; }

    /// <summary>Names that Keras's layers give their inputs, when a case passes them by name; in Heed they are the inputs, in this order.</summary>
    private static readonly string[] InputNames = ["inputs", "sequences", "query", "value", "key"];

    /// <summary>Arguments that are lists even if a single tensor stands for one.</summary>
    private static readonly string[] Lists = ["initial_state", "states"];

    /// <summary>Reads <c>args</c>, <c>kwargs</c> and <c>arg_masks</c>. Every reading makes new tensors.</summary>
    public static LayerArguments Read(Case item)
    {
        JsonElement[] args = [.. item.Required("args").EnumerateArray()];
        Dictionary<string, JsonElement> named = item["kwargs"] is not { } kwargs ? [] : kwargs.EnumerateObject()
            .Where(x => x.Value.ValueKind != JsonValueKind.Null).ToDictionary(x => x.Name, x => x.Value);

        Tensor[] byName = [.. InputNames.Where(named.ContainsKey).Select(name => CaseValue.ToTensor(named[name], item.Tensors))];
        bool takesInputsApart = item.Class is "MultiHeadAttention" or "GroupQueryAttention";
        Tensors inputs = args switch
        {
            _ when takesInputsApart => Tensors.List([.. args.Where(arg => arg.ValueKind != JsonValueKind.Null).Select(arg => CaseValue.ToTensor(arg, item.Tensors)), .. byName]),
            [] => byName.Length == 1 ? byName[0] : Tensors.List(byName),
            [var single, ..] when byName.Length == 0 => CaseValue.ToTensors(single, item.Tensors),
            [var query, ..] => Tensors.List([CaseValue.ToTensor(query, item.Tensors), .. byName]),
        };
        CallArguments call = CallArguments.None;
        if (args.Length > 1 && !takesInputsApart)
            call = item.Class.EndsWith("Cell", StringComparison.Ordinal) || item.Class.EndsWith("Cells", StringComparison.Ordinal)
                ? call.With("states", CaseValue.ToTensors(args[1], item.Tensors))
                : call.With("mask", Read("mask", args[1], item.Tensors));
        foreach ((string name, JsonElement value) in named)
            if (!InputNames.Contains(name)) call = call.With(name, Read(name, value, item.Tensors));

        if (item["arg_masks"] is { } masks)
            foreach ((Tensor input, JsonElement mask) in inputs.Zip(masks.EnumerateArray()))
                if (mask.ValueKind != JsonValueKind.Null) input.Mask = CaseValue.ToTensor(mask, item.Tensors);
        Tensor[] further = args.Length < 2 || takesInputsApart ? [] : call.AllTensors.Take(CaseValue.Flatten(args[1], item.Tensors).Count()).ToArray();
        return new(inputs, call) { Positional = [.. inputs, .. further] };
    }

    /// <summary>The same arguments as symbolic tensors.</summary>
    /// <param name="unknownBatch">Is the length of the first axis unknown?</param>
    public LayerArguments Symbolic(bool unknownBatch)
    {
        Tensor Map(Tensor x) => Tensor.Symbolic(unknownBatch && x.Rank > 0 ? x.Shape.With(0, Dim.Unknown) : x.Shape, x.DType);
        Tensor MapWithMask(Tensor x)
        {
            Tensor symbolic = Map(x);
            symbolic.Mask = x.Mask is null ? null : Map(x.Mask);
            return symbolic;
        }
        return new(Inputs.WithSame(MapWithMask), Call.Map(Map)) { Positional = [] };
    }

    private static object? Read(string name, JsonElement value, TensorFile tensors) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
        JsonValueKind.Number => value.TryGetInt32(out int whole) ? whole : value.GetDouble(),
        JsonValueKind.String => value.GetString(),
        _ when name == "mask" && value.ValueKind == JsonValueKind.Array => new Masks(CaseValue.Flatten(value, tensors).Select(x => x.Tensor)),
        _ when name == "mask" => (Masks)CaseValue.ToTensor(value, tensors),
        JsonValueKind.Array => CaseValue.ToTensors(value, tensors),
        _ when Lists.Contains(name) => CaseValue.ToTensors(value, tensors),
        _ => CaseValue.ToTensor(value, tensors),
    };
}
