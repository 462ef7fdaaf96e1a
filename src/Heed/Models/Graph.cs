using Heed.Layers;

namespace Heed;

/// <summary>The calls between a model's inputs and outputs, in an order in which they can be repeated.</summary>
/// <remarks>It never changes, so several threads may run it at once. Source: keras/src/ops/function.py.</remarks>
internal sealed class Graph
{
    private Graph(Tensors inputs, Tensors outputs, GraphTrace trace) =>
        (Inputs, Outputs, Nodes, Operations, IsRow) = (inputs, outputs, trace.Nodes, trace.Operations, trace.IsRow);

    /// <summary>The symbolic inputs, as the model was given them.</summary>
    public Tensors Inputs { get; }

    /// <summary>The symbolic outputs, as the model was given them.</summary>
    public Tensors Outputs { get; }

    /// <summary>All calls; each comes after those whose results it needs.</summary>
    public IReadOnlyList<GraphNode> Nodes { get; }

    /// <summary>The layers and ops, each with its calls, in Keras's order: from the inputs on.</summary>
    public IReadOnlyList<GraphOperation> Operations { get; }

    /// <summary>Is it a mere row: every call takes one tensor, from the call before it?</summary>
    public bool IsRow { get; }

    /// <summary>The layers among <see cref="Operations"/>.</summary>
    public IEnumerable<Layer> Layers => Operations.Select(operation => operation.Operation).OfType<Layer>();

    /// <summary>Finds the calls between inputs and outputs.</summary>
    /// <param name="inputs">Symbolic tensors.</param>
    /// <param name="outputs">Symbolic tensors that depend on these inputs only.</param>
    /// <param name="model">What errors call the model.</param>
    public static Graph Between(Tensors inputs, Tensors outputs, string model)
    {
        foreach (Tensor tensor in inputs.Concat(outputs))
            if (!tensor.IsSymbolic)
                throw new ArgumentException($"{model} expects symbolic tensors, which begin with Input.Of. Received one with values, {tensor.Spec}.");
        if (inputs.Count == 0 || outputs.Count == 0)
            throw new ArgumentException($"{model} expects at least one input and one output. Received {inputs.Count} and {outputs.Count}.");
        if (inputs.Distinct().Count() < inputs.Count) throw new ArgumentException($"{model} expects different inputs. Received one of them twice.");
        if (inputs.Any(input => !GraphTrace.IsEntry(input))) (inputs, outputs) = GraphCopy.From(inputs, outputs);
        return new(inputs, outputs, GraphTrace.Of(inputs, outputs, model));
    }

    /// <summary>Repeats the calls on values, or on other symbolic tensors.</summary>
    /// <param name="inputs">A tensor for each input, in their order and of their types.</param>
    /// <returns>The outputs, in the structure of <see cref="Outputs"/>.</returns>
    public Tensors Run(IReadOnlyList<Tensor> inputs)
    {
        var values = new Dictionary<Tensor, Tensor>(2 * Nodes.Count);
        for (int i = 0; i < inputs.Count; i++) values[Inputs[i]] = inputs[i];
        Func<Tensor, Tensor> map = tensor => values.GetValueOrDefault(tensor, tensor);
        foreach (GraphNode node in Nodes)
        {
            if (node.Inputs.Length == 0) continue;
            IReadOnlyList<Tensor> outputs = Repeat(node, map);
            for (int i = 0; i < node.Outputs.Length; i++) values[node.Outputs[i]] = outputs[i];
        }
        return Outputs is { IsList: true, Count: 1, Names: null } ? values[Outputs[0]] : Outputs.WithSame(output => values[output]);
    }

    /// <summary>One call on other tensors; constants stand for themselves.</summary>
    private static IReadOnlyList<Tensor> Repeat(GraphNode node, Func<Tensor, Tensor> map)
    {
        if (node.Operation is Op op) return op.ApplyAll(Array.ConvertAll(node.Inputs, tensor => OfPromisedType(map(tensor), tensor.DType)));
        if (node.Operation is KerasOp named) return named.Run(((NodeArguments)node.Call!).Map(map));
        var layer = (Layer)node.Operation;
        var (inputs, arguments, _) = (LayerCall)node.Call!;
        CallArguments mapped = arguments.Map(map);
        if (mapped.Has("training") && CallContext.GivenTraining is { } training) mapped = mapped.With("training", training);     // the caller's word is stronger
        return layer.Invoke(inputs.WithSame(map), mapped);
    }

    /// <summary>Ops were chosen for the types that the symbolic tensors have; image layers promise the compute type and may answer in whole numbers.</summary>
    private static Tensor OfPromisedType(Tensor value, DType type) => value.DType == type ? value : value.Cast(type);
}

/// <summary>A layer, or a call of an op, as a part of a model.</summary>
/// <param name="Name">Unique in the model.</param>
/// <param name="Operation">The layer or op.</param>
/// <param name="Nodes">Its calls in this model, in the order in which they were made.</param>
internal sealed record GraphOperation(string Name, IOperation Operation, IReadOnlyList<GraphNode> Nodes);
