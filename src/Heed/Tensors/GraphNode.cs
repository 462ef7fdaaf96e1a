namespace Heed;

/// <summary>What can stand in a graph of symbolic tensors: an op or a layer.</summary>
internal interface IOperation
{
    /// <summary>The name of a layer; <see langword="null"/>: every call gets an automatic one.</summary>
    string? GivenName => null;

    /// <summary>The stem of automatic names, such as <c>not_equal</c> or <c>dense</c>.</summary>
    string AutomaticName { get; }
}

/// <summary>One call on symbolic tensors: who was called, with which tensors, giving which.</summary>
internal sealed class GraphNode
{
    private static long s_count;

    private readonly string? _automaticName;

    /// <param name="operation">The op or layer.</param>
    /// <param name="inputs">All tensors it received, call arguments included, flattened.</param>
    /// <param name="outputs">All tensors it gave, flattened.</param>
    /// <param name="call">How the inputs are spread over the arguments; what it is, the operation knows.</param>
    /// <param name="name">The name of an op that has one already, from a file.</param>
    public GraphNode(IOperation operation, Tensor[] inputs, Tensor[] outputs, object? call = null, string? name = null)
    {
        (Operation, Inputs, Outputs, Call) = (operation, inputs, outputs, call);
        _automaticName = name ?? (operation.GivenName is null ? Heed.AutomaticName.Next(operation.AutomaticName) : null);
        Order = Interlocked.Increment(ref s_count);
        foreach (Tensor input in inputs)
            if (!input.IsSymbolic) MemoryScope.ReleaseForever(input.Storage);     // a constant lives as long as the model
        for (int i = 0; i < outputs.Length; i++) (outputs[i].Node, outputs[i].NodeIndex) = (this, i);
    }

    public IOperation Operation { get; }

    public Tensor[] Inputs { get; }

    public Tensor[] Outputs { get; }

    public object? Call { get; }

    /// <summary>Grows from call to call: the calls of a layer are numbered by it.</summary>
    public long Order { get; }

    /// <summary>The layer's name or, because an op has none, the automatic one of this call.</summary>
    public string Name => Operation.GivenName ?? _automaticName!;

    /// <summary>Notes on every output where it comes from, unless a layer is at work: what happens inside it is not part of the graph.</summary>
    public static Tensor[] Attach(IOperation operation, Tensor[] inputs, Tensor[] outputs, object? call = null)
    {
        if (GraphScope.IsRecording) _ = new GraphNode(operation, inputs, outputs, call);
        return outputs;
    }
}

/// <summary>While it is open, calls on symbolic tensors become part of the graph, or not.</summary>
internal readonly ref struct GraphScope
{
    [ThreadStatic] private static bool t_isPaused;

    private readonly bool _outer;

    public GraphScope(bool isRecording) => (_outer, t_isPaused) = (t_isPaused, !isRecording);

    public static bool IsRecording => !t_isPaused;

    public void Dispose() => t_isPaused = _outer;
}
