using Heed.Layers;

namespace Heed;

/// <summary>Walks from outputs to inputs and puts what it meets into Keras's order.</summary>
/// <remarks>
/// The depth of a call is the longest way from it to an output; an op comes before those of smaller depth and, at equal depth, before those met later.
/// Source: keras/src/ops/function.py, <c>map_graph</c>.
/// </remarks>
internal sealed class GraphTrace
{
    private readonly string _model;
    private readonly HashSet<Tensor> _inputs;
    private readonly HashSet<GraphNode> _seen = [];
    private readonly List<GraphNode> _finished = [];                    // each after those that it needs
    private readonly Dictionary<object, int> _metAt = [];               // operation → when first met
    private readonly Dictionary<GraphNode, int> _depths = [];           // how far a call is from the outputs

    private GraphTrace(IEnumerable<Tensor> inputs, string model) => (_inputs, _model) = ([.. inputs], model);

    /// <summary>All calls, those of greater depth first.</summary>
    public IReadOnlyList<GraphNode> Nodes { get; private set; } = [];

    /// <summary>All layers and ops, in Keras's order.</summary>
    public IReadOnlyList<GraphOperation> Operations { get; private set; } = [];

    /// <summary>Does every call take one tensor, and no layer stand in two places?</summary>
    public bool IsRow => _depths.Values.Distinct().Count() == Nodes.Count && Operations.Count == Nodes.Count
        && Nodes.All(node => node.Inputs.Count(input => input.IsSymbolic) <= 1);

    public static GraphTrace Of(Tensors inputs, Tensors outputs, string model)
    {
        var trace = new GraphTrace(inputs, model);
        foreach (Tensor output in Flat(outputs)) trace._finished.AddRange(PostOrder(output, "an output", trace.Enter));
        trace.Order(inputs);
        return trace;
    }

    /// <summary>Does the tensor come from an input layer?</summary>
    public static bool IsEntry(Tensor tensor) => tensor.Node is { Inputs.Length: 0 };

    /// <summary>The tensors in Keras's order: those with names in the order of the names.</summary>
    public static IEnumerable<Tensor> Flat(Tensors tensors) => tensors.Names is not { } names ? tensors
        : tensors.Zip(names).OrderBy(pair => pair.Second, StringComparer.Ordinal).Select(pair => pair.First);

    /// <summary>What has a name in the model: the layer, however often it was called, or this one call of an op.</summary>
    private static object OperationOf(GraphNode node) => node.Operation is Layer ? node.Operation : node;

    /// <summary>The calls on which a tensor depends, each after those that it needs itself; without recursion, because graphs may be deep.</summary>
    /// <param name="start">The tensor.</param>
    /// <param name="user">Who needs it.</param>
    /// <param name="enter">Gives the call behind a tensor that a user needs; <see langword="null"/>: go no further.</param>
    public static IEnumerable<GraphNode> PostOrder(Tensor start, string user, Func<Tensor, string, GraphNode?> enter)
    {
        var open = new Stack<(GraphNode Node, int Next)>();
        if (enter(start, user) is { } first) open.Push((first, 0));
        while (open.TryPop(out var top))
        {
            if (top.Next == top.Node.Inputs.Length)
            {
                yield return top.Node;
                continue;
            }
            open.Push((top.Node, top.Next + 1));
            if (top.Node.Inputs[top.Next] is { IsSymbolic: true } input && enter(input, $"'{top.Node.Name}'") is { } next) open.Push((next, 0));
        }
    }

    private GraphNode? Enter(Tensor tensor, string user)
    {
        if (tensor.Node is not { } node || (IsEntry(tensor) && !_inputs.Contains(tensor)))
            throw new ArgumentException($"{_model} expects outputs that depend on its inputs only. Received {user} that depends on {Describe(tensor)}. " +
                "Add it to the inputs, or compute the output from the inputs.");
        if (!_seen.Add(node)) return null;
        _metAt.TryAdd(OperationOf(node), _metAt.Count);
        return node;
    }

    private static string Describe(Tensor tensor) =>
        tensor.Node is null ? $"a symbolic tensor {tensor.Spec} that no layer or op has made" : $"the input '{tensor.Node.Name}' {tensor.Spec}";

    private void Order(Tensors inputs)
    {
        var operationDepths = new Dictionary<object, int>();
        for (int i = _finished.Count - 1; i >= 0; i--)
        {
            GraphNode node = _finished[i];
            int depth = Math.Max(_depths.GetValueOrDefault(node), operationDepths.GetValueOrDefault(OperationOf(node)));
            _depths[node] = operationDepths[OperationOf(node)] = depth;
            foreach (Tensor input in node.Inputs)
                if (input.Node is { } parent) _depths[parent] = Math.Max(depth + 1, _depths.GetValueOrDefault(parent));
        }
        foreach (Tensor input in inputs)        // an input that no output needs
            if (operationDepths.TryAdd(input.Node!.Operation, 0))
            {
                (_metAt[input.Node.Operation], _depths[input.Node]) = (-1, 0);
                _finished.Add(input.Node);
            }

        Nodes = [.. _finished.OrderByDescending(node => _depths[node])];
        Operations = [.. _finished.GroupBy(OperationOf)
            .OrderByDescending(calls => operationDepths[calls.Key]).ThenBy(calls => _metAt[calls.Key])
            .Select(calls => new GraphOperation(calls.First().Name, calls.First().Operation, [.. calls.OrderBy(node => node.Order)]))];
        if (Operations.GroupBy(operation => operation.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ArgumentException($"{_model} expects different names for its layers and ops. Received '{twice.Key}' {twice.Count()} times: " +
                $"{string.Join(", ", twice.Select(operation => operation.Operation))}. Name one of them otherwise.");
    }
}
