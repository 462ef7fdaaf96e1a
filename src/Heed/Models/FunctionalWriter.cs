using System.Text.Json.Nodes;
using Heed.Layers;

namespace Heed;

/// <summary>Writes the graph of a functional model as Keras's config does.</summary>
/// <remarks>Source: keras/src/models/functional.py, <c>get_config</c> and <c>serialize_node</c>.</remarks>
internal sealed class FunctionalWriter
{
    private readonly Graph _graph;
    private readonly string _model;
    private readonly Dictionary<GraphNode, (GraphOperation Operation, int Call)> _places = [];

    /// <param name="graph">The graph.</param>
    /// <param name="model">What errors call the model.</param>
    public FunctionalWriter(Graph graph, string model)
    {
        (_graph, _model) = (graph, model);
        foreach (GraphOperation operation in graph.Operations)
            foreach ((int call, GraphNode node) in operation.Nodes.Index()) _places[node] = (operation, call);
    }

    /// <summary>Adds <c>layers</c>, <c>input_layers</c> and <c>output_layers</c>.</summary>
    public Config Write(Config config) => config
        .With("layers", new JsonArray([.. _graph.Operations.Select(Operation)]))
        .With("input_layers", Structure(_graph.Inputs))
        .With("output_layers", Structure(_graph.Outputs));

    private JsonNode Operation(GraphOperation operation)
    {
        JsonObject json = operation.Operation switch
        {
            Layer layer => (JsonObject)KerasRegistry.Serialize(layer),
            KerasOp named => OpObject(named.Module, named.ClassName, (JsonObject)named.Config.Json.DeepClone()),
            _ => Raw(operation),
        };
        json["name"] = operation.Name;
        json["inbound_nodes"] = new JsonArray([.. operation.Nodes.Where(node => node.Inputs.Length > 0).Select(Call)]);
        return json;
    }

    private JsonNode Call(GraphNode node)
    {
        NodeArguments arguments = node.Operation switch
        {
            Layer layer => NodeArguments.Of(layer, (LayerCall)node.Call!),
            KerasOp => (NodeArguments)node.Call!,
            SliceOp slice => new([node.Inputs[0], new JsonArray([.. slice.Indices.Select(IndexJson.Write)])], []),
            ConcatenateOp or FourierOp or InverseRealFourierOp => new([node.Inputs], []),
            _ => new(node.Inputs, []),
        };
        return new JsonObject
        {
            ["args"] = NodeJson.Write(arguments.Args, History),
            ["kwargs"] = new JsonObject(arguments.Kwargs.Select(pair => KeyValuePair.Create(pair.Key, NodeJson.Write(pair.Value, History)))),
        };
    }

    /// <summary>An op of Heed as the op of Keras that does the same.</summary>
    private JsonObject Raw(GraphOperation operation)
    {
        var op = (Op)operation.Operation;
        if (op.Settings is not { } settings || KerasOps.Find(op.KerasName) is not { } function)
            throw new NotSupportedException($"{_model} expects ops that Keras has too where its config is asked for. " +
                $"Received '{operation.Name}', an op {op.Name}. Put it into a layer of your own.");
        Config config = new Config().With("name", operation.Name);
        foreach ((string key, object? value) in settings) config.With(key, value);
        if (op.KerasName == "Gelu") config.With("approximate", op.Name == "GeluTanh");
        return OpObject(function.Module, op.KerasName, config.Json);
    }

    private static JsonObject OpObject(string module, string className, JsonObject config) =>
        new() { ["module"] = module, ["class_name"] = className, ["config"] = config, ["registered_name"] = className };

    private JsonNode History(Tensor tensor)
    {
        var (operation, call) = _places[tensor.Node!];
        return new JsonArray(operation.Name, call, tensor.NodeIndex);
    }

    private JsonNode Structure(Tensors tensors) => tensors.Names is { } names
        ? NestedNames.Nest(names.Zip(tensors, (name, tensor) => KeyValuePair.Create(name, Place(tensor))))
        : tensors.IsList ? new JsonArray([.. tensors.Select(Place)]) : Place(tensors[0])!;

    /// <summary>As <see cref="History"/>; but here Keras counts the calls of an inner functional model from 1.</summary>
    private JsonNode? Place(Tensor tensor)
    {
        var (operation, call) = _places[tensor.Node!];
        return new JsonArray(operation.Name, call + (operation.Operation is Model { ClassName: "Functional" } ? 1 : 0), tensor.NodeIndex);
    }
}
