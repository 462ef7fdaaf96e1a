namespace Heed;

/// <summary>An op of Keras as a file names it; running it calls Heed's op of that name.</summary>
/// <param name="function">What it computes.</param>
/// <param name="className">Keras's class, such as <c>NotEqual</c>.</param>
/// <param name="config">Its settings.</param>
internal sealed class KerasOp(KerasFunction function, string className, Config config) : IOperation
{
    public string AutomaticName => Snake.Case(className);

    public string ClassName => className;

    public string Module => function.Module;

    public Config Config => config;

    /// <summary>Computes, or stays symbolic.</summary>
    public Tensors Run(NodeArguments arguments) => function.Run(new(config, arguments));

    /// <summary>Puts a call into the graph.</summary>
    /// <param name="arguments">With symbolic tensors.</param>
    /// <param name="name">The name of the call.</param>
    public GraphNode Call(NodeArguments arguments, string name)
    {
        if (!arguments.Tensors.Any(tensor => tensor.IsSymbolic)) throw new ArgumentException($"{this} expects the result of another layer among its arguments. Received only constants.");
        using var inside = new GraphScope(isRecording: false);
        Tensor[] outputs = [.. Run(arguments).Select(output => Tensor.Symbolic(output.Shape, output.DType))];
        return new GraphNode(this, [.. arguments.Tensors], outputs, arguments, name);
    }

    /// <inheritdoc/>
    public override string ToString() => $"op {className}";
}

/// <summary>Heed's function for a class of Keras's ops.</summary>
/// <param name="Module">The Python module of the class.</param>
/// <param name="Run">Calls the op of Heed.</param>
internal sealed record KerasFunction(string Module, Func<OpArguments, Tensors> Run);
