using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using Heed.Losses;

namespace Heed.Bench;

/// <summary>Does what bench_keras.py does, in its way: the same models, batches, names, repetitions, and lines of JSON.</summary>
/// <remarks>
/// Only the warm-up is longer, until the code is compiled for good. The ratio is an estimate: the recorded time of the fastest backend, scaled by the peaks of the two
/// machines; predictions of one sample are not scaled, for there overheads count.
/// </remarks>
internal static class KerasRuns
{
    private const double WarmUpMilliseconds = 500, MostMilliseconds = 6000;

    // The runtime compiles again what is used often, for seconds, on a core that the model would use. A window with few new methods is the end of it.
    private const double MostWarmUpMilliseconds = 10_000;
    private const long FewMethods = 5;

    private const int FewestRepeats = 5;

    /// <summary>Training steps.</summary>
    public static IEnumerable<(string Work, Func<Row> Run)> Train(double peak) =>
        KerasModel.All.Select(model => ($"{model.Name} fit step", (Func<Row>)(() => TrainStep(model.Make(), KerasTimes.Peak / peak))));

    /// <summary>Predictions: of attention layers alone, and of one sample and a batch by each model.</summary>
    public static IEnumerable<(string Work, Func<Row> Run)> Predict(double peak)
    {
        foreach (AttentionModel attention in AttentionModel.All) yield return (attention.Name, () => PredictAttention(attention, KerasTimes.Peak / peak));
        foreach ((string name, Func<KerasModel> make) in KerasModel.All)
        {
            yield return ($"{name} predict_on_batch of 1", () => PredictFirst(make(), 1, repeats: 30, scale: 1));
            yield return ($"{name} predict_on_batch of a batch", () => PredictFirst(make(), count: null, repeats: 20, KerasTimes.Peak / peak));
        }
    }

    private static Row TrainStep(KerasModel model, double scale)
    {
        model.Network.Compile("adam", new SparseCategoricalCrossentropy(fromLogits: true));
        Spread epoch = Repeat(() => model.Network.Fit(model.Inputs, model.Y, batchSize: model.BatchSize, epochs: 1, verbose: 0), 5);
        Spread step = new(epoch.Median / model.Steps, epoch.Low / model.Steps, epoch.High / model.Steps);
        return Report("train", $"{model.Name} fit step (batch {model.BatchSize})", step, scale);
    }

    private static Row PredictAttention(AttentionModel attention, double scale)
    {
        (Model network, Tensors inputs) = attention.Make();
        return Report("predict", attention.Name, Repeat(() => PredictOnBatch(network, inputs), 15), scale);
    }

    /// <summary>Predicts so many samples; <see langword="null"/>: a batch.</summary>
    private static Row PredictFirst(KerasModel model, int? count, int repeats, double scale)
    {
        Tensors inputs = model.First(count ?? model.BatchSize);
        return Report("predict", $"{model.Name} predict_on_batch of {count ?? model.BatchSize}", Repeat(() => PredictOnBatch(model.Network, inputs), repeats), scale);
    }

    private static void PredictOnBatch(Model network, Tensors inputs)
    {
        using var scope = new MemoryScope();
        network.PredictOnBatch(inputs);
    }

    /// <summary>Milliseconds of single runs, as bench_keras.py takes them.</summary>
    internal static Spread Repeat(Action run, int count)
    {
        WarmUp(run);
        GC.Collect();
        long start = Stopwatch.GetTimestamp();
        List<double> times = [];
        while (times.Count < count && (times.Count < FewestRepeats || Stopwatch.GetElapsedTime(start).TotalMilliseconds < MostMilliseconds))
        {
            long before = Stopwatch.GetTimestamp();
            run();
            times.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
        }
        return Spread.Of(times);
    }

    /// <summary>Runs until the code is compiled for good.</summary>
    private static void WarmUp(Action run)
    {
        long start = Stopwatch.GetTimestamp(), compiled;
        do
        {
            compiled = JitInfo.GetCompiledMethodCount();
            long window = Stopwatch.GetTimestamp();
            for (int i = 0; i < 3 || Stopwatch.GetElapsedTime(window).TotalMilliseconds < WarmUpMilliseconds; i++) run();
        }
        while (JitInfo.GetCompiledMethodCount() - compiled > FewMethods && Stopwatch.GetElapsedTime(start).TotalMilliseconds < MostWarmUpMilliseconds);
    }

    private static Row Report(string group, string work, Spread heed, double scale)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $$"""{"backend": "heed", "work": "{{work}}", "ms": {{heed.Median:0.0##}}}"""));
        if (KerasTimes.Best(work) is not { } best) return new(group, work, "keras", heed, null, null, null, null, null);
        double theirs = best.Milliseconds * scale;
        return new(group, work, $"keras, {best.Backend}", heed, best.Milliseconds, new(theirs / heed.Median, theirs / heed.High, theirs / heed.Low), null, null, null);
    }
}
