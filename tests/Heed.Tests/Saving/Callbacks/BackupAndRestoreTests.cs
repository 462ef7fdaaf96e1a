using System.Diagnostics;
using Heed.Callbacks;
using Heed.Layers;
using Heed.Optimizers;

namespace Heed.Tests;

public sealed class BackupAndRestoreTests : IDisposable
{
    private const string Variable = "HEED_TEST_BACKUP_FOLDER";
    private const int Epochs = 6;

    private readonly string _folder = Directory.CreateTempSubdirectory("heed-backup-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A process of its own trains, is killed in the midst of an epoch, and a second run gives what an undisturbed one gives, bit for bit.</summary>
    [Fact]
    public async Task Killed_process_run_again_gives_the_same_history()
    {
        if (Environment.ProcessPath is not { } dotnet) return;
        var start = new ProcessStartInfo(dotnet, Path.GetFileNameWithoutExtension(dotnet) == "dotnet" ? [typeof(BackupAndRestoreTests).Assembly.Location] : [])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in (string[])["--filter-method", $"*{nameof(BackupAndRestoreTests)}.{nameof(Worker_trains_until_it_is_killed)}"]) start.ArgumentList.Add(argument);
        start.Environment[Variable] = _folder;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        for (int i = 0; i < 3000 && !File.Exists(Path.Combine(_folder, "reached")) && !process.HasExited; i++) await Task.Delay(100, TestContext.Current.CancellationToken);
        bool reached = File.Exists(Path.Combine(_folder, "reached"));
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(reached, await output);

        AssertSame(Train([]), Train([new BackupAndRestore(Path.Combine(_folder, "state"))], "2, 3, 4, 5"));
    }

