namespace Heed.Bench;

/// <summary>A model that Keras was timed with (bench_keras.py), and as much data.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Network">Not compiled.</param>
/// <param name="X">The inputs.</param>
/// <param name="Y">The right classes.</param>
/// <param name="BatchSize">Examples in a step.</param>
internal sealed record KerasModel(string Name, Model Network, Tensor[] X, Tensor Y, int BatchSize)
{
    /// <summary>Steps in an epoch; the last examples may make none.</summary>
    public int Steps => Y.Shape[0].Value / BatchSize;

    /// <summary>The inputs, as many as the model has.</summary>
    public Tensors Inputs => X.Length == 1 ? X[0] : Tensors.List(X);

    /// <summary>The first examples.</summary>
    public Tensors First(int count) => X.Length == 1 ? X[0][..count] : Tensors.List(X.Select(x => x[..count]));

    /// <summary>All of them, in the order of bench_keras.py.</summary>
    public static IReadOnlyList<(string Name, Func<KerasModel> Make)> All { get; } =
    [
        ("mlp", Mlp.Make),
        ("cnn", Cnn.Make),
        ("lstm", Lstm.Make),
        ("transformer", Transformer.Make),
        ("seq2seq", Seq2Seq.Make),
    ];
}
