using System.Globalization;
using Heed.Layers;
using Spectre.Console;

namespace Heed;

/// <summary>The layers of a model as a table, and their parameters in sum.</summary>
/// <remarks>Source: keras/src/utils/summary_utils.py.</remarks>
internal sealed class SummaryTable
{
    private readonly Model _model;
    private readonly bool _expandNested, _showTrainable, _showConnections;
    private readonly Dictionary<IOperation, GraphOperation> _operations = [];
    private readonly Dictionary<GraphNode, int> _calls = [];

    /// <param name="model">The model.</param>
    /// <param name="graph">Its graph, or <see langword="null"/>.</param>
    /// <param name="expandNested">List the layers of inner models?</param>
    /// <param name="showTrainable">Say which layers are trained?</param>
    public SummaryTable(Model model, Graph? graph, bool expandNested, bool showTrainable)
    {
        (_model, _expandNested, _showTrainable) = (model, expandNested, showTrainable);
        foreach (GraphOperation operation in graph?.Operations ?? [])
        {
            _operations[operation.Operation] = operation;
            foreach ((int call, GraphNode node) in operation.Nodes.Index()) _calls[node] = call;
        }
        _showConnections = model is not Sequential && graph is not null && !graph.IsRow;
    }

    /// <summary>Writes heading, table and sums.</summary>
    public void Write(TextWriter writer, int lineLength, IReadOnlyList<Variable> optimizer)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = lineLength;
        console.Profile.Capabilities.Unicode = true;
        console.Write(new Text($"Model: \"{_model.Name}\"\n"));
        console.Write(Rows());
        foreach ((string name, IReadOnlyList<Variable> variables) in Sums(optimizer))
            console.Write(new Text(string.Create(CultureInfo.InvariantCulture, $" {name} params: {Count(variables):N0} ({Size(variables)})\n")));
    }

    private Table Rows()
    {
        Table table = new Table().Border(TableBorder.HeavyHead).ShowRowSeparators();
        table.AddColumns("Layer (type)", "Output Shape");
        table.AddColumn("Param #", column => column.RightAligned());
        if (_showConnections) table.AddColumn("Connected to");
        if (_showTrainable) table.AddColumn("Trainable", column => column.Centered());
        foreach (IOperation operation in _model is Sequential || _operations.Count == 0 ? _model.Layers : _operations.Values.Select(item => item.Operation))
            AddRow(table, operation, 0);
        return table;
    }

    private void AddRow(Table table, IOperation operation, int level)
    {
        var layer = operation as Layer;
        string indent = level == 0 ? "" : new string(' ', 3 * level) + "└ ";
        var cells = new List<string>
        {
            $"{indent}{_operations.GetValueOrDefault(operation)?.Name ?? operation.GivenName} ({TypeOf(operation)})",
            OutputShape(operation),
            layer is { Built: false } ? "0 (unbuilt)" : (layer?.CountParameters() ?? 0).ToString("N0", CultureInfo.InvariantCulture),
        };
        if (_showConnections) cells.Add(level == 0 ? Connections(_operations[operation]) : "-");
        if (_showTrainable) cells.Add(layer is null || layer.Weights.Count == 0 ? "-" : layer.Trainable ? "Y" : "N");
        table.AddRow(cells.Select(cell => new Text(cell)));
        if (_expandNested && layer is Model)
            foreach (Layer inner in layer.Layers) AddRow(table, inner, level + 1);
    }

    private static string TypeOf(IOperation operation) => operation switch
    {
        Layer layer => layer.PythonName,
        KerasOp op => op.ClassName,
        Op op => op.KerasName,
        _ => operation.AutomaticName,
    };

    /// <summary>The shapes of the last call, or of the call that built the layer.</summary>
    private string OutputShape(IOperation operation)
    {
        if (_operations.TryGetValue(operation, out GraphOperation? known)) return Shapes(known.Nodes[^1].Outputs);
        if (operation is Model { KnownGraph: { } graph }) return Shapes(graph.Outputs);
        if (operation is InputLayer input) return Text(input.Output.Shape);
        var layer = (Layer)operation;
        return layer.BuildShapes is { } shapes && layer.ComputeOutputShape([.. shapes]) is { } shape ? Text(shape) : "?";
    }

    private static string Shapes(IReadOnlyList<Tensor> outputs) => outputs.Count == 1 ? Text(outputs[0].Shape) : $"[{string.Join(", ", outputs.Select(output => Text(output.Shape)))}]";

    /// <summary>A shape as Keras's summary writes it: a single length without a comma.</summary>
    private static string Text(Shape shape) => $"({string.Join(", ", shape)})";

    private string Connections(GraphOperation operation)
    {
        string[] sources = [.. from node in operation.Nodes
                               from input in node.Inputs
                               where input.Node is not null
                               select $"{input.Node!.Name}[{_calls[input.Node]}][{input.NodeIndex}]"];
        return sources.Length == 0 ? "-" : string.Join(", ", sources);
    }

    private IEnumerable<(string Name, IReadOnlyList<Variable> Variables)> Sums(IReadOnlyList<Variable> optimizer)
    {
        yield return ("Total", [.. _model.Weights, .. optimizer]);
        yield return ("Trainable", _model.TrainableWeights);
        yield return ("Non-trainable", _model.NonTrainableWeights);
        if (optimizer.Count > 0) yield return ("Optimizer", optimizer);
    }

    private static long Count(IReadOnlyList<Variable> variables) => variables.Sum(variable => (long)variable.Shape.Size);

    private static string Size(IReadOnlyList<Variable> variables)
    {
        double size = variables.Sum(variable => (double)variable.Shape.Size * variable.DType.ItemSize());
        string[] units = ["B", "KB", "MB", "GB", "TB"];
        int unit = 0;
        for (; size >= 1024 && unit < units.Length - 1; unit++) size /= 1024;
        return string.Create(CultureInfo.InvariantCulture, $"{size:F2} {units[unit]}");
    }
}
