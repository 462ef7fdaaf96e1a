using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Heed.Callbacks;
using Heed.Layers;
using Heed.Optimizers;

namespace Heed.Tests;

/// <summary>Event files, judged by a reader of the format that shares no code with the writer.</summary>
public sealed class TensorBoardTests : IDisposable
{
    private static readonly float[,] X = { { 0, 1 }, { 1, 0 }, { 1, 1 }, { 0, 0 } };
    private static readonly float[,] Y = { { 0 }, { 1 }, { 1 }, { 0 } };

    private readonly string _folder = Directory.CreateTempSubdirectory("heed-board-").FullName;

    private string Train => Path.Combine(_folder, "train");

    private string Validation => Path.Combine(_folder, "validation");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Checksum_is_that_of_the_specification() =>     // RFC 3720: the CRC-32C of 32 zeros is 8A9136AA
        Assert.Equal(unchecked(((0x8A9136AAu >> 15) | (0x8A9136AAu << 17)) + 0xA282EAD8), EventReader.Masked(new byte[32]));

    [Fact]
    public void Epochs_give_curves_in_both_folders()
    {
        Model model = Network();
        History history = model.Fit(X, Y, batchSize: 2, epochs: 2, validationData: new(X, Y), callbacks: [new TensorBoard(_folder, writeGraph: false)]);
        List<EventReader.Item> train = EventReader.Read(Train), validation = EventReader.Read(Validation);
        Assert.Equal(["epoch_loss 0", "epoch_learning_rate 0", "epoch_loss 1", "epoch_learning_rate 1"], train.Select(item => $"{item.Tag} {item.Step}"));
        Assert.Equal(["evaluation_loss_vs_iterations 2", "epoch_loss 0", "evaluation_loss_vs_iterations 4", "epoch_loss 1"], validation.Select(item => $"{item.Tag} {item.Step}"));
        Assert.All(train, item => Assert.Equal(("scalars", 1), (item.Plugin, item.Type)));
        Assert.All(train, item => Assert.Empty(item.Shape));
        Assert.Equal(history["loss"].Select(loss => (float)loss), train.Where(item => item.Tag == "epoch_loss").SelectMany(item => item.Floats));
        Assert.Equal([0.5f, 0.5f], train.Where(item => item.Tag == "epoch_learning_rate").SelectMany(item => item.Floats));
        Assert.Equal(history["val_loss"].Select(loss => (float)loss), validation.Where(item => item.Tag == "epoch_loss").SelectMany(item => item.Floats));
    }

    [Fact]
    public void Batches_are_written_as_often_as_asked()
    {
        Network().Fit(X, Y, batchSize: 1, epochs: 2, callbacks: [new TensorBoard(_folder, writeGraph: false, updateFreq: 3, writeStepsPerSecond: true)]);
        List<EventReader.Item> items = EventReader.Read(Train);
        Assert.Equal([3, 6], items.Where(item => item.Tag == "batch_loss").Select(item => item.Step));
        Assert.Equal([3, 6], items.Where(item => item.Tag == "batch_steps_per_second").Select(item => item.Step));
        Assert.All(items.Where(item => item.Tag == "epoch_steps_per_second"), item => Assert.True(item.Floats[0] > 0));
    }

    [Fact]
    public void Graph_is_the_configuration_of_the_model()
    {
        Model model = Network();
        model.Fit(X, Y, callbacks: [new TensorBoard(_folder)]);
        EventReader.Item graph = EventReader.Read(Train)[0];
        Assert.Equal(("keras", "graph_keras_model", "1", 7), (graph.Tag, graph.Plugin, graph.Content, graph.Type));
        JsonNode json = JsonNode.Parse(Encoding.UTF8.GetString(Assert.Single(graph.Strings)))!;
        Assert.Equal("Sequential", (string?)json["class_name"]);
        Assert.Equal(model.ToJson(), Encoding.UTF8.GetString(graph.Strings[0]));
    }

