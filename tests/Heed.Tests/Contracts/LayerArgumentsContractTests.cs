using System.Reflection;
using System.Text.Json.Nodes;
using Heed.Initializers;
using Heed.Layers;

namespace Heed.Tests;

/// <summary>The arguments of every registered layer, compared with those of Keras: names, order, defaults.</summary>
public sealed class LayerArgumentsContractTests
{
    /// <summary>What every layer has as properties or in its base: see <see cref="Layer"/>.</summary>
    private static readonly string[] OfEveryLayer = ["kwargs", "name", "dtype", "trainable", "activity_regularizer", "autocast"];

    private static readonly JsonObject Keras =
        JsonNode.Parse(SourceTree.Read("tests/reference/keras_api.json"))!["layers"]!.AsObject();

    public static TheoryData<string> Names => [.. LayerSamples.Table.Select(sample => sample.ClassName).Distinct().Where(name => Keras.ContainsKey(name))];

    [Theory, MemberData(nameof(Names))]
    public void Arguments_have_the_names_the_order_and_the_defaults_of_Keras(string className)
    {
        LayerSample sample = LayerSamples.Table.First(sample => sample.ClassName == className);
        Layer layer = sample.Make();
        JsonObject[] expected = [.. Keras[className]!["parameters"]!.AsArray().Select(node => node!.AsObject()).Where(node => !OfEveryLayer.Contains((string?)node["name"]))];
        ParameterInfo[] arguments = layer.GetType().GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)!.GetParameters();
        Config defaults = Defaults(layer, expected, sample.Needs);

        int last = -1;
        foreach (JsonObject item in expected)
        {
            string name = (string)item["name"]!;
            int index = Array.FindIndex(arguments, argument => Snake.Case(argument.Name!) == name);
            Assert.True(index >= 0, $"{className} lacks the argument '{name}'.");
            Assert.True(index > last, $"{className} has '{name}' earlier than Keras.");
            last = index;
            if (item["required"] is not null) continue;

            Assert.True(arguments[index].HasDefaultValue, $"{className} wants '{name}', which Keras does not.");
            object? value = arguments[index].DefaultValue;
            if (value is not null && Nullable.GetUnderlyingType(arguments[index].ParameterType) is { IsEnum: true } choice) value = Enum.ToObject(choice, value);
            if (value is not null) AssertSame(item["default"], Config.ToJson(value), $"{className}: {name}");
            if (item["default"] is { } wanted && defaults.Has(name) && !IsWhatKerasMakesOf(wanted, layer, defaults, name))
                AssertSame(wanted, defaults.Json[name], $"{className} from a config without '{name}'");
            Assert.True(value is not null || item["default"] is null || defaults.Has(name), $"{className}: the default of '{name}' is {item["default"]} in Keras.");
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Call_takes_the_arguments_of_Keras(string className)
    {
        Layer layer = LayerSamples.Table.First(sample => sample.ClassName == className).Make();
        var taken = (IReadOnlyList<string>)typeof(Layer).GetProperty("CallArgumentNames", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(layer)!;
        int inputs = className is "MultiHeadAttention" or "GroupQueryAttention" ? 3 : 1;     // query, value, key
        IEnumerable<string> wanted = Keras[className]!["call"]!.AsArray().Skip(inputs).Select(node => (string)node!["name"]!);
        Assert.Empty(wanted.Except(["mask", "training", "kwargs", .. taken]));
    }

    /// <summary>The config of a layer made from a config that holds only the required settings.</summary>
    private static Config Defaults(Layer layer, JsonObject[] expected, string[] needs)
    {
        var required = new Config(layer.GetConfig().Json.DeepClone().AsObject());
        foreach (JsonObject item in expected)
            if (item["required"] is null && !needs.Contains((string)item["name"]!)) required.Json.Remove((string)item["name"]!);
        return KerasRegistry.Create<Layer>(layer.ClassName, required).GetConfig();
    }

    /// <summary>Is a setting the same as if the config had held Keras's default? A layer may write it in another form, such as a factor as an interval.</summary>
    private static bool IsWhatKerasMakesOf(JsonNode wanted, Layer layer, Config defaults, string name)
    {
        var stated = new Config(defaults.Json.DeepClone().AsObject()).With(name, wanted.DeepClone());
        return JsonNode.DeepEquals(defaults.Json[name], KerasRegistry.Create<Layer>(layer.ClassName, stated).GetConfig().Json[name]);
    }

    private static void AssertSame(JsonNode? wanted, JsonNode? received, string what) =>
        Assert.True(IsSame(wanted, received), $"{what} is {received?.ToJsonString() ?? "null"}, in Keras {wanted?.ToJsonString() ?? "null"}.");

    private static bool IsSame(JsonNode? wanted, JsonNode? received) => (wanted, received) switch
    {
        (JsonValue a, JsonArray b) => b.Count > 0 && b.All(item => IsSame(a, item)),       // one for all axes
        (JsonArray a, JsonArray b) => a.Count == b.Count && a.Zip(b).All(pair => IsSame(pair.First, pair.Second)),
        (JsonValue a, JsonObject b) => KerasRegistry.Create<Initializer>((string)a!).ClassName == (string?)b["class_name"],
        (JsonValue a, JsonValue b) when double.TryParse(a.ToJsonString(), out double x) && double.TryParse(b.ToJsonString(), out double y) => x == y,
        _ => JsonNode.DeepEquals(wanted, received),
    };
}
