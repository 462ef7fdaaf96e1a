using Heed.Layers;

namespace Heed.Bench;

/// <summary>What a training step costs besides its kernels: a step of a network so small that they take next to nothing, against the time that is allowed.</summary>
internal static class OverheadRuns
{
    private const double AllowedMilliseconds = 0.05;
    private const int Steps = 50, Batch = 4, Width = 4;

    public static IEnumerable<(string Work, Func<Row> Run)> All() => [("overhead of a fit step, three layers", Step)];

    private static Row Step()
    {
        var network = new Sequential().Add(Input.Of([Width])).Add(new Dense(Width, activation: "relu")).Add(new Dense(Width, activation: "relu")).Add(new Dense(1));
        network.Compile("adam", "mse");
        Tensor x = Draw.Normal([Steps * Batch, Width], 1), y = Ops.Sum(x, [1], keepDims: true);
        Spread epoch = KerasRuns.Repeat(() => network.Fit(x, y, batchSize: Batch, shuffle: false), 201);
        Spread step = new(epoch.Median / Steps, epoch.Low / Steps, epoch.High / Steps);
        Spread ratio = new(AllowedMilliseconds / step.Median, AllowedMilliseconds / step.High, AllowedMilliseconds / step.Low);
        return new("train", "overhead of a fit step, three layers", "allowed", step, AllowedMilliseconds, ratio, null, null, null);
    }
}