    [Fact]
    public void Histograms_count_all_weights()
    {
        Model model = Network();
        model.SetWeights([new float[,] { { -1, 2 }, { float.NaN, 0.5f } }, new float[2], new float[,] { { 3 }, { 3 } }, new float[1]]);
        model.Trainable = false;
        model.Fit(new float[1, 2], new float[1, 1], epochs: 3, callbacks: [new TensorBoard(_folder, histogramFreq: 2, writeGraph: false)]);
        EventReader.Item[] histograms = [.. EventReader.Read(Train).Where(item => item.Plugin == "histograms")];
        Assert.Equal([0, 2], histograms.Where(item => item.Tag == $"{model.Weights[0].Path}/histogram").Select(item => item.Step));
        EventReader.Item kernel = histograms.First(item => item.Tag == $"{model.Weights[0].Path}/histogram");
        Assert.Equal([30, 3], kernel.Shape);
        double[][] rows = [.. kernel.Doubles.Chunk(3)];
        Assert.Equal((-1, 2, 3), (rows[0][0], rows[^1][1], rows.Sum(row => row[2])));        // NaN is left out
        Assert.Equal((1, 1, 1), (rows[0][2], rows[15][2], rows[29][2]));                     // −1, 0.5, 2 in buckets of 0.1
        Assert.Equal([2.5, 3.5, 2], histograms.First(item => item.Tag == $"{model.Weights[2].Path}/histogram").Doubles);
    }

    [Fact]
    public void Pictures_are_PNG()
    {
        Model model = Network();
        model.SetWeights([new float[,] { { 0, 1 }, { 0.5f, -3 } }, new float[2], new float[,] { { 1 }, { 0 } }, new float[1]]);
        model.Compile(new SGD(0.0), "mse");
        model.Fit(new float[1, 2], new float[1, 1], callbacks: [new TensorBoard(_folder, histogramFreq: 1, writeImages: true, writeGraph: false)]);
        EventReader.Item picture = EventReader.Read(Train).Single(item => item.Tag == $"{model.Weights[0].Path}/image");
        Assert.Equal(("images", 7, "2", "2"), (picture.Plugin, picture.Type, Encoding.UTF8.GetString(picture.Strings[0]), Encoding.UTF8.GetString(picture.Strings[1])));
        Assert.Equal([3], picture.Shape);
        byte[] png = picture.Strings[2];
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10], png[..8]);
        Assert.Equal((2, 2), (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))));
        int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(33));
        Assert.Equal("IDAT", Encoding.ASCII.GetString(png, 37, 4));
        using var zip = new ZLibStream(new MemoryStream(png, 41, length), CompressionMode.Decompress);
        using var pixels = new MemoryStream();
        zip.CopyTo(pixels);
        Assert.Equal([0, 0, 255, 0, 127, 0], pixels.ToArray());
        Assert.Equal([0, 0, 0, 0, (byte)'I', (byte)'E', (byte)'N', (byte)'D', 0xAE, 0x42, 0x60, 0x82], png[^12..]);      // its checksum is well known
    }

    [Fact]
    public void Embeddings_are_saved_for_the_projector()
    {
        Model model = new Sequential([new InputLayer([3], dtype: DType.Int32), new Embedding(4, 2, name: "words"), new Flatten(), new Dense(1)]);
        model.Compile("sgd", "mse");
        var metadata = new Dictionary<string, string> { ["words"] = "words.tsv" };
        model.Fit(new int[2, 3], new float[2, 1], epochs: 2, callbacks: [new TensorBoard(_folder, embeddingsFreq: 1, embeddingsMetadata: metadata)]);
        Assert.Contains("metadata_path: \"words.tsv\"", File.ReadAllText(Path.Combine(_folder, "projector_config.pbtxt")));
        model.LoadWeights(Path.Combine(Train, "keras_embedding.ckpt-1.weights.h5"));
        Assert.Contains("words. Received 'letters'", Assert.Throws<ArgumentException>(() => model.Fit(new int[2, 3], new float[2, 1],
            callbacks: [new TensorBoard(_folder, embeddingsFreq: 1, embeddingsMetadata: new Dictionary<string, string> { ["letters"] = "x" })])).Message);
    }

    [Fact]
    public void Profiles_are_refused() => Assert.Contains("dotnet-trace", Assert.Throws<ArgumentException>(() => new TensorBoard(profileBatch: 2)).Message);

    private static Model Network()
    {
        Model model = new Sequential([new InputLayer([2]), new Dense(2, "tanh", name: "a"), new Dense(1, name: "b")]);
        model.Compile(new SGD(0.5), "mse");
        return model;
    }
}
