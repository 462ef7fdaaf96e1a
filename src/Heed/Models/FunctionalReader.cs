using System.Text.Json;
using System.Text.Json.Nodes;
using Heed.Layers;

namespace Heed;

/// <summary>Builds the graph that the config of a functional model describes: makes the layers, then repeats their calls.</summary>
/// <remarks>Source: keras/src/models/functional.py, <c>functional_from_config</c>.</remarks>
internal sealed class FunctionalReader
{
    private readonly Config _config;
    private readonly Dictionary<string, Operation> _operations = [];

    private FunctionalReader(Config config) => _config = config;

    /// <summary>The symbolic inputs and outputs of the model.</summary>
    /// <param name="config">With <c>layers</c>, <c>input_layers</c> and <c>output_layers</c>.</param>
    /// <exception cref="ArgumentException">A class is not known, or the config is not one of a functional model.</exception>
    public static (Tensors Inputs, Tensors Outputs) Read(Config config)
    {
        using var recording = new GraphScope(isRecording: true);
        var reader = new FunctionalReader(config);
        foreach (JsonNode? layer in config.Require<JsonArray>("layers")) reader.Add(layer);
        reader.RepeatCalls();
        return (reader.Structure("input_layers"), reader.Structure("output_layers"));
    }

    private void Add(JsonNode? item)
    {
        if (item is not JsonObject node || node["name"].TextOrNull() is not { } name) throw Error($"every layer to have a name. Received {JsonField.Short(item)}");
        if (_operations.ContainsKey(name)) throw Error($"names that differ for its layers. Received '{name}' twice");
        try
        {
            bool isOp = KerasOps.IsModule(node["module"].TextOrNull());
            _operations[name] = isOp ? new(name, Op(node)) : new(name, KerasRegistry.Deserialize<Layer>(node));
            if (_operations[name].Target is InputLayer input) _operations[name].Calls.Add(input.Output.Node!);
            foreach (JsonNode? call in node["inbound_nodes"] is { } calls ? calls.AsList() : []) _operations[name].Waiting.Enqueue(call.AsItem());
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or FormatException or OverflowException)
        {
            throw new ArgumentException($"{Model}, layer {_operations.Count} '{name}': {error.Message}", error);
        }
    }

    private static KerasOp Op(JsonObject node)
    {
        string className = node["class_name"].TextOrNull() ?? "";
        if (KerasOps.Find(className) is { } function) return new(function, className, new Config(node["config"] as JsonObject));
        string nearest = Nearest.To(className, KerasOps.Names) is { } close ? $" Did you mean '{close}'?" : "";
        throw new ArgumentException($"op '{className}' is not known to Heed.{nearest}");
    }

    /// <summary>Repeats every call as soon as the tensors that it needs are there.</summary>
    private void RepeatCalls()
    {
        var waiters = new Dictionary<string, List<Operation>>();        // by the name of the operation that they wait for
        var next = new Queue<Operation>(_operations.Values);
        while (next.TryDequeue(out Operation? operation))
        {
            while (operation.Waiting.TryPeek(out JsonNode? call))
            {
                if (Missing(call) is { } name)
                {
                    (waiters.TryGetValue(name, out List<Operation>? others) ? others : waiters[name] = []).Add(operation);
                    break;
                }
                operation.Waiting.Dequeue();
                operation.Calls.Add(Repeat(operation, call));
                if (!waiters.Remove(operation.Name, out List<Operation>? ready)) continue;
                foreach (Operation waiter in ready) next.Enqueue(waiter);
            }
        }
        if (_operations.Values.Where(operation => operation.Waiting.Count > 0).Select(operation => $"'{operation.Name}'").ToArray() is [_, ..] stuck)
            throw Error($"every call to depend on earlier ones. Received {string.Join(", ", stuck)}, which wait for each other or for calls that are not there");
    }

    private static GraphNode Repeat(Operation operation, NodeArguments arguments)
    {
        if (operation.Target is KerasOp op) return op.Call(arguments, operation.Name);
        var layer = (Layer)operation.Target;
        var (inputs, named) = arguments.ForLayer(layer);
        return layer.Invoke(inputs, named)[0].Node!;
    }

    private GraphNode Repeat(Operation operation, JsonNode call)
    {
        try
        {
            return Repeat(operation, new NodeArguments(
                (object?[])NodeJson.Read(call.Member("args").AsList(), history => Find(history)!)!,
                [.. (call.Find("kwargs") is { } named ? named.AsItem() : []).Select(pair => KeyValuePair.Create(pair.Key, NodeJson.Read(pair.Value, history => Find(history)!)))]));
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or FormatException or OverflowException)
        {
            throw new ArgumentException($"{Model}, layer '{operation.Name}': {error.Message}", error);
        }
    }

    /// <summary>The operation whose result a call needs and that was not called yet; null: all is there.</summary>
    private string? Missing(JsonNode? node) => node switch
    {
        JsonArray list => list.Select(Missing).FirstOrDefault(name => name is not null),
        JsonObject item when item["class_name"].TextOrNull() == "__keras_tensor__" =>
            item["config"].Find("keras_history") as JsonArray is var history && Find(history) is null ? history![0].AsText() : null,
        JsonObject item => item.Select(pair => Missing(pair.Value)).FirstOrDefault(name => name is not null),
        _ => null,
    };

    /// <summary>The tensor of a history; <see langword="null"/>: it is not there yet.</summary>
    private Tensor? Find(JsonArray? history, int countsFrom = 0)
    {
        if (history is not [{ } name, { } call, { } output]) throw Error($"a name, a call and an output. Received {JsonField.Short(history)}");
        if (!_operations.TryGetValue(name.AsText()!, out Operation? operation)) throw Error($"the name of one of its layers. Received {JsonField.Short(name)}");
        int index = Math.Max(0, call.AsWhole()!.Value - (operation.Target is Model { ClassName: "Functional" } ? countsFrom : 0)), place = output.AsWhole()!.Value;
        if (index >= operation.Calls.Count) return null;
        Tensor[] outputs = operation.Calls[index].Outputs;
        return place >= 0 && place < outputs.Length ? outputs[place]
            : throw Error($"one of the {outputs.Length} outputs of '{operation.Name}'. Received {JsonField.Short(history)}");
    }

    private Tensors Structure(string key) => _config.Require<JsonNode>(key) switch
    {
        var leaf when IsPlace(leaf) => Leaf(leaf),
        JsonArray list => Tensors.List(NestedNames.Flatten(list, IsPlace).Select(pair => Leaf(pair.Value))),
        JsonObject names => Tensors.Named(NestedNames.Flatten(names, IsPlace).Select(pair => KeyValuePair.Create(pair.Key, Leaf(pair.Value)))),
        var other => throw Error($"places of tensors in '{key}'. Received {JsonField.Short(other)}"),
    };

    private static bool IsPlace(JsonNode? node) => node is JsonArray and [JsonValue name, JsonValue, JsonValue] && name.GetValueKind() == JsonValueKind.String;

    private Tensor Leaf(JsonNode? node) => Find(node as JsonArray, countsFrom: 1) ?? throw Error($"the place of a tensor. Received {JsonField.Short(node)}");

    private string Model => $"Functional '{_config.Name}'";

    private ArgumentException Error(string expectation) => new($"{Model} expects {expectation}.");

    /// <summary>A layer or op that is being put into the graph.</summary>
    private sealed record Operation(string Name, IOperation Target)
    {
        /// <summary>The calls made so far.</summary>
        public List<GraphNode> Calls { get; } = [];

        /// <summary>The calls still to be made.</summary>
        public Queue<JsonNode> Waiting { get; } = [];
    }
}
