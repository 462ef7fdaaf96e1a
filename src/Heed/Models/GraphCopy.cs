using Heed.Layers;

namespace Heed;

/// <summary>Copies the calls between tensors that are not a model's inputs yet, so that a part of a graph becomes a model with the same layers.</summary>
/// <remarks>Source: keras/src/models/functional.py, <c>clone_graph_nodes</c>.</remarks>
internal static class GraphCopy
{
    /// <summary>The same calls, beginning with input layers.</summary>
    /// <param name="inputs">Symbolic tensors; those that come from an input layer stay.</param>
    /// <param name="outputs">Symbolic tensors that depend on them.</param>
    /// <param name="model">What errors call the model.</param>
    public static (Tensors Inputs, Tensors Outputs) From(Tensors inputs, Tensors outputs, string model)
    {
        var copies = new Dictionary<Tensor, Tensor>();
        foreach (Tensor input in inputs)
            copies[input] = GraphTrace.IsEntry(input) ? input : new InputLayer(batchShape: input.Shape, dtype: input.DType).Output;
        Tensors entries = inputs.WithSame(input => copies[input]);
        return (entries, outputs.WithSame(output => Copy(output, copies, model)));
    }

    private static Tensor Copy(Tensor tensor, Dictionary<Tensor, Tensor> copies, string model)
    {
        if (!tensor.IsSymbolic) return tensor;
        if (copies.TryGetValue(tensor, out Tensor? known)) return known;
        if (tensor.Node is not { Inputs.Length: > 0 } node) return tensor;      // an input that was not given: the trace reports it

        foreach (Tensor input in node.Inputs) Copy(input, copies, model);
        Tensor Map(Tensor x) => copies.GetValueOrDefault(x, x);
        Tensor[] copied = Array.ConvertAll(node.Outputs, output => Tensor.Symbolic(output.Shape, output.DType));
        object? call = node.Call switch
        {
            LayerCall layer => layer with { Inputs = layer.Inputs.WithSame(Map), Arguments = layer.Arguments.Map(Map) },
            NodeArguments arguments => arguments.Map(Map),
            _ => null,
        };
        _ = new GraphNode(node.Operation, Array.ConvertAll(node.Inputs, Map), copied, call, node.Operation.GivenName is null ? node.Name : null);
        for (int i = 0; i < copied.Length; i++) copies[node.Outputs[i]] = copied[i];
        return copies[tensor];
    }
}
