using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Heed.Layers;

namespace Heed.Tests;

public sealed class SharedObjectsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("heed").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("model.keras")]
    [InlineData("model.h5")]        // Keras writes no numbers there, and passes over them: it makes two layers of it
    public void Layer_in_two_wrappers_is_one_object_again(string file)
    {
        var dense = new Dense(4, name: "inner");
        var model = new Sequential([new InputLayer([3, 4]), new TimeDistributed(dense, "a"), new TimeDistributed(dense, "b")], "row");
        string path = Path.Combine(_folder, file);
        model.Save(path);

        Model again = Model.Load(path);
        Assert.Same(((Wrapper)again.Layers[0]).Layer, ((Wrapper)again.Layers[1]).Layer);
        Assert.Equal(2, again.Weights.Count);
        Tensor x = Heed.Ops.Ones([2, 3, 4]);
        Assert.Equal(model.Apply(x).AsSpan<float>().ToArray(), again.Apply(x).AsSpan<float>().ToArray());
    }

    [Fact]
    public void Only_what_comes_twice_has_a_number()
    {
        var dense = new Dense(4, name: "inner");
        string path = Path.Combine(_folder, "model.keras");
        new Sequential([new InputLayer([3, 4]), new TimeDistributed(dense, "a"), new TimeDistributed(dense, "b"), new TimeDistributed(new Dense(4), "c")], "row").Save(path);
        using ZipArchive archive = ZipFile.OpenRead(path);
        using var reader = new StreamReader(archive.GetEntry("config.json")!.Open());
        string[] numbers = [.. Regex.Matches(reader.ReadToEnd(), "\"shared_object_id\": ([0-9]+)").Select(match => match.Groups[1].Value)];
        Assert.Equal(2, numbers.Length);
        Assert.Equal(numbers[0], numbers[1]);
    }

    [Fact]
    public void Initializers_that_Keras_shared_are_shared_but_not_between_models()
    {
        static Sequential Read() => (Sequential)KerasRegistry.Deserialize<Layer>(JsonNode.Parse("""
            {"class_name": "Sequential", "config": {"name": "row", "layers": [
              {"class_name": "Dense", "config": {"name": "a", "units": 2, "kernel_initializer":
                {"module": "keras.initializers", "class_name": "RandomNormal", "config": {"stddev": 2.0, "seed": 1}, "registered_name": null, "shared_object_id": 140710530855056}}},
              {"class_name": "Dense", "config": {"name": "b", "units": 2, "kernel_initializer":
                {"module": "keras.initializers", "class_name": "RandomNormal", "config": {"stddev": 2.0, "seed": 1}, "registered_name": null, "shared_object_id": 140710530855056}}}]}}
            """)!);
        Sequential one = Read(), other = Read();
        Assert.Same(((Dense)one.Layers[0]).KernelInitializer, ((Dense)one.Layers[1]).KernelInitializer);
        Assert.NotSame(((Dense)one.Layers[0]).KernelInitializer, ((Dense)other.Layers[0]).KernelInitializer);
    }
}
