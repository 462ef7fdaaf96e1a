using System.Reflection;
using System.Text.Json.Nodes;
using Heed.Losses;
using Heed.Metrics;

namespace Heed.Tests;

/// <summary>The arguments of losses and metrics, and of Keras's functions of the same names, compared with those of Keras: names, order, defaults.</summary>
public sealed class TrainingArgumentsContractTests
{
    private static readonly JsonObject Keras = JsonNode.Parse(SourceTree.Read("tests/reference/keras_api.json"))!.AsObject();

    /// <summary>Ways to read and write configs, which are KerasRegistry here, and what users derive from.</summary>
    private static readonly string[] NotCompared = ["deserialize", "get", "serialize", "Loss", "Metric", "MeanMetricWrapper"];

    public static TheoryData<string, string> Names =>
        [.. from area in new[] { "losses", "metrics" } from item in Keras[area]!.AsObject() where !NotCompared.Contains(item.Key) select (area, item.Key)];

    [Theory, MemberData(nameof(Names))]
    public void Arguments_have_the_names_the_order_and_the_defaults_of_Keras(string area, string name)
    {
        JsonObject[] expected = [.. Keras[area]![name]!["parameters"]!.AsArray().Select(node => node!.AsObject())];
        ParameterInfo[] arguments = char.IsUpper(name[0]) ? ConstructorOf(area, name) : FunctionOf(name);
        Assert.Equal(expected.Select(item => (string)item["name"]!), arguments.Select(argument => Snake.Case(argument.Name!)));
        foreach ((JsonObject item, ParameterInfo argument) in expected.Zip(arguments))
        {
            Assert.Equal(item["required"] is null, argument.HasDefaultValue);
            if (item["required"] is null) AssertSame(item["default"], argument, name);
        }
    }

    private static ParameterInfo[] ConstructorOf(string area, string name)
    {
        Type type = (area == "losses" ? typeof(Loss) : typeof(Metric)).Assembly.GetType($"Heed.{(area == "losses" ? "Losses" : "Metrics")}.{name}", throwOnError: true)!;
        return type.GetConstructors().Single().GetParameters();
    }

    /// <summary>The static method of the loss, or else of the metric, that has the function's name.</summary>
    private static ParameterInfo[] FunctionOf(string name)
    {
        Type[] types = [.. typeof(Loss).Assembly.GetExportedTypes().Where(type => type.Namespace is "Heed.Losses" or "Heed.Metrics" && Snake.Case(type.Name) == name).OrderBy(type => type.Namespace)];
        return types.Select(type => type.GetMethod("Of", BindingFlags.Public | BindingFlags.Static)).First(method => method is not null)!.GetParameters();
    }

    /// <summary>A null stands for the default of what C# cannot write as one: a list, one or several numbers.</summary>
    private static void AssertSame(JsonNode? wanted, ParameterInfo argument, string what)
    {
        object? value = argument.DefaultValue;
        if (value is null && argument.ParameterType == typeof(Numbers) || wanted is JsonArray) return;
        if (value is int number && Nullable.GetUnderlyingType(argument.ParameterType) is { IsEnum: true } choice) value = Enum.ToObject(choice, number);
        JsonNode? received = Config.ToJson(value);
        bool same = value is double or int ? Convert.ToDouble(value, null) == (double)wanted! : string.Equals(wanted?.ToJsonString(), received?.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        Assert.True(same, $"{what}: {argument.Name} is {received?.ToJsonString() ?? "null"}, in Keras {wanted?.ToJsonString() ?? "null"}.");
    }
}