    [Fact]
    public void Worker_trains_until_it_is_killed()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } folder) return;
        Train([new BackupAndRestore(Path.Combine(folder, "state")), new LambdaCallback(onTrainBatchEnd: (batch, logs) =>
        {
            if (!Directory.Exists(Path.Combine(folder, "state")) || batch < 1 || s_epoch < 2) return;
            File.WriteAllText(Path.Combine(folder, "reached"), "");
            Thread.Sleep(Timeout.Infinite);
        }, onEpochBegin: epoch => s_epoch = epoch)]);
    }

    private static int s_epoch;

    [Theory]
    [InlineData(1, 11, null)]
    [InlineData(1, 10, null)]
    [InlineData(2, 11, null)]
    [InlineData(7, 11, null)]
    [InlineData(2, 8, 2)]
    [InlineData(5, 7, 2)]
    public void Interrupted_in_an_epoch_it_goes_on_at_the_batch(int saveFreq, int at, int? stepsPerEpoch)
    {
        string state = Path.Combine(_folder, "state");
        int steps = 0;
        var stop = new LambdaCallback(onTrainBatchBegin: _ => { if (++steps == at) throw new TimeoutException(); });
        Assert.Throws<TimeoutException>(() => Train([new BackupAndRestore(state, saveFreq), stop], stepsPerEpoch: stepsPerEpoch));
        AssertSame(Train([new LambdaCallback()], stepsPerEpoch: stepsPerEpoch), Train([new BackupAndRestore(state, saveFreq), new LambdaCallback()], stepsPerEpoch: stepsPerEpoch));
        Assert.False(Directory.Exists(state));
    }

    [Fact]
    public void Interrupted_while_it_validates_it_goes_on_there()
    {
        string state = Path.Combine(_folder, "state");
        Assert.Throws<TimeoutException>(() => Train([new BackupAndRestore(state, 3), new FailingValidation()]));
        AssertSame(Train([]), Train([new BackupAndRestore(state, 3)], "2, 3, 4, 5"));
    }

    [Fact]
    public void Cancelled_it_keeps_its_state_and_goes_on()
    {
        string state = Path.Combine(_folder, "state");
        using var cancellation = new CancellationTokenSource();
        int steps = 0;
        Train([new BackupAndRestore(state), new LambdaCallback(onTrainBatchEnd: (_, _) => { if (++steps == 8) cancellation.Cancel(); })], cancellation: cancellation.Token);
        Assert.Equal(8, steps);
        AssertSame(Train([]), Train([new BackupAndRestore(state)], "2, 3, 4, 5"));
    }

    [Fact]
    public void Damaged_state_falls_back_to_the_one_before()
    {
        string state = Path.Combine(_folder, "state"), file = Path.Combine(state, "latest.safetensors");
        BackupAndRestore Backup() => new(state, doubleCheckpoint: true, deleteCheckpoint: false);
        void Crash()
        {
            var stop = new LambdaCallback(onEpochBegin: epoch => { if (epoch == 3) throw new TimeoutException(); });
            Assert.Throws<TimeoutException>(() => Train([Backup(), stop]));
        }
        Crash();
        File.WriteAllBytes(file, [.. File.ReadAllBytes(file).SkipLast(100)]);
        AssertSame(Train([]), Train([Backup()], "2, 3, 4, 5"));
        Assert.Equal(["latest.safetensors", "latest.safetensors.bkp"], Directory.GetFiles(state).Select(Path.GetFileName).Order());

        Directory.Delete(state, recursive: true);
        Crash();
        File.WriteAllText(file, "x");
        File.Delete($"{file}.bkp");
        Assert.Throws<FormatException>(() => Train([Backup()]));
    }

    [Fact]
    public void State_of_another_model_is_refused()
    {
        string state = Path.Combine(_folder, "state");
        Train([new BackupAndRestore(state, deleteCheckpoint: false)]);
        Model other = new Sequential([new InputLayer([4]), new Dense(5)]);
        other.Compile("sgd", "mse");
        Assert.Contains("state of another training", Assert.Throws<ArgumentException>(() => other.Fit(new float[2, 4], new float[2, 5], callbacks: [new BackupAndRestore(state)])).Message);
        Assert.Throws<ArgumentException>(() => new BackupAndRestore(""));
        Model unbuilt = new Sequential([new Dense(1)]);
        unbuilt.Compile("sgd", "mse");
        Assert.Throws<InvalidOperationException>(() => unbuilt.Fit(new float[1, 1], new float[1, 1], callbacks: [new BackupAndRestore(state)]));
    }

    /// <summary>Some training with everything that changes: shuffling, dropout, statistics, a rate that falls, patience, best weights.</summary>
    private static (History History, float[] Weights) Train(Callback[] callbacks, string? epochsRun = null, int? stepsPerEpoch = null,
                                                              CancellationToken cancellation = default)
    {
        Model model = new Sequential([new InputLayer([4]), new Dense(6, "relu"), new BatchNormalization(), new Dropout(0.3, seed: 7), new Dense(1)]);
        var random = new Random(1);
        model.SetWeights([.. model.Weights.Select(weight => weight.Shape.Rank < 2 ? weight.Value : GradientCheck.Random(weight.Shape, random).Cast(DType.Float32))]);
        model.Compile(new Adam(0.05), "mse", metrics: ["mae"]);
        Tensor x = GradientCheck.Random([32, 4], random).Cast(DType.Float32), y = Heed.Ops.Sum(x, [1], keepDims: true);
        var run = new List<int>();
        History history = model.Fit(x, y, batchSize: 8, epochs: Epochs, validationSplit: 0.25, seed: 5, stepsPerEpoch: stepsPerEpoch, callbacks:
            [.. callbacks, new LearningRateScheduler((_, rate) => rate * 0.9), new ReduceLROnPlateau("loss", 0.5, patience: 1, minDelta: 0.05), new EarlyStopping("val_mae", patience: 3, restoreBestWeights: true), new LambdaCallback(run.Add)],
            cancellationToken: cancellation);
        if (epochsRun is not null) Assert.Equal(epochsRun, string.Join(", ", run));
        return (history, [.. model.Weights.SelectMany(weight => weight.Value.ToArray<float>())]);
    }

    private static void AssertSame((History History, float[] Weights) expected, (History History, float[] Weights) received)
    {
        Assert.Equal(expected.History.Epochs, received.History.Epochs);
        Assert.Equal(expected.History.Values.Keys, received.History.Values.Keys);
        foreach (string name in expected.History.Values.Keys) Assert.Equal(expected.History[name], received.History[name]);
        Assert.Equal(expected.Weights, received.Weights);
    }

    private sealed class FailingValidation : Callback
    {
        private int _epochs;

        public override void OnTestBatchEnd(int batch, Logs logs)
        {
            if (++_epochs == 3) throw new TimeoutException();
        }
    }
}
