using Heed.Layers;

namespace Heed;

/// <summary>Layers put together: a graph between inputs and outputs, or a subclass with a <see cref="Layer.Call"/> of its own.</summary>
/// <remarks>
/// <para><b>Functional</b>  <c>new Model(x, y)</c> repeats on values whatever was done with the symbolic tensors from x to y: layers, ops and operators; a layer
/// may be called several times, and a model is a layer too.</para>
/// <para><b>Subclass</b>  keep inner layers with <c>AddLayer</c> and override <c>Call</c>.</para>
/// <para><b>Masks</b>  travel with the tensors from layer to layer, as in single calls; an output carries what its layer gave it, not the mask of the model's input.</para>
/// <para>Several threads may call a model at once.</para>
/// <para><b>Source</b>  keras/src/models/model.py, functional.py.</para>
/// </remarks>
public partial class Model : Layer
{
    private readonly Graph? _graph;

    /// <summary>A model between symbolic tensors.</summary>
    /// <param name="inputs">One tensor, a list, or tensors by name; usually from <see cref="Input.Of"/>, but any tensor on the way may be an input.</param>
    /// <param name="outputs">One tensor, a list, or tensors by name; they must depend on no other inputs.</param>
    /// <param name="name">The model's name; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">An output depends on something that is not an input, or two layers have one name.</exception>
    public Model(Tensors inputs, Tensors outputs, string? name = null) : this(name)
    {
        _graph = Graph.Between(inputs, outputs, ToString());
        foreach (Layer layer in _graph.Layers) AddLayer(layer, "layers[]");
        Autocast = false;       // the inputs are converted to their own types, the layers convert what they are given
        BuildFor(_graph.Inputs.Shapes);
    }

    /// <summary>Begins a model whose class overrides <see cref="Layer.Call"/>.</summary>
    /// <param name="name">The model's name; <see langword="null"/>: Keras's automatic name.</param>
    protected Model(string? name = null) : base(name) { }

    /// <inheritdoc/>
    public override string Module => IsFunctionalClass ? "keras.src.models.functional" : base.Module;

    /// <inheritdoc/>
    public override string ClassName => IsFunctionalClass ? "Functional" : base.ClassName;

    /// <inheritdoc/>
    public override string? RegisteredName => IsFunctionalClass ? "Functional" : null;

    /// <summary>The symbolic inputs, in the structure in which they were given.</summary>
    /// <exception cref="InvalidOperationException">The model is a subclass without a graph, or is not built.</exception>
    public Tensors Inputs => Graph?.Inputs ?? throw NoGraph("inputs");

    /// <summary>The symbolic outputs, in the structure in which they were given.</summary>
    /// <exception cref="InvalidOperationException">The model is a subclass without a graph, or is not built.</exception>
    public Tensors Outputs => Graph?.Outputs ?? throw NoGraph("outputs");

    /// <summary>The only symbolic output of the model; of a subclass without a graph, what its first call on symbolic tensors gave.</summary>
    /// <exception cref="InvalidOperationException">There are several, or it is not known yet.</exception>
    public override Tensor Output => Graph is { Outputs.Count: 1 } graph ? graph.Outputs[0] : base.Output;

    /// <summary>The names of the input layers, in the order of <see cref="Inputs"/>.</summary>
    public IReadOnlyList<string> InputNames => [.. Inputs.Select(input => input.Node!.Name)];

    /// <summary>The names of the layers or ops that make the outputs, in the order of <see cref="Outputs"/>.</summary>
    public IReadOnlyList<string> OutputNames => [.. Outputs.Select(output => output.Node!.Name)];

    /// <summary>What the model computes, as a graph; <see langword="null"/>: it is not known as one.</summary>
    private protected virtual Graph? Graph => _graph;

    internal Graph? KnownGraph => Graph;

    private bool IsFunctionalClass => GetType() == typeof(Model);

    /// <summary>The layer of a name.</summary>
    /// <param name="name">One of the names of <see cref="Layer.Layers"/>.</param>
    /// <returns>The layer.</returns>
    /// <exception cref="ArgumentException">There is none.</exception>
    public Layer GetLayer(string name) => Layers.FirstOrDefault(layer => layer.Name == name)
        ?? throw new ArgumentException($"{this} expects the name of one of its layers: {string.Join(", ", Layers.Select(layer => layer.Name))}. Received '{name}'.");

    private protected override string HowToSet(string property) =>
        $"A model is built with the layers that its constructor gets: begin with new Sequential {{ {property} = … }} and Add them{(property == nameof(DType) ? ", or set DTypePolicy.Global before" : "")}.";

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call)
    {
        if (_graph is null) throw new InvalidOperationException($"{this} expects its class to override Call, or inputs and outputs in its constructor.");
        return _graph.Run(GraphInputs.Match(this, _graph.Inputs, inputs, call.Masks));
    }

    /// <inheritdoc/>
    protected override Tensors? ComputeOutputSpec(Tensors inputs, CallArguments call) => null;      // the layers' own types count

    /// <inheritdoc/>
    public override Shape? ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        if (Graph is not { Outputs.Count: 1 } graph || inputs.Length != graph.Inputs.Count) return null;
        using var inside = new GraphScope(isRecording: false);
        Tensor[] symbolic = new Tensor[inputs.Length];
        for (int i = 0; i < symbolic.Length; i++) symbolic[i] = Tensor.Symbolic(inputs[i], graph.Inputs[i].DType);
        return graph.Run(symbolic)[0].Shape;
    }

    private protected sealed override void CheckShapes(Tensors inputs) { }      // the inner layers do

    private InvalidOperationException NoGraph(string what) =>
        new($"{this} expects to be functional, or sequential and built, where its {what} are asked for. Call it, or give Sequential an Input.");
}
