using Heed.Layers;
using Heed.Saving;

namespace Heed.Tests;

public sealed class ModelWeightsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("heed").FullName;

    private string FileName => Path.Combine(_folder, "model.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Weights_come_back_by_path()
    {
        Sequential model = Stack(4), other = Stack(4);
        model.SaveWeights(FileName);
        Assert.Equal(["a/kernel", "a/bias", "b/kernel", "b/bias"], Safetensors.Load(FileName).Keys);
        other.LoadWeights(FileName);
        Assert.Equal(model.GetWeights().SelectMany(x => x.ToArray<float>()), other.GetWeights().SelectMany(x => x.ToArray<float>()));
    }

    [Fact]
    public void A_wrong_shape_changes_nothing_and_names_file_entry_and_shapes()
    {
        Stack(4).SaveWeights(FileName);
        Sequential other = Stack(5);
        float[] before = other.Weights[1].Value.ToArray<float>();
        var error = Assert.Throws<ShapeException>(() => other.LoadWeights(FileName));
        Assert.Equal("Sequential 'stack' expects the entry 'a/kernel' in 'model.safetensors' to be (3, 5) float32. Received (3, 4) float32.", error.Message);
        Assert.Equal(before, other.Weights[1].Value.ToArray<float>());
    }

    [Fact]
    public void A_missing_or_surplus_entry_is_named()
    {
        Sequential model = Stack(4);
        Safetensors.Save(FileName, model.Weights.Skip(1).Select(x => KeyValuePair.Create(x.Path, x.Value)));
        Assert.Contains("expects an entry 'a/kernel' (3, 4) float32 in 'model.safetensors'. Received none of this name.",
            Assert.Throws<ArgumentException>(() => model.LoadWeights(FileName)).Message);
        Safetensors.Save(FileName, model.Weights.Select(x => KeyValuePair.Create(x.Path, x.Value)).Append(new("stranger", 1f)));
        Assert.Contains("Received also 'stranger' () float32.", Assert.Throws<ArgumentException>(() => model.LoadWeights(FileName)).Message);
    }

    // Which of the weights a/kernel, a/bias, b/kernel … are read, of a file with the layers a(5), b(3), c(2); Keras 3.15.1 says the same of each
    [Theory]
    [InlineData("w.weights.h5", "a5 b7 d2", false, "110000")]
    [InlineData("w.h5", "a5 b7 d2", false, "110001")]
    [InlineData("w.h5", "a5 b7 d2", true, "110000")]
    [InlineData("w.weights.h5", "a5 b3", false, "1111")]
    [InlineData("w.h5", "a5 b3", false, "refused")]
    [InlineData("w.h5", "a5 b3", true, "1111")]
    [InlineData("w.weights.h5", "a5 b3 c2 e2", false, "11111100")]
    [InlineData("w.h5", "a5 b3 c2 e2", false, "refused")]
    [InlineData("w.h5", "a5 b3 c2 e2", true, "11111100")]
    public void What_does_not_fit_is_left_out_as_Keras_leaves_it_out(string file, string layers, bool byName, string expected)
    {
        Sequential Row(string names) => new([new InputLayer([4]), .. names.Split(' ').Select(name => new Dense(name[1] - '0', biasInitializer: "ones", name: name[..1]))], "row");
        string path = Path.Combine(_folder, file);
        Sequential saved = Row("a5 b3 c2"), model = Row(layers);
        if (file == "w.h5") saved.Save(path);
        else saved.SaveWeights(path);
        foreach (Variable weight in model.Weights) weight.Assign(Heed.Ops.ZerosLike(weight.Value));
        if (expected == "refused") Assert.Throws<ArgumentException>(() => model.LoadWeights(path, skipMismatch: true, byName));
        else
        {
            model.LoadWeights(path, skipMismatch: true, byName);
            Assert.Equal(expected, string.Concat(model.Weights.Select(weight => weight.Value.ToArray<float>().Any(value => value != 0) ? 1 : 0)));
        }
    }

    [Fact]
    public void A_cancelled_save_leaves_the_old_file_whole()
    {
        Stack(4).SaveWeights(FileName);
        byte[] before = File.ReadAllBytes(FileName);
        Assert.Throws<OperationCanceledException>(() => Stack(4).SaveWeights(FileName, cancellationToken: new CancellationToken(canceled: true)));
        Assert.Equal(before, File.ReadAllBytes(FileName));
        Assert.Equal([FileName], Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_failed_save_leaves_the_old_file_whole()
    {
        Stack(4).SaveWeights(FileName);
        byte[] before = File.ReadAllBytes(FileName);
        Tensor x = Input.Of([1]);
        Assert.Throws<ArgumentException>(() => new Model(x, new Labelled().Apply(x)).SaveWeights(FileName));
        Assert.Equal(before, File.ReadAllBytes(FileName));
        Assert.Equal([FileName], Directory.GetFiles(_folder));
    }

    [Fact]
    public void An_unbuilt_model_has_nothing_to_save() =>
        Assert.Contains("expects to be built", Assert.Throws<InvalidOperationException>(() => new Sequential().Add(new Dense(2)).SaveWeights(FileName)).Message);

    [Fact]
    public void Equal_paths_of_inner_models_stay_apart()
    {
        Model Inner(string name)
        {
            Tensor x = Input.Of([3]);
            return new Model(x, new Dense(3, name: "dense").Apply(x), name);
        }
        Sequential Pair() => new Sequential("pair").Add(Input.Of([3])).Add(Inner("left")).Add(Inner("right"));
        Sequential model = Pair(), other = Pair();
        model.SaveWeights(FileName);
        Assert.Contains("dense/kernel:1", Safetensors.Load(FileName).Keys);
        other.LoadWeights(FileName);
        Assert.Equal(model.Weights[2].Value.ToArray<float>(), other.Weights[2].Value.ToArray<float>());
    }

    [Fact]
    public void A_model_made_again_from_its_JSON_reads_them_also_inside_wrappers()
    {
        Sequential model = new Sequential().Add(Input.Of([5, 4])).Add(new Bidirectional(new LSTM(2), name: "both"));
        model.SaveWeights(FileName);
        Model same = Model.FromJson(model.ToJson());
        Assert.Contains("/both/forward_", same.Weights[0].Path);
        same.LoadWeights(FileName);
        float[,,] x = { { { 1, 2, 3, 4 }, { 4, 3, 2, 1 }, { 0, 1, 0, 1 }, { 2, 2, 2, 2 }, { 1, 1, 0, 0 } } };
        Assert.Equal(model.Apply(x).ToArray<float>(), same.Apply(x).ToArray<float>());
    }

    private static Sequential Stack(int units) =>
        new Sequential("stack").Add(Input.Of([3])).Add(new Dense(units, biasInitializer: "random_normal", name: "a")).Add(new Dense(2, name: "b"));

    /// <summary>A layer with a weight that no safetensors file can hold.</summary>
    private sealed class Labelled : Layer
    {
        protected override void Build(ReadOnlySpan<Shape> inputs) => AddWeight("label", Shape.Scalar, new Text(), dtype: Heed.DType.String);

        protected override Tensors Call(Tensors inputs, CallArguments call) => inputs;

        private sealed class Text : Initializers.Initializer
        {
            public override Config GetConfig() => new();

            public override Tensor Create(Shape shape, DType dtype) => Tensor.FromScalar("label");
        }
    }
}
