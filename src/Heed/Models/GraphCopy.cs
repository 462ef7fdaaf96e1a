using Heed.Layers;

namespace Heed;

/// <summary>Copies the calls between tensors that are not a model's inputs yet, so that a part of a graph becomes a model with the same layers.</summary>
/// <remarks>Source: keras/src/models/functional.py, <c>clone_graph_nodes</c>.</remarks>
internal static class GraphCopy
{
    /// <summary>The same calls, beginning with input layers.</summary>
    /// <param name="inputs">Symbolic tensors; those that come from an input layer stay.</param>
    /// <param name="outputs">Symbolic tensors that depend on them.</param>
    public static (Tensors Inputs, Tensors Outputs) From(Tensors inputs, Tensors outputs)
    {
        var copies = new Dictionary<Tensor, Tensor>();
        foreach (Tensor input in inputs)
            copies[input] = GraphTrace.IsEntry(input) ? input : new InputLayer(batchShape: input.Shape, dtype: input.DType).Output;
        Tensors entries = inputs.WithSame(input => copies[input]);

        var seen = new HashSet<GraphNode>();
        foreach (Tensor output in outputs)
            foreach (GraphNode node in GraphTrace.PostOrder(output, "", (tensor, _) => Enter(tensor)))
                Copy(node, copies);
        return (entries, outputs.WithSame(output => copies.GetValueOrDefault(output, output)));

        // an input that was not given stays as it is: the trace reports it
        GraphNode? Enter(Tensor tensor) => !copies.ContainsKey(tensor) && tensor.Node is { Inputs.Length: > 0 } node && seen.Add(node) ? node : null;
    }

    private static void Copy(GraphNode node, Dictionary<Tensor, Tensor> copies)
    {
        Tensor Map(Tensor x) => copies.GetValueOrDefault(x, x);
        Tensor[] copied = Array.ConvertAll(node.Outputs, output => Tensor.Symbolic(output.Shape, output.DType));
        object? call = node.Call switch
        {
            LayerCall layer => layer with { Inputs = layer.Inputs.WithSame(Map), Arguments = layer.Arguments.Map(Map) },
            NodeArguments arguments => arguments.Map(Map),
            _ => null,
        };
        _ = new GraphNode(node.Operation, Array.ConvertAll(node.Inputs, Map), copied, call, node.Operation.GivenName is null ? node.Name : null);
        for (int i = 0; i < copied.Length; i++) copies.TryAdd(node.Outputs[i], copied[i]);
    }
}
