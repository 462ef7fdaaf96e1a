using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Heed.Layers;

namespace Heed.Tests;

public sealed class SummaryTests
{
    [Fact]
    public void A_row_of_layers_has_three_columns()
    {
        var model = new Sequential("sequential").Add(Input.Of([28, 28])).Add(new Flatten(name: "flatten"))
            .Add(new Dense(128, activation: "relu", name: "dense") { Trainable = false }).Add(new Dense(10, name: "dense_1"));
        Snapshot.Verify("tests/Heed.Tests/Models/Summary.sequential.verified.txt", model.Summary());
    }

    [Fact]
    public void A_graph_shows_its_connections()
    {
        Tensor a = Input.Of([5], dtype: DType.Int32, name: "tokens"), b = Input.Of([8], name: "features");
        var shared = new Dense(8, name: "shared");
        Tensor mean = new GlobalAveragePooling1D(name: "mean").Apply(shared.Apply(new Embedding(100, 8, name: "embedding").Apply(a)));
        var inner = new Sequential("inner").Add(Input.Of([8])).Add(new Dense(3, name: "inside"));
        Tensor y = inner.Apply(new Add(name: "sum").Apply([mean, shared.Apply(b)]));
        var model = new Model([a, b], y, "graph");
        Snapshot.Verify("tests/Heed.Tests/Models/Summary.graph.verified.txt", model.Summary(expandNested: true, showTrainable: true));
    }

    [Fact]
    public void An_unbuilt_model_says_so()
    {
        var model = new Sequential("unbuilt").Add(new Dense(4, name: "dense"));
        string summary = model.Summary();
        Assert.Contains("0 (unbuilt)", summary);
        Assert.Contains(" Total params: 0 (0.00 B)", summary);
    }

    [Fact]
    public void The_variables_of_the_optimizer_are_counted_once_it_has_some()
    {
        var model = new Sequential("stack").Add(Input.Of([3])).Add(new Dense(4, name: "dense"));
        model.Compile(new Optimizers.SGD(momentum: 0.9), loss: "mse");
        Assert.DoesNotContain("Optimizer", model.Summary());
        model.TrainOnBatch(new float[2, 3], new float[2, 4]);
        Assert.Contains(" Total params: 34 (136.00 B)\n", model.Summary());
        Assert.EndsWith(" Optimizer params: 18 (72.00 B)\n", model.Summary());     // 16 velocities, iteration, learning rate
    }

    [Fact]
    public void Inner_models_show_the_shapes_of_their_inputs_and_a_single_length_stands_alone()
    {
        Tensor x = Input.Of([4], name: "x"), inside = Input.Of([4], name: "inside");
        Tensor y = new Model(inside, new Add(name: "twice").Apply([inside, inside]), "inner").Apply(x);
        string summary = new Model(x, [Heed.Ops.Sum(y, 1), Heed.Ops.Sum(x, 1)], "outer").Summary(120, expandNested: true);
        Assert.Matches(@"└ inside \(InputLayer\) +│ \(None, 4\) +│ +0 │ - ", summary);       // Keras 3.15.1 writes both so
        Assert.Contains("│ (None) ", summary);
    }

    [Fact]
    public void PrintSummary_writes_where_it_is_told()
    {
        var model = new Sequential("stack").Add(Input.Of([3])).Add(new Dense(4, name: "dense"));
        using var writer = new StringWriter { NewLine = "\n" };
        model.PrintSummary(writer, lineLength: 60);
        Assert.Equal(model.Summary(60), writer.ToString());
        Assert.All(writer.ToString().Split('\n'), line => Assert.True(line.Length <= 60));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Summary(10));
    }

    /// <summary>Saved models whose classes exist here.</summary>
    public static TheoryData<string> KerasModels => [.. ModelConfigTests.Recorded.Keys.Where(name => name.EndsWith(".keras"))];

    [Theory]
    [MemberData(nameof(KerasModels))]
    public void Layers_shapes_and_counts_are_those_that_Keras_prints(string file)
    {
        JsonNode recorded = JsonNode.Parse(File.ReadAllText(SourceTree.Root + "tests/reference/models/" + Path.ChangeExtension(file, ".json")))!;
        string keras = (string)(recorded is JsonArray list ? list[0]! : recorded)["summary"]!;
        var model = (Model)KerasRegistry.Deserialize<Layer>(ModelConfigTests.Recorded[file]);
        string[][] expected = [.. Rows(keras)], received = [.. Rows(model.Summary(250))];
        Assert.Equal(expected.Length, received.Length);
        foreach ((string[] line, string[] own) in expected.Zip(received))
        {
            Assert.Equal(line.Length, own.Length);
            foreach ((string cell, string text) in line.Zip(own))
                Assert.Matches("^" + Regex.Escape(cell).Replace("…", ".*") + "$", text);    // Keras cuts words off
        }
        Assert.Contains(keras.Split('\n').Single(line => line.StartsWith(" Trainable params")), model.Summary());
    }

    /// <summary>The cells of a table, without white space.</summary>
    private static IEnumerable<string[]> Rows(string table)
    {
        string[]? row = null;
        foreach (string line in table.Split('\n'))
        {
            if (line.StartsWith('│'))
            {
                string[] cells = [.. line.Trim().Trim('│').Split('│').Select(cell => cell.Replace(" ", ""))];
                row = row is null ? cells : [.. row.Zip(cells, (above, below) => above + below)];
            }
            else if (row is not null)
            {
                yield return row;
                row = null;
            }
        }
    }
}
