using System.Reflection;
using System.Text.Json.Nodes;
using Heed.Callbacks;

namespace Heed.Tests;

/// <summary>The arguments of callbacks compared with those of Keras: names, order, defaults.</summary>
public sealed class CallbackArgumentsContractTests
{
    private static readonly JsonObject Keras = JsonNode.Parse(SourceTree.Read("tests/reference/keras_api.json"))!["callbacks"]!.AsObject();

    /// <summary>What has another name here, or none: a base class, and a format of JAX that only Python reads.</summary>
    private static readonly Dictionary<string, string?> OtherNames = new() { ["Callback"] = null, ["OrbaxCheckpoint"] = null };

    public static TheoryData<string> Names => [.. Keras.Select(item => item.Key).Where(name => !OtherNames.TryGetValue(name, out string? other) || other is not null)];

    [Theory, MemberData(nameof(Names))]
    public void Arguments_have_the_names_the_order_and_the_defaults_of_Keras(string name)
    {
        JsonObject[] expected = [.. Keras[name]!["parameters"]!.AsArray().Select(node => node!.AsObject()).Where(item => (string?)item["kind"] != "VAR_KEYWORD")];
        Type type = typeof(Callback).Assembly.GetType($"Heed.Callbacks.{OtherNames.GetValueOrDefault(name) ?? name}", throwOnError: true)!;
        ParameterInfo[] arguments = [.. type.GetConstructors().Single().GetParameters()];
        if (name == "ProgbarLogger") Assert.All(arguments, argument => Assert.True(argument.HasDefaultValue));    // it has none in Keras
        if (name is "ProgbarLogger" or "CallbackList") arguments = arguments[..expected.Length];                 // **params is an object
        Assert.Equal(expected.Select(item => (string)item["name"]!), arguments.Select(argument => Snake.Case(argument.Name!)));
        foreach ((JsonObject item, ParameterInfo argument) in expected.Zip(arguments))
        {
            Assert.Equal(item["required"] is null, argument.HasDefaultValue);
            if (item["required"] is null) AssertSame(item["default"], argument, name);
        }
    }

    private static void AssertSame(JsonNode? wanted, ParameterInfo argument, string what)
    {
        object? value = argument.ParameterType == typeof(Frequency) ? default(Frequency).ToString() : argument.DefaultValue;
        if (argument.ParameterType.IsEnum && value is not null) value = Enum.ToObject(argument.ParameterType, value).ToString();
        JsonNode? received = Config.ToJson(value);
        bool same = value is double or int ? Convert.ToDouble(value, null) == (double)wanted! : string.Equals(wanted?.ToJsonString(), received?.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        Assert.True(same, $"{what}: {argument.Name} is {received?.ToJsonString() ?? "null"}, in Keras {wanted?.ToJsonString() ?? "null"}.");
    }
}
