using Heed.Layers;

namespace Heed.Conformance;

/// <summary>preprocessing/adapt: a layer that learns a vocabulary, bins or statistics from data, then is called.</summary>
internal static class AdaptCases
{
    public static void Run(Case item, Check check)
    {
        var layer = Support.Make<Layer>(item.Required("object"));
        if (item["adapt"] is not null) throw new UnsupportedException("layers that adapt to data");
        LayerArguments arguments = LayerArguments.Read(item);
        Tensors outputs = layer.Invoke(arguments.Inputs, arguments.Call);
        foreach (((_, Tensor? expected), Tensor received) in CaseValue.Flatten(item.Required("outputs"), item.Tensors).Zip(outputs))
            check.Close("output", expected!, received, Precision.Of(item.Required("object")));
    }
}
