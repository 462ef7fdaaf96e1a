using System.Text.Json.Nodes;
using Heed.Layers;

namespace Heed.Tests.Layers.Core;

public class LambdaTests
{
    [Fact]
    public void Function_sees_its_arguments_the_masks_and_training()
    {
        var function = new LambdaFunction(null, (inputs, call, arguments) =>
            inputs[0] * arguments.Get("factor", 1.0) + (call.Training ? 100 : 0) + call.Mask()!.Cast(DType.Float32));
        var lambda = new Lambda(function, arguments: new Config().With("factor", 3));
        Assert.Equal([104f, 106], lambda.Apply(new float[] { 1, 2 }, mask: new[] { true, false }, training: true).ToArray<float>());
    }

    [Fact]
    public void Shape_of_the_output_is_found_by_running_it() =>
        Assert.Equal([null, 5, 4], new Lambda(x => Heed.Ops.Pad(x, [(0, 0), (1, 1), (0, 0)])).Apply(Tensor.Symbolic([null, 3, 4], DType.Float32)).Shape);

    [Fact]
    public void Registered_function_survives_the_config()
    {
        KerasRegistry.Register("halve", _ => new LambdaFunction("halve", x => x / 2));
        Config config = new Lambda("halve", name: "half").GetConfig();
        Assert.Equal("function", (string?)config.Json["function"]!["class_name"]);
        Assert.Equal(2, KerasRegistry.Create<Layer>("Lambda", config).Apply(new float[] { 4 }).Item<float>());
    }

    [Fact]
    public void Function_without_a_name_has_no_config() =>
        Assert.Contains("KerasRegistry.Register", Assert.Throws<ArgumentException>(() => new Lambda(x => x).GetConfig()).Message);

    [Fact]
    public void Python_code_is_never_run()
    {
        var config = new Config().With("function", new JsonObject { ["class_name"] = "__lambda__", ["config"] = new JsonObject { ["code"] = "4wEA" } });
        Assert.Contains("which Heed never runs", Assert.Throws<ArgumentException>(() => KerasRegistry.Create<Layer>("Lambda", config)).Message);
    }
}
