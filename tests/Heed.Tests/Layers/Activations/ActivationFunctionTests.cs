using System.Text.Json.Nodes;
using Heed.Layers;

namespace Heed.Tests.Layers.Activations;

public class ActivationFunctionTests
{
    [Fact]
    public void Name_is_what_configs_hold()
    {
        ActivationFunction sigmoid = "sigmoid";
        Config config = new Config().With("activation", sigmoid);
        Assert.Equal("""{"activation":"sigmoid"}""", config.Json.ToJsonString());
        Assert.Equal(0.5, config.GetObject<ActivationFunction>("activation")!.Apply(0.0).Item<float>());
    }

    [Fact]
    public void Serialized_function_is_read()
    {
        var config = new Config(new JsonObject { ["f"] = new JsonObject { ["module"] = "builtins", ["class_name"] = "function", ["config"] = "sigmoid" } });
        Assert.Equal("sigmoid", config.GetObject<ActivationFunction>("f")!.Name);
    }

    [Fact]
    public void Own_function_is_written_as_keras_writes_functions_and_found_again()
    {
        var doubling = new ActivationFunction("doubling", x => x * 2);
        KerasRegistry.Register("doubling", _ => doubling);
        Config config = new Config().With("f", doubling);
        Assert.Equal("function", (string?)config.Json["f"]!["class_name"]);
        Assert.Equal(6, config.GetObject<ActivationFunction>("f")!.Apply(3.0).Item<float>());
    }

    [Fact]
    public void Function_without_a_name_works_but_has_no_config()
    {
        ActivationFunction nameless = (Func<Tensor, Tensor>)(x => x + 1);
        Assert.Equal(3, nameless.Apply(2.0).Item<float>());
        Assert.Contains("a name", Assert.Throws<ArgumentException>(() => new Config().With("f", nameless)).Message);
    }

    [Fact]
    public void Unknown_name_is_refused_with_the_nearest_one()
    {
        Assert.Contains("'sigmoid'", Assert.Throws<ArgumentException>(() => { ActivationFunction _ = "sigmoyd"; }).Message);
    }

    [Fact]
    public void A_name_that_is_like_no_other_gets_a_list_of_the_known_ones()
    {
        var error = Assert.Throws<ArgumentException>(() => new Dense(3, activation: "zzzzzz"));
        Assert.Contains("Known are", error.Message);
        Assert.Contains("relu,", error.Message);
    }
}
