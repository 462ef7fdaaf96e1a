namespace Heed.Bench;

/// <summary>Somebody who does a piece of work, again and again.</summary>
/// <param name="name">Who: heed, onnxruntime, skia, naive, or dense.</param>
/// <param name="run">Does the work once.</param>
/// <param name="answer">Does it once more and gives all numbers of the result, in Heed's order; <see langword="null"/>: it does other work, nothing is to be compared.</param>
/// <param name="held">What is to be closed in the end.</param>
internal sealed class Contender(string name, Action run, Func<float[]>? answer, IDisposable? held = null) : IDisposable
{
    public string Name => name;

    public Action Run => run;

    /// <summary>The runs as they are timed; the first use warms up, Heed until it is compiled for good. Native code needs little.</summary>
    public Batch Timed => field ??= new Batch(run, stableWindows: name == "heed" ? 4 : name is OnnxRuntimePeer.Name or SkiaPeer.Name ? 1 : 2);

    public Func<float[]>? Answer => answer;

    public void Dispose() => held?.Dispose();

    /// <summary>Heed, through its public API; every run gives its memory back.</summary>
    public static Contender Heed(Func<Tensors> compute) => InHeed("heed", compute);

    /// <summary>The same work in Heed's own ops, unfused.</summary>
    public static Contender Unfused(Func<Tensors> compute) => InHeed("naive", compute);

    /// <summary>Heed without the mask: more work, so the answers differ.</summary>
    public static Contender Dense(Func<Tensors> compute) => new("dense", InHeed("dense", compute).Run, null);

    /// <summary>The same work in plain loops, which write into an array.</summary>
    public static Contender Loops(Action compute, float[] result) => new("naive", compute, () =>
    {
        compute();
        return result;
    });

    private static Contender InHeed(string name, Func<Tensors> compute) => new(name, () =>
    {
        using var scope = new MemoryScope();
        compute();
    }, () =>
    {
        using var scope = new MemoryScope();
        return [.. compute().SelectMany(tensor => tensor.ToArray<float>())];
    });
}
