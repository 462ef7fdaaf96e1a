using System.Net;
using System.Text;
using Heed.Callbacks;
using Heed.Layers;
using Heed.Optimizers;

namespace Heed.Tests.Training;

/// <summary>Callbacks that write down or send what happens.</summary>
public sealed class LogCallbackTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("heed-logs-").FullName;

    private static readonly float[,] X = { { 1 }, { 2 } };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void CSV_has_sorted_columns_and_NA_for_what_is_missing()
    {
        string file = Path.Combine(_folder, "new", "log.csv");
        var logger = new CSVLogger(file);
        Epochs(logger, new Logs { ["loss"] = 0.5, ["accuracy"] = 1 }, new Logs { ["loss"] = 0.1f, ["val_loss"] = double.NaN });
        Assert.Equal("epoch,accuracy,loss,val_accuracy,val_loss\r\n0,1.0,0.5,NA,NA\r\n1,NA,0.10000000149011612,NA,nan\r\n", File.ReadAllText(file));
    }

    [Fact]
    public void CSV_goes_on_where_it_is_asked_to()
    {
        string file = Path.Combine(_folder, "log.csv");
        Epochs(new CSVLogger(file, ";", append: true), new Logs { ["val_a"] = 1 });
        Epochs(new CSVLogger(file, ";", append: true), new Logs { ["val_a"] = 2 });
        Assert.Equal("epoch;val_a\r\n0;1.0\r\n0;2.0\r\n", File.ReadAllText(file));
        Epochs(new CSVLogger(file), new Logs { ["val_\"a,b\""] = 3 });
        Assert.Equal("epoch,\"val_\"\"a,b\"\"\"\r\n0,3.0\r\n", File.ReadAllText(file));
    }

    [Fact]
    public void Unwritable_folder_is_named_before_training_begins()
    {
        string file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        Model model = Network();
        float[] before = model.GetWeights()[0].ToArray<float>();
        foreach (Callback callback in (Callback[])[new CSVLogger(Path.Combine(file, "log.csv")), new TensorBoard(Path.Combine(file, "logs")), new BackupAndRestore(Path.Combine(file, "backup"))])
        {
            string message = Assert.Throws<IOException>(() => model.Fit(X, X, callbacks: [callback])).Message;
            Assert.StartsWith($"{callback.GetType().Name} expects to be able to write to '{file}", message);
            Assert.Contains("Choose another folder", message);
        }
        Assert.Equal(before, model.GetWeights()[0].ToArray<float>());
        var checkpoint = new ModelCheckpoint(Path.Combine(file, "m.keras"));
        Assert.Contains("ModelCheckpoint expects to be able to write", Assert.Throws<IOException>(() => model.Fit(X, X, callbacks: [checkpoint])).Message);
        Assert.NotEqual(before, model.GetWeights()[0].ToArray<float>());       // what was learned is kept
    }

    [Fact]
    public void CSV_refuses_bad_arguments()
    {
        Assert.Throws<ArgumentException>(() => new CSVLogger(""));
        Assert.Throws<ArgumentException>(() => new CSVLogger("x", "ab"));
        Assert.Throws<ArgumentException>(() => new CSVLogger("x", "\""));
    }

    [Theory]
    [InlineData(true, "{\"epoch\": 0, \"loss\": 0.5, \"val_loss\": NaN}")]
    [InlineData(false, "data=%7B%22epoch%22%3A+0%2C+%22loss%22%3A+0.5%2C+%22val_loss%22%3A+NaN%7D")]
    public async Task Remote_monitor_posts_JSON(bool sendAsJson, string body)
    {
        using var listener = new HttpListener();
        int port = FreePort();
        listener.Prefixes.Add($"http://localhost:{port}/");
        listener.Start();
        Task<(string, string?, string?)> request = Task.Run(async () =>
        {
            HttpListenerContext context = await listener.GetContextAsync();
            string text = await new StreamReader(context.Request.InputStream, Encoding.UTF8).ReadToEndAsync();
            context.Response.Close();
            return (text, context.Request.RawUrl, context.Request.Headers["X-Key"]);
        }, TestContext.Current.CancellationToken);
        var monitor = new RemoteMonitor($"http://localhost:{port}", headers: new Dictionary<string, string> { ["X-Key"] = "k" }, sendAsJson: sendAsJson);
        Epochs(monitor, new Logs { ["loss"] = 0.5, ["val_loss"] = double.NaN });
        Assert.Equal((body, "/publish/epoch/end/", "k"), await request);
    }

    [Fact]
    public void Server_that_is_not_there_is_announced()
    {
        var messages = new Messages();
        Network().Fit(X, X, callbacks: [messages, new RemoteMonitor($"http://localhost:{FreePort()}")]);
        Assert.StartsWith("Could not reach RemoteMonitor root server at http://localhost", Assert.Single(messages.Seen));
        Assert.Throws<ArgumentException>(() => new RemoteMonitor("somewhere"));
    }

    [Fact]
    public void Lambda_callback_calls_its_functions()
    {
        var seen = new List<string>();
        Network().Fit(X, X, batchSize: 1, callbacks: [new LambdaCallback(epoch => seen.Add($"E{epoch}"), (epoch, logs) => seen.Add($"e{epoch} {logs.Count}"),
            () => seen.Add("T"), logs => seen.Add($"t {logs.Count}"), batch => seen.Add($"B{batch}"), (batch, logs) => seen.Add($"b{batch} {logs.Count}"))]);
        Assert.Equal("T, E0, B0, b0 1, B1, b1 1, e0 1, t 1", string.Join(", ", seen));
    }

    [Fact]
    public void Failing_callback_stops_training_and_all_others_close()
    {
        string file = Path.Combine(_folder, "log.csv");
        var others = new Messages();
        Model model = Network();
        float[] before = model.GetWeights()[0].ToArray<float>();
        var failing = new LambdaCallback(onEpochEnd: (epoch, _) => throw new InvalidDataException($"epoch {epoch}"));
        var error = Assert.Throws<InvalidDataException>(() => model.Fit(X, X, epochs: 3, callbacks: [new CSVLogger(file), new Broken(), others, failing]));
        Assert.Equal("epoch 0", error.Message);
        Assert.Same(error, others.Error);
        Assert.Contains("second", (string)error.Data["Broken.OnError"]!);
        File.Delete(file);      // on Windows, only if it is closed
        Assert.NotEqual(before, model.GetWeights()[0].ToArray<float>());
        Assert.Single(model.Fit(X, X).Epochs);      // and the model trains again
    }

    [Fact]
    public void Generator_that_throws_is_named_with_its_batch_and_what_was_learned_is_kept()
    {
        bool closed = false;
        IEnumerable<Examples> Batches()
        {
            try
            {
                yield return new(X, X);
                throw new TimeoutException("no more");
            }
            finally { closed = true; }
        }
        Model model = Network();
        float[] before = model.GetWeights()[0].ToArray<float>();
        var error = Assert.Throws<InvalidOperationException>(() => model.Fit(Batches()));
        Assert.Contains("TimeoutException while batch 1 was made: no more", error.Message);
        Assert.IsType<TimeoutException>(error.InnerException);
        Assert.True(closed);
        Assert.NotEqual(before, model.GetWeights()[0].ToArray<float>());
    }

    [Fact]
    public void Loss_that_is_not_finite_is_named_with_its_batch()
    {
        Model model = Network();
        float[,] y = { { 1 }, { float.NaN } };
        var messages = new Messages();
        History history = model.Fit(X, y, batchSize: 1, epochs: 5, shuffle: false, callbacks: [messages, new TerminateOnNaN()]);
        Assert.Equal("Batch 1: Invalid loss, terminating training", Assert.Single(messages.Seen));
        Assert.Single(history.Epochs);
        Assert.Contains("at batch 1", Assert.Throws<ArithmeticException>(() => Network().Fit(X, y, batchSize: 1, shuffle: false, callbacks: [new TerminateOnNaN(raiseError: true)])).Message);
    }

    private static void Epochs(Callback callback, params Logs[] logs)
    {
        callback.OnTrainBegin();
        for (int epoch = 0; epoch < logs.Length; epoch++) callback.OnEpochEnd(epoch, logs[epoch]);
        callback.OnTrainEnd([]);
    }

    private static int FreePort()
    {
        using var socket = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    private static Model Network()
    {
        Model model = new Sequential([new InputLayer([1]), new Dense(1)]);
        model.Compile(new SGD(0.1), "mse");
        return model;
    }

    private sealed class Messages : Callback
    {
        public List<string> Seen { get; } = [];

        public Exception? Error { get; private set; }

        public override void OnMessage(string message) => Seen.Add(message);

        public override void OnError(Exception error) => Error = error;
    }

    private sealed class Broken : Callback
    {
        public override void OnError(Exception error) => throw new InvalidOperationException("second");
    }
}
