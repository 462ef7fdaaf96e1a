namespace Heed;

/// <summary>What can stand in a graph of symbolic tensors: an op or a layer.</summary>
internal interface IOperation
{
    /// <summary>The stem of automatic names, such as <c>not_equal</c> or <c>dense</c>.</summary>
    string AutomaticName { get; }
}

/// <summary>One call on symbolic tensors: who was called, with which tensors, giving which.</summary>
/// <param name="operation">The op or layer.</param>
/// <param name="inputs">All tensors it received, call arguments included, flattened.</param>
/// <param name="outputs">All tensors it gave, flattened.</param>
/// <param name="call">How the inputs are spread over the arguments; what it is, the operation knows.</param>
internal sealed class GraphNode(IOperation operation, Tensor[] inputs, Tensor[] outputs, object? call = null)
{
    public IOperation Operation => operation;

    public Tensor[] Inputs => inputs;

    public Tensor[] Outputs => outputs;

    public object? Call => call;

    /// <summary>Notes on every output where it comes from.</summary>
    public static Tensor[] Attach(IOperation operation, Tensor[] inputs, Tensor[] outputs, object? call = null)
    {
        var node = new GraphNode(operation, inputs, outputs, call);
        for (int i = 0; i < outputs.Length; i++) (outputs[i].Node, outputs[i].NodeIndex) = (node, i);
        return outputs;
    }
}
