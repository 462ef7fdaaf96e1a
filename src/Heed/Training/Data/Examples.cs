namespace Heed;

/// <summary>Inputs, targets and weights that belong together: a batch, or a whole set of data.</summary>
/// <param name="X">Inputs; the first axis of every tensor counts the examples.</param>
/// <param name="Y">Targets; <see langword="null"/> where nothing is compared.</param>
/// <param name="SampleWeight">A weight for each example, or for each step; <see langword="null"/>: all weigh 1.</param>
/// <remarks>Where one is expected, <c>new(x, y)</c> and <c>(x, y)</c> make it.</remarks>
public sealed record Examples(Tensors X, Tensors? Y = null, Tensors? SampleWeight = null)
{
    /// <summary>Inputs with their targets.</summary>
    /// <param name="pair">Inputs and targets.</param>
    public static implicit operator Examples((Tensors X, Tensors Y) pair) => new(pair.X, pair.Y);

    /// <summary>Inputs with their targets and weights.</summary>
    /// <param name="triple">Inputs, targets and weights.</param>
    public static implicit operator Examples((Tensors X, Tensors Y, Tensors SampleWeight) triple) => new(triple.X, triple.Y, triple.SampleWeight);

    /// <summary>How many examples there are: the length of the first input's first axis.</summary>
    internal int Count => X[0].Rank > 0 ? X[0].Shape[0].Value : 1;

    /// <summary>All tensors, with what they are for.</summary>
    internal IEnumerable<(string Role, Tensor Tensor)> All =>
        [.. X.Select(x => ("x", x)), .. (Y ?? []).Select(y => ("y", y)), .. (SampleWeight ?? []).Select(w => ("sampleWeight", w))];

    /// <summary>Other tensors in their places.</summary>
    internal Examples Map(Func<Tensor, Tensor> map) => new(X.WithSame(map), Y?.WithSame(map), SampleWeight?.WithSame(map));
}
