using System.Text.Json.Nodes;
using Heed.Layers;
using Heed.Saving;

namespace Heed.Tests;

public sealed class LegacyH5WriterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("heed").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Layers_of_models_are_noted_without_module_layers_of_a_pipeline_with_it()
    {
        var inner = new Sequential([new InputLayer([4, 4, 3]), new Pipeline([new Rescaling(0.5), new CenterCrop(2, 2)], name: "steps")], "inner");
        JsonArray layers = Written(new Sequential([new InputLayer([4, 4, 3]), inner, new Flatten()], "outer"));
        JsonObject model = layers[1]!.AsObject(), pipeline = model["config"]!["layers"]![1]!.AsObject();
        Assert.False(model.ContainsKey("module") || pipeline.ContainsKey("module"));
        Assert.Equal("keras.layers", (string?)pipeline["config"]!["layers"]![0]!["module"]);        // Keras 3.15.1 does not find the class without it
    }

    [Fact]
    public void Grouped_query_attention_has_the_name_of_its_Python_class()
    {
        Tensor x = Input.Of([5, 4], name: "x");
        var model = new Model(x, new GroupQueryAttention(3, 4, 2, name: "attention").Apply(x, x));
        Assert.Equal("GroupedQueryAttention", (string?)Written(model)[1]!["class_name"]);           // as Keras 3.15.1 writes it in .h5 files
        Assert.IsType<GroupQueryAttention>(Model.Load(Path.Combine(_folder, "model.h5")).GetLayer("attention"));
        Assert.Contains("(GroupedQueryAttention)", model.Summary());
    }

    /// <summary>The layers in the configuration of the file that a model becomes.</summary>
    private JsonArray Written(Model model)
    {
        string path = Path.Combine(_folder, "model.h5");
        model.Save(path);
        using FileStream stream = File.OpenRead(path);
        using Hdf5File h5 = Hdf5File.Open(stream, "model.h5");
        return JsonNode.Parse(LegacyH5Reader.Text(h5.Root, "model_config")!)!["config"]!["layers"]!.AsArray();
    }
}
