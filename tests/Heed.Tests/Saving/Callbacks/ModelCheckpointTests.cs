using Heed.Callbacks;
using Heed.Layers;
using Heed.Optimizers;
using Heed.Saving;

namespace Heed.Tests;

public sealed class ModelCheckpointTests : IDisposable
{
    private static readonly float[,] X = { { 1 }, { 2 }, { 3 }, { 4 } };

    private readonly string _folder = Directory.CreateTempSubdirectory("heed-checkpoint-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Names_hold_the_epoch_and_values_and_the_files_load()
    {
        Model model = Network();
        model.Fit(X, X, epochs: 2, callbacks: [Losses(0.5, 0.25), new ModelCheckpoint(At("new/{epoch:02d}-{loss:.2f}.keras"))]);
        Assert.Equal(["01-0.50.keras", "02-0.25.keras"], Files("new"));
        Model read = Model.Load(At("new/02-0.25.keras"));
        Assert.Equal(model.GetWeights()[0].ToArray<float>(), read.GetWeights()[0].ToArray<float>());
    }

    [Fact]
    public void Only_the_best_is_kept()
    {
        var messages = new List<string>();
        var checkpoint = new ModelCheckpoint(At("{epoch}.weights.h5"), "loss", verbose: 1, saveBestOnly: true, saveWeightsOnly: true, initialValueThreshold: 0.6);
        Network().Fit(X, X, epochs: 4, callbacks: [Losses(0.7, 0.5, 0.55, 0.4), new Listener(messages), checkpoint]);
        Assert.Equal(["2.weights.h5", "4.weights.h5"], Files());
        Assert.Equal(0.4, checkpoint.Best);
        Assert.Equal("Epoch 1: loss did not improve from 0.60000", messages[0]);
        Assert.Equal($"Epoch 2: loss improved from 0.60000 to 0.50000, saving model to {At("2.weights.h5")}", messages[1]);
        Network().LoadWeights(At("4.weights.h5"));
    }

    [Fact]
    public void Saves_after_every_so_many_batches_across_epochs()
    {
        Network().Fit(X, X, batchSize: 1, epochs: 2, callbacks: [new ModelCheckpoint(At("{epoch}-{batch}.keras"), saveFreq: 3)]);
        Assert.Equal(["1-3.keras", "2-2.keras"], Files());
    }

    [Fact]
    public void Validation_that_is_missing_in_an_epoch_saves_anyway()
    {
        Network().Fit(X, X, epochs: 2, validationData: new(X, X), validationFreq: 2, callbacks: [new ModelCheckpoint(At("{epoch}.keras"), saveBestOnly: true)]);
        Assert.Equal(["1.keras", "2.keras"], Files());
    }

    [Fact]
    public void Mistakes_are_named()
    {
        Assert.Contains(".keras or .h5", Assert.Throws<ArgumentException>(() => new ModelCheckpoint("model.pt")).Message);
        Assert.Contains(".weights.h5 for weights", Assert.Throws<ArgumentException>(() => new ModelCheckpoint("model.keras", saveWeightsOnly: true)).Message);
        Assert.Throws<ArgumentException>(() => new ModelCheckpoint("model.keras", saveFreq: "day"));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ModelCheckpoint("model.keras", saveFreq: 0));
        Assert.Contains("expects the names loss, epoch in braces, but received 'val_loss'",
            Assert.Throws<ArgumentException>(() => Network().Fit(X, X, callbacks: [new ModelCheckpoint(At("{val_loss}.keras"))])).Message);
        Directory.CreateDirectory(At("m.keras"));
        Assert.Contains("A folder has this name", Assert.Throws<IOException>(() => Network().Fit(X, X, callbacks: [new ModelCheckpoint(At("m.keras"))])).Message);
    }

    [Theory]
    [InlineData("{epoch}", "7")]
    [InlineData("{epoch:03d}|{epoch:>4}|{epoch:*<4}|{epoch:^5}|{epoch:+d}", "007|   7|7***|  7  |+7")]
    [InlineData("{loss:.2f}|{loss:8.3f}|{loss:08.3f}|{loss:e}|{loss:.1e}|{loss:.0e}|{loss:%}", "-0.12|  -0.123|-000.123|-1.234560e-01|-1.2e-01|-1e-01|-12.345600%")]
    [InlineData("{loss}|{loss:.3}|{loss:g}|{tiny:g}|{tiny}|{tiny:.2f}", "-0.123456|-0.123|-0.123456|1e-07|1e-07|0.00")]
    [InlineData("{{x}}|{none:.2f}", "{x}|nan")]
    public void File_names_are_formatted_as_in_Python(string template, string expected) =>
        Assert.Equal(expected, FileNameFormat.Fill(template, new Dictionary<string, object> { ["epoch"] = 7, ["loss"] = -0.123456, ["tiny"] = 1e-7, ["none"] = double.NaN }));

    [Theory]
    [InlineData("{epoch")]
    [InlineData("epoch}")]
    [InlineData("{epoch:q}")]
    [InlineData("{loss:d}")]
    [InlineData("{nobody}")]
    [InlineData("{}")]
    public void Bad_templates_are_refused(string template) =>
        Assert.Throws<ArgumentException>(() => FileNameFormat.Fill(template, new Dictionary<string, object> { ["epoch"] = 7, ["loss"] = 0.5 }));

    private string At(string name) => Path.Combine(_folder, name);

    private string[] Files(string folder = "") => [.. Directory.GetFiles(At(folder)).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private static LambdaCallback Losses(params double[] losses) => new(onEpochEnd: (epoch, logs) => logs["loss"] = losses[epoch]);

    private static Model Network()
    {
        Model model = new Sequential([new InputLayer([1]), new Dense(1)]);
        model.Compile(new SGD(0.01), "mse");
        return model;
    }

    private sealed class Listener(List<string> messages) : Callback
    {
        public override void OnMessage(string message) => messages.Add(message);
    }
}
