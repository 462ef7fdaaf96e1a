using System.Collections;
using System.Text.Json.Nodes;
using Heed.Layers;

namespace Heed;

/// <summary>Layers in a row: each is called on what the one before gave.</summary>
/// <remarks>
/// <para>With an input shape in front (<see cref="Input.Of"/> or <see cref="InputLayer"/>) it is built while layers are added, else by the first call.</para>
/// <para><b>Inputs</b>  one tensor; or a list, if the first layer takes one and no input shape was given.</para>
/// <para><b>Masks</b>  travel from layer to layer.</para>
/// <para><b>Source</b>  keras/src/models/sequential.py.</para>
/// </remarks>
public sealed class Sequential : Model, IEnumerable<Layer>
{
    private readonly List<Layer> _stack = [];
    private InputLayer? _input;
    private Graph? _graph;

    /// <summary>An empty row, to which layers are added.</summary>
    /// <param name="name">The model's name; <see langword="null"/>: Keras's automatic name.</param>
    public Sequential(string? name = null) : base(name) => Autocast = false;

    /// <summary>A row of layers.</summary>
    /// <param name="layers">From the input to the output.</param>
    /// <param name="name">The model's name; <see langword="null"/>: Keras's automatic name.</param>
    public Sequential(IEnumerable<Layer> layers, string? name = null) : this(name)
    {
        foreach (Layer layer in layers) Append(layer);
        Rebuild();
    }

    /// <inheritdoc/>
    public override string Module => "keras";

    /// <summary>The entry; <see langword="null"/>: not known yet.</summary>
    internal InputLayer? Entry => _input;

    private protected override Graph? Graph => _graph;

    /// <summary>Puts a layer at the end.</summary>
    /// <param name="layer">A layer; an <see cref="InputLayer"/> only in front.</param>
    /// <returns>This model, so that calls chain.</returns>
    /// <exception cref="ArgumentException">Another layer has its name, or it is a second input.</exception>
    public Sequential Add(Layer layer)
    {
        Append(layer);
        try
        {
            Rebuild();
        }
        catch when (layer is not InputLayer)
        {
            Pop();      // a layer that does not fit leaves the model as it was
            throw;
        }
        return this;
    }

    /// <summary>States the input's shape: <c>model.Add(Input.Of([28, 28]))</c>.</summary>
    /// <param name="input">What <see cref="Input.Of"/> returned.</param>
    /// <returns>This model, so that calls chain.</returns>
    /// <exception cref="ArgumentException">It is another tensor, or a second input.</exception>
    public Sequential Add(Tensor input) => Add(input.Node?.Operation as InputLayer
        ?? throw new ArgumentException($"{this} expects a layer or the result of Input.Of. Received a tensor, {input.Spec}."));

    /// <summary>Takes the last layer away.</summary>
    /// <returns>The layer.</returns>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public Layer Pop()
    {
        if (_stack.Count == 0) throw new InvalidOperationException($"{this} expects at least one layer where Pop is called. It has none.");
        Layer last = _stack[^1];
        _stack.RemoveAt(_stack.Count - 1);
        if (!_stack.Contains(last)) RemoveLayer(last);
        Rebuild();
        return last;
    }

    /// <summary>The type of the entry, if there is one.</summary>
    internal override DType InputDType => _input?.Output.DType ?? base.InputDType;

    /// <inheritdoc/>
    protected override void BuildFrom(Tensors inputs, CallArguments call)
    {
        if (_stack.Count == 0) throw new ArgumentException($"{this} expects at least one layer where it is called. It has none. Call Add.");
        if (_graph is not null || inputs.IsList || inputs.Count != 1) return;       // a list goes straight to the first layer
        _input ??= new InputLayer(batchShape: inputs[0].Shape, dtype: _stack[0].ComputeDType);
        Connect();
    }

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call)
    {
        if (_graph is { } graph) return graph.Run(GraphInputs.Match(this, graph.Inputs, inputs, call.Masks, checkLengths: false));
        Tensors x = inputs;
        foreach (Layer layer in _stack)
            x = layer.Invoke(x, layer == _stack[0] ? CallArguments.None.With("mask", call.Masks) : null);
        return x;
    }

    /// <inheritdoc/>
    public override Config GetConfig()
    {
        Config config = base.GetConfig().With("layers", (Layer[])(_input is null ? [.. _stack] : [_input, .. _stack]));
        return _graph is null ? config : config.With("build_input_shape", _input!.BatchShape);
    }

    /// <summary>Makes the model that a config describes.</summary>
    /// <param name="config">Keras's keys.</param>
    /// <returns>The model, with new weights if the input's shape is known.</returns>
    /// <exception cref="ArgumentException">A class in it is not known.</exception>
    public static new Sequential FromConfig(Config config)
    {
        Layer[] layers = [.. config.Require<JsonArray>("layers").Select((layer, i) => Read(layer, i, config.Name))];
        var model = new Sequential(config.Name);
        if (config.GetObject<DTypePolicy>("dtype") is { } policy) model.DType = policy;
        foreach (Layer layer in layers) model.Append(layer);
        model.Rebuild();
        if (model._graph is null && config.Json["build_input_shape"] is JsonArray shape and [null or JsonValue, ..])
            model.BuildFor(ConfigValue.Read<Shape>(shape));
        return model;
    }

    private static Layer Read(JsonNode? layer, int place, string? model)
    {
        try
        {
            return KerasRegistry.Deserialize<Layer>(layer ?? throw new ArgumentException("A layer is expected. Received null."));
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or FormatException)
        {
            throw new ArgumentException($"Sequential '{model}', layer {place} '{layer.Find("config").Find("name").TextOrNull()}': {error.Message}", error);
        }
    }

    /// <summary>The layers, without the entry.</summary>
    /// <returns>From the input to the output.</returns>
    public IEnumerator<Layer> GetEnumerator() => _stack.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Append(Layer layer)
    {
        if (layer is InputLayer input)
        {
            if (_input is not null || _stack.Count > 0)
                throw new ArgumentException($"{this} expects one input, in front. Received {layer} after {(Layer?)_stack.LastOrDefault() ?? _input}.");
            _input = input;
            return;
        }
        if (_stack.Find(other => other.Name == layer.Name && other != layer) is { } same)
            throw new ArgumentException($"{this} expects layers of different names. Received {layer} after {same}. Name one of them otherwise.");
        _stack.Add(layer);
        AddLayer(layer, "layers[]");
    }

    /// <summary>Connects the layers anew, if the shape of the entry is known.</summary>
    private void Rebuild()
    {
        _graph = null;
        if (_input is null && _stack is [Model { KnownGraph: { Inputs: { IsList: false } } first }, _, ..])
            _input = new InputLayer(batchShape: first.Inputs[0].Shape, dtype: _stack[0].ComputeDType);
        if (_input is null || _stack.Count == 0) return;

        using (new NameScope(Name)) Connect();
        BuildFor(_input.BatchShape);
    }

    /// <summary>Calls the layers in a row on the entry, under this model's name.</summary>
    private void Connect()
    {
        using var recording = new GraphScope(isRecording: true);
        Tensors x = _input!.Output;
        foreach (Layer layer in _stack) x = layer.Invoke(x);
        AutomaticName.Next("functional");       // Keras makes a functional model here, which takes a name
        _graph = Graph.Between(_input.Output, x, ToString());
    }
}
