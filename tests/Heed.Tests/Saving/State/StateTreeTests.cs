using Heed.Layers;
using Heed.Optimizers;
using Heed.Saving;

namespace Heed.Tests;

/// <summary>Where files of Keras keep layers that are inside others: under the names of Python attributes and properties.</summary>
public sealed class StateTreeTests
{
    [Fact]
    public void Features_hold_their_layers()
    {
        var space = new FeatureSpace(new Dictionary<string, FeatureChoice> { ["b"] = "float_normalized", ["a"] = FeatureSpace.StringCategorical() }, crosses: [new(["a", "b"], 8)]);
        Assert.Equal(["held", "held/crossers/hashed_crossing", "held/features/feature/preprocessor", "held/features/feature_1/preprocessor"], Paths(space));
    }

    [Fact]
    public void Features_come_back()
    {
        static FeatureSpace Make() => new(new Dictionary<string, FeatureChoice> { ["x"] = "float_normalized", ["y"] = "float_normalized" });
        FeatureSpace space = Make(), again = Make();
        var (x, y) = (Tensor.From([1f, 2, 3, 6], [4, 1]), Tensor.From([10f, 20, 30, 60], [4, 1]));
        Tensors table = Tensors.Named([new("x", x), new("y", y)]);
        ((Normalization)space.Features["x"].Preprocessor).Adapt(x);
        ((Normalization)space.Features["y"].Preprocessor).Adapt(y);
        ((Normalization)again.Features["x"].Preprocessor).Adapt(y);
        ((Normalization)again.Features["y"].Preprocessor).Adapt(x);

        var file = new MemoryStream();
        Holder from = new(space), to = new(again);
        new Hdf5Writer(StateWriter.Tree(from, StateTree.Of(from))).Write(file);
        using Hdf5File h5 = Hdf5File.Open(file, "memory");
        var reader = new StateReader(to, to.LoadReport);
        reader.Match(StoredGroup.Of(h5.Root));
        Assert.Empty(reader.Problems);
        reader.Apply(readAllFirst: false);
        Assert.Equal(space.Features["y"].Preprocessor.Apply(y).AsSpan<float>().ToArray(), again.Features["y"].Preprocessor.Apply(y).AsSpan<float>().ToArray());
        Assert.Equal(30, ((Normalization)again.Features["y"].Preprocessor).Weights[0].Value.AsSpan<float>()[0]);
    }

    [Fact]
    public void Layers_of_augmentations_are_attributes()
    {
        _ = new RandomShear();      // automatic names count on, names of attributes do not
        var augment = new RandAugment();
        augment.Apply(Heed.Ops.Zeros([1, 4, 4, 3]));
        string[] expected = ["auto_contrast", "equalization", "random_brightness", "random_color_degeneration", "random_contrast", "random_posterization", "random_rotation",
            "random_sharpness", "random_shear", "random_translation", "solarization"];
        Assert.Equal(["held", .. expected.Select(name => $"held/{name}")], Paths(augment));
    }

    [Fact]
    public void Activation_of_a_cell_is_a_property_of_its_layer()
    {
        Assert.Equal(["held", "held/activation", "held/cell", "held/cell/recurrent_activation"], Paths(new LSTM(2, activation: new ELU(), recurrentActivation: new LeakyReLU())));
        Assert.Equal(["held", "held/cell", "held/cell/activation"], Paths(new RNN(new GRUCell(2, activation: new ELU()))));
    }

    [Fact]
    public void Optimizers_inside_others_are_listed_by_their_classes()
    {
        // Keras 3.15.1
        Model model = new Sequential([new InputLayer([1]), new Dense(1)]);
        model.Compile(new LossScaleOptimizer(new MultiOptimizer(new(new RMSprop(), new Dictionary<string, Optimizer> { ["a"] = new SGD(), ["b"] = new SGD() }))), "mse");
        Assert.Equal(["optimizer", "optimizer/inner_optimizer", "optimizer/inner_optimizer/optimizers/sgd", "optimizer/inner_optimizer/optimizers/sgd_1",
            "optimizer/inner_optimizer/optimizers/rm_sprop"], StateTree.Of(model).All().Select(part => part.Path).Where(path => path.StartsWith("optimizer", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Paths(Layer layer) => StateTree.Of(new Holder(layer)).All().Select(part => part.Path).Where(path => path.Length > 0);

    private sealed class Holder : Model
    {
        public Holder(Layer layer) : base("holder") => AddLayer(layer, "held");        // comes before the list of all layers that every model has

        protected override Tensors Call(Tensors inputs, CallArguments call) => inputs;
    }
}
