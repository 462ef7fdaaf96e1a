using System.IO.Compression;
using System.Text;
using Heed.Layers;
using Heed.Optimizers;
using Heed.Saving;

namespace Heed.Tests;

public sealed class ModelFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("heed").FullName;

    public static TheoryData<string> Samples => [.. LayerSamples.Table.Select(sample => sample.Name)];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_layer_survives_a_file(string name)
    {
        LayerSample sample = LayerSamples.Table.Single(sample => sample.Name == name);
        Layer layer = sample.Under("float32");
        layer.Invoke(sample.Mapped(x => x), sample.Arguments);
        StateNode state = StateTree.Of(new Holder(layer));
        var root = new Hdf5NewGroup();
        using var file = new MemoryStream();
        new Hdf5Writer(StateWriter.Tree(new Holder(layer), state)).Write(file);

        Layer again = sample.Under("float32");
        again.Invoke(sample.Mapped(x => x), sample.Arguments);
        foreach (Variable variable in again.Weights) variable.Assign(Heed.Ops.ZerosLike(variable.Value));
        var holder = new Holder(again);
        using Hdf5File h5 = Hdf5File.Open(new MemoryStream(file.ToArray()), "memory");
        var reader = new StateReader(holder, holder.LoadReport);
        reader.Match(StoredGroup.Of(h5.Root));
        Assert.Empty(reader.Problems);
        reader.Apply(readAllFirst: false);
        SavedArray[] written = [.. state.All().SelectMany(part => part.Node.Arrays)];      // of adapters the sum: their parts differ
        SavedArray[] read = [.. StateTree.Of(holder).All().SelectMany(part => part.Node.Arrays)];
        Assert.Equal(written.Select(array => array.Spec), read.Select(array => array.Spec));
        foreach ((SavedArray mine, SavedArray theirs) in written.Zip(read))
            Assert.Equal(mine.Get().Cast(DType.Float64).AsSpan<double>().ToArray(), theirs.Get().Cast(DType.Float64).AsSpan<double>().ToArray());
    }

    [Theory]
    [InlineData("model.keras")]
    [InlineData("model.h5")]
    public void Trained_model_goes_on_where_it_stopped(string file)
    {
        Tensor x = GradientCheck.Random([16, 4], new Random(1)).Cast(DType.Float32), y = GradientCheck.Random([16, 2], new Random(2)).Cast(DType.Float32);
        var model = new Sequential([new InputLayer([4]), new Dense(8, activation: "relu"), new Dense(2)], "row");
        model.Compile(new Adam(0.01) { UseEma = true }, "mse");
        model.Fit(x, y, batchSize: 4, epochs: 2, shuffle: false);
        string path = Path.Combine(_folder, file);
        model.Save(path);
        Model again = Model.Load(path);
        Assert.Empty(again.LoadReport.Notes);
        Assert.Equal(model.Fit(x, y, batchSize: 4, epochs: 2, shuffle: false)["loss"], again.Fit(x, y, batchSize: 4, epochs: 2, shuffle: false)["loss"]);
        Assert.Null(Model.Load(path, new LoadOptions { Compile = false }).Optimizer);
    }

    [Theory]
    [InlineData("w.weights.h5")]
    [InlineData("w.weights.json")]
    [InlineData("w.npz")]
    [InlineData("w.safetensors")]
    public void Weights_come_back_from_every_format(string file)
    {
        Model model = Row(), other = Row();
        string path = Path.Combine(_folder, file);
        model.SaveWeights(path, maxShardSize: 300.0 / (1L << 30));
        other.LoadWeights(path);
        Assert.All(model.GetWeights().Zip(other.GetWeights()), pair => Assert.Equal(pair.First.AsSpan<float>().ToArray(), pair.Second.AsSpan<float>().ToArray()));
        if (file == "w.weights.json") Assert.Equal(3, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public void What_does_not_fit_is_refused_or_left_out()
    {
        string path = Path.Combine(_folder, "w.weights.h5");
        Row().SaveWeights(path);
        var other = new Sequential([new InputLayer([4]), new Dense(16), new Dense(3)], "row");
        float[] before = other.GetWeights()[0].ToArray<float>();
        ArgumentException error = Assert.Throws<ArgumentException>(() => other.LoadWeights(path));
        Assert.Contains("'layers/dense_1/vars/0'", error.Message);
        Assert.Equal(before, other.GetWeights()[0].ToArray<float>());
        other.LoadWeights(path, skipMismatch: true);
        Assert.NotEqual(before, other.GetWeights()[0].ToArray<float>());
        Assert.NotEmpty(other.LoadReport.Notes);
        Assert.Throws<ArgumentException>(() => other.LoadWeights(path, byName: true));
    }

    [Fact]
    public void Layers_of_an_old_file_are_matched_by_name()
    {
        string path = Path.Combine(_folder, "old.h5");
        var model = new Sequential([new InputLayer([4]), new Dense(16, name: "first"), new Dense(2, name: "second")], "row");
        model.Save(path);
        var other = new Sequential([new InputLayer([4]), new Dense(16, name: "first"), new Dense(5, name: "new")], "other");
        other.LoadWeights(path, byName: true);
        Assert.Equal(model.GetWeights()[0].ToArray<float>(), other.GetWeights()[0].ToArray<float>());
        Assert.Throws<ArgumentException>(() => other.LoadWeights(path));
    }

    [Fact]
    public void Class_that_is_not_known_is_named_with_the_way_out()
    {
        string path = Path.Combine(_folder, "model.keras");
        new Sequential([new InputLayer([4]), new Mystery("riddle")], "row").Save(path);
        FormatException error = Assert.Throws<FormatException>(() => Model.Load(path));
        Assert.Contains("model.keras", error.Message);
        Assert.Contains("'riddle'", error.Message);
        Assert.Contains("KerasRegistry.Register<Layer>(\"tests>Mystery\", config => …)", error.Message);
    }

    [Fact]
    public void Registered_subclass_loads()
    {
        KerasRegistry.Register<Layer>("tests>Scaled", config => new Scaled(config.Name));
        string path = Path.Combine(_folder, "model.keras");
        var model = new Sequential([new InputLayer([3]), new Scaled("scaled"), new Dense(2)], "row");
        model.Save(path);
        Tensor x = Tensor.From([1f, 2, 3], [1, 3]);
        Assert.Equal(model.Apply(x).ToArray<float>(), Model.Load(path).Apply(x).ToArray<float>());
    }

    [Fact]
    public void Unknown_optimizer_is_carried_through()
    {
        string path = SourceTree.Root + "tests/reference/models/einsum_norms.keras", copy = Path.Combine(_folder, "copy.keras");
        using (ZipArchive original = ZipFile.OpenRead(path), changed = ZipFile.Open(copy, ZipArchiveMode.Create))
            foreach (ZipArchiveEntry entry in original.Entries)
            {
                using Stream from = entry.Open(), to = changed.CreateEntry(entry.FullName).Open();      // deflated, too
                if (entry.FullName == "config.json") to.Write(Encoding.UTF8.GetBytes(new StreamReader(from).ReadToEnd().Replace("\"Lamb\"", "\"Wanderer\"")));
                else from.CopyTo(to);
            }
        Model model = Model.Load(copy);
        Assert.Null(model.Optimizer);
        string saved = Path.Combine(_folder, "saved.keras"), again = Path.Combine(_folder, "again.keras");
        model.Save(saved);
        Model.Load(saved).Save(again);
        Assert.Contains("Wanderer", Assert.Single(Model.Load(again).LoadReport.Notes));
        Assert.True(Model.Load(again).CarriedState!.Find("vars")!.Arrays.Count > 2);
    }

    [Fact]
    public void Learned_vocabularies_lie_beside_the_weights()
    {
        var texts = new TextVectorization(outputMode: OutputMode.TfIdf);
        texts.Adapt((Tensor)new[] { "the cat sat", "the dog", "Ä dog" });
        Tensor x = Input.Of([1], dtype: DType.String, name: "text");
        var model = new Model(x, texts.Apply(x), "words");
        string path = Path.Combine(_folder, "model.keras");
        model.Save(path);
        using (ZipArchive zip = ZipFile.OpenRead(path))
            Assert.Equal(["assets/layers/text_vectorization/vocabulary.txt", "assets/layers/text_vectorization/_lookup_layer/vocabulary.txt"], zip.Entries.Skip(3).Select(entry => entry.FullName));
        Tensor sample = Tensor.From(["the Ä cat"], [1, 1]);
        Assert.Equal(model.Apply(sample).ToArray<float>(), Model.Load(path).Apply(sample).ToArray<float>());
    }

    [Fact]
    public void Layers_listed_in_any_order_are_connected()
    {
        Tensor x = Input.Of([2], name: "x"), y = x;
        for (int i = 0; i < 2000; i++) y = new Identity(name: $"i{i}").Apply(y);
        var json = System.Text.Json.Nodes.JsonNode.Parse(new Model(x, y, "chain").ToJson())!;
        var layers = json["config"]!["layers"]!.AsArray();
        json["config"]!["layers"] = new System.Text.Json.Nodes.JsonArray([.. layers.Reverse().Select(layer => layer!.DeepClone())]);
        Assert.Equal([3f, 4f], Model.FromJson(json.ToJsonString()).Apply(new float[,] { { 3, 4 } }).ToArray<float>());
    }

    [Theory]
    [InlineData("model.keras")]
    [InlineData("model.h5")]
    public void Loading_takes_the_memory_of_the_weights_and_little_more(string file)
    {
        string path = Path.Combine(_folder, file);
        new Sequential([new InputLayer([1024]), new Dense(1024), new Dense(1024), new Dense(1024)], "row").Save(path);
        Model.Load(path);       // what is compiled and kept the first time does not count
        long before = GC.GetAllocatedBytesForCurrentThread();
        Model model = Model.Load(path);
        double taken = GC.GetAllocatedBytesForCurrentThread() - before, weights = model.Weights.Sum(weight => 4.0 * weight.Shape.Size);
        Assert.InRange(taken, weights, 1.2 * weights);
    }

    private static Model Row() => new Sequential([new InputLayer([4]), new Dense(16, name: "wide"), new Dense(2, name: "narrow")], "row");

    private sealed class Holder : Model
    {
        public Holder(Layer layer) : base("holder") => AddLayer(layer, "part");

        protected override Tensors Call(Tensors inputs, CallArguments call) => inputs;
    }

    private sealed class Mystery(string? name) : Layer(name)
    {
        public override string? RegisteredName => "tests>Mystery";

        protected override Tensors Call(Tensors inputs, CallArguments call) => inputs;
    }

    private sealed class Scaled(string? name) : Layer(name)
    {
        private Variable? _scale;

        public override string? RegisteredName => "tests>Scaled";

        protected override void Build(ReadOnlySpan<Shape> inputs) => _scale = AddWeight("scale", [], new Initializers.RandomNormal());

        protected override Tensors Call(Tensors inputs, CallArguments call) => inputs[0] * (Tensor)_scale!;
    }
}
