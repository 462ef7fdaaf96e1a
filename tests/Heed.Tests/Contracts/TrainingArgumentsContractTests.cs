using System.Reflection;
using System.Text.Json.Nodes;
using Heed.Losses;
using Heed.Metrics;
using Heed.Optimizers;

namespace Heed.Tests;

/// <summary>The arguments of losses, metrics, optimizers and schedules, and of Keras's functions of the same names, compared with those of Keras: names, order, defaults.</summary>
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

    /// <summary>What every optimizer has as properties, and the name, which stands last here.</summary>
    private static readonly string[] OfEveryOptimizer =
    [
        "weight_decay", "clipnorm", "clipvalue", "global_clipnorm", "use_ema", "ema_momentum", "ema_overwrite_frequency", "loss_scale_factor",
        "gradient_accumulation_steps", "name", "kwargs",
    ];

    public static TheoryData<string> OptimizerNames => [.. OptimizerSamples.Table.Select(sample => sample.ClassName).Distinct()];

    [Theory, MemberData(nameof(OptimizerNames))]
    public void Arguments_of_optimizers_are_those_of_Keras(string name)
    {
        Optimizer made = KerasRegistry.Create<Optimizer>(name);
        ParameterInfo[] arguments = [.. made.GetType().GetConstructors().Single().GetParameters().SkipLast(1)];
        JsonObject[] expected = [.. Keras["optimizers"]![name]!["parameters"]!.AsArray().Select(node => node!.AsObject())
            .Where(item => !OfEveryOptimizer.Contains((string)item["name"]!) || arguments.Any(argument => Snake.Case(argument.Name!) == (string)item["name"]!))];
        Assert.Equal(expected.Select(item => ((string)item["name"]!).Replace("_", "", StringComparison.Ordinal)), arguments.Select(argument => argument.Name!.ToLowerInvariant()));
        Config defaults = made.GetConfig();
        foreach (JsonObject item in expected)
        {
            string key = (string)item["name"]!;
            if (item["default"] is JsonValue number && defaults.Json[key] is JsonValue received && double.TryParse(number.ToJsonString(), out double wanted))
                Assert.Equal(wanted, PythonNumber.Read(received), 1e-9);
            else if (key != "exclude_layers") Assert.Equal(item["default"]?.ToJsonString(), defaults.Json[key]?.ToJsonString());
        }
    }

    public static TheoryData<string> ScheduleNames => [.. Keras["optimizers.schedules"]!.AsObject().Select(item => item.Key).Where(name =>
        char.IsUpper(name[0]) && name != "LearningRateSchedule")];

    [Theory, MemberData(nameof(ScheduleNames))]
    public void Arguments_of_schedules_are_those_of_Keras(string name)
    {
        ParameterInfo[] arguments = typeof(Optimizer).Assembly.GetType($"Heed.Optimizers.{name}", throwOnError: true)!.GetConstructors().Single().GetParameters();
        JsonObject[] expected = [.. Keras["optimizers.schedules"]![name]!["parameters"]!.AsArray().Select(node => node!.AsObject())];
        Assert.Equal(expected.Select(item => (string)item["name"]!).Except(["name"]), arguments.Select(argument => Snake.Case(argument.Name!)).Except(["name"]));
        foreach (JsonObject item in expected)
        {
            ParameterInfo? argument = arguments.SingleOrDefault(argument => Snake.Case(argument.Name!) == (string)item["name"]!);
            if (argument is null or { Name: "name" }) continue;
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
        Type[] types = [.. typeof(Loss).Assembly.GetExportedTypes().Where(type =>
            type.Namespace is "Heed.Losses" or "Heed.Metrics" && Snake.Case(type.Name) == name).OrderBy(type => type.Namespace)];
        return types.Select(type => type.GetMethod("Of", BindingFlags.Public | BindingFlags.Static)).First(method => method is not null)!.GetParameters();
    }

    /// <summary>A null stands for the default of what C# cannot write as one: a list, one or several numbers.</summary>
    private static void AssertSame(JsonNode? wanted, ParameterInfo argument, string what)
    {
        object? value = argument.DefaultValue;
        if (value is null && argument.ParameterType == typeof(Numbers) || wanted is JsonArray) return;
        if (value is int number && Nullable.GetUnderlyingType(argument.ParameterType) is { IsEnum: true } choice) value = Enum.ToObject(choice, number);
        JsonNode? received = Config.ToJson(value);
        bool same = value is double or int ? Convert.ToDouble(value, null) == (double)wanted! : string.Equals(wanted?.ToJsonString(), received?.ToJsonString(),
            StringComparison.OrdinalIgnoreCase);
        Assert.True(same, $"{what}: {argument.Name} is {received?.ToJsonString() ?? "null"}, in Keras {wanted?.ToJsonString() ?? "null"}.");
    }
}
