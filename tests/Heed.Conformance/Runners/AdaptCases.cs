using Heed.Layers;

namespace Heed.Conformance;

/// <summary>preprocessing/adapt: a layer that learns a vocabulary, bins or statistics from data, then is called.</summary>
internal static class AdaptCases
{
    public static void Run(Case item, Check check)
    {
        var layer = Support.Make<Layer>(item.Required("object"));
        if (item["adapt"] is { } data) Adapt(layer, CaseValue.ToTensors(data, item.Tensors));
        LayerArguments arguments = LayerArguments.Read(item);
        Tensors outputs = layer.Invoke(arguments.Inputs, arguments.Call);
        foreach (((string name, Tensor? expected), int i) in CaseValue.Flatten(item.Required("outputs"), item.Tensors).Select((x, i) => (x, i)))
            check.Close("output", expected!, outputs.Names is null ? outputs[i] : outputs[name], Precision.Of(item.Required("object")));
        if (item["vocabulary"] is { } vocabulary) check.Equal("vocabulary", Join(vocabulary.EnumerateArray().Select(x => x.ToString())), Join(Vocabulary(layer)));
        if (item["bin_boundaries"] is { } boundaries)
            check.Close("bin boundaries", CaseValue.ToTensor(boundaries, item.Tensors),
                Tensor.From([.. ((Discretization)layer).BinBoundaries!.Select(x => (float)x)], [boundaries.GetArrayLength()]), new(DType.Float32));
    }

    private static void Adapt(Layer layer, Tensors data)
    {
        if (layer is FeatureSpace space) space.Adapt(data);
        else if (layer is AdaptableLayer adaptable) adaptable.Adapt(data);
        else throw new UnsupportedException($"how {layer.ClassName} adapts to data");
    }

    private static IEnumerable<string> Vocabulary(Layer layer) => layer switch
    {
        TextVectorization text => text.GetVocabulary(),
        IndexLookup lookup => lookup.GetTokens().Select(token => token?.Text ?? token?.ToString() ?? "None"),
        _ => [],
    };

    private static string Join(IEnumerable<string> items) => string.Join("|", items);
}
