using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Heed.Layers;

namespace Heed.Tests;

/// <summary>docs/layers.md: every layer of Keras, whether Heed has it, and the paragraph "Differs" of its documentation.</summary>
public sealed partial class LayerTableTests
{
    private const string File = "docs/layers.md";

    /// <summary>Why Heed has no class of a name, where that is on purpose.</summary>
    private static readonly Dictionary<string, string> OnPurpose = new()
    {
        ["FlaxLayer"] = "wraps Python objects of Flax; import the computation as StableHLO instead",
        ["InputSpec"] = "a layer states its shapes in `ComputeOutputShape`",
        ["JaxLayer"] = "wraps Python functions of JAX; import the computation as StableHLO instead",
        ["TFSMLayer"] = "runs a SavedModel inside TensorFlow",
        ["TorchModuleWrapper"] = "wraps Python objects of PyTorch",
    };

    private static readonly JsonObject Keras = JsonNode.Parse(SourceTree.Read("tests/reference/keras_api.json"))!["layers"]!.AsObject();

    [Fact]
    public void The_table_of_layers_is_what_the_registry_and_the_documentation_say() => Snapshot.Verify(File, Table());

    [Fact]
    public void Every_second_name_leads_to_a_class_of_Keras() =>
        Assert.All(Keras, pair => Assert.True(Keras.ContainsKey(FirstName(pair.Key)), pair.Key));

    [Fact]
    public void A_paragraph_of_the_documentation_becomes_a_line_of_text() => Assert.Equal(
        "as `Embedding`; a \\| b, `null`.", Differences("""
            /// <para><b>Differs</b>  as <see cref="Embedding"/>;
            /// a | b, <see langword="null"/>. The constructor arguments are those of Keras.</para>
            /// <para><b>Source</b> x.</para>
            """));

    private static string Table()
    {
        string[] classes = [.. Keras.Where(pair => (string?)pair.Value!["kind"] == "class").Select(pair => pair.Key)];
        string[] layers = [.. classes.Where(name => FirstName(name) == name).Order(StringComparer.OrdinalIgnoreCase)];
        ILookup<string, string> secondNames = classes.Where(name => FirstName(name) != name).ToLookup(FirstName);
        ILookup<string, string> files = SourceTree.Library.Keys.Where(file => file.StartsWith("Layers/", StringComparison.Ordinal))
            .ToLookup(file => Path.GetFileNameWithoutExtension(file));

        int present = layers.Count(IsThere), onPurpose = layers.Count(name => !IsThere(name) && OnPurpose.ContainsKey(name)), missing = layers.Length - present - onPurpose;
        var text = new StringBuilder();
        text.AppendLine("# The layers of Keras 3.15.1 in Heed").AppendLine();
        text.Append($"Of the {layers.Length} classes of `keras.layers`, Heed has {present}; {onPurpose} are left out on purpose")
            .AppendLine(missing > 0 ? $", {missing} are missing." : ".");
        text.AppendLine("Where the last column is empty, a layer answers as Keras does. Functions such as `keras.layers.add` are calls of the class: `new Add().Apply([a, b])`.");
        text.AppendLine("This file is written by `LayerTableTests` from the registry and the layers' documentation: run it with `HEED_ACCEPT=1`.").AppendLine();
        text.AppendLine("| layer | also called | Heed | differs |").AppendLine("|---|---|---|---|");
        foreach (string name in layers)
        {
            string? file = files[name].FirstOrDefault();
            string heed = !IsThere(name) ? "no" : file is null ? "yes" : $"[yes](../src/Heed/{file})";
            string differs = OnPurpose.GetValueOrDefault(name) ?? (file is null ? "" : Differences(SourceTree.Read("src/Heed/" + file)));
            text.AppendLine($"| {name} | {string.Join(", ", secondNames[name])} | {heed} | {differs} |");
        }
        return text.ToString();
    }

    /// <summary>A layer is in the registry; what is no layer itself (<c>Layer</c>, <c>Wrapper</c>) is a public type.</summary>
    private static bool IsThere(string name) =>
        KerasRegistry.Names<Layer>().Contains(name) || typeof(Layer).Assembly.GetType($"Heed.Layers.{name}") is { IsPublic: true, IsAbstract: true };

    /// <summary>Keras's own name of a class with several.</summary>
    private static string FirstName(string name) =>
        ShortPool().Replace(name.Replace("Convolution", "Conv", StringComparison.Ordinal).Replace("AvgPool", "AveragePool", StringComparison.Ordinal), "Pooling$1");

    /// <summary>The paragraph "Differs" of a class's documentation as Markdown for a cell; nothing if there is none.</summary>
    private static string Differences(string source)
    {
        if (Paragraph().Match(source) is not { Success: true } match) return "";
        string text = match.Groups[1].Value.Replace("///", "", StringComparison.Ordinal);
        text = Reference().Replace(text, "`$1`");
        text = Code().Replace(text, "`$1`");
        text = ArgumentsOfKeras().Replace(text, "");
        return Spaces().Replace(WebUtility.HtmlDecode(text), " ").Trim().Replace("|", "\\|", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"Pool(\dD)$")]
    private static partial Regex ShortPool();

    [GeneratedRegex(@"<b>Differs</b>(.*?)</para>", RegexOptions.Singleline)]
    private static partial Regex Paragraph();

    [GeneratedRegex("""<\w+ (?:cref|langword|name)="(?:\w:)?([^"]*)"\s*/>""")]
    private static partial Regex Reference();

    [GeneratedRegex("<c>(.*?)</c>", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"The (many )?constructor arguments are those of Keras\.")]
    private static partial Regex ArgumentsOfKeras();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
