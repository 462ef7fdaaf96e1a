namespace Heed.Kernels;

/// <summary>What a row of scores becomes whose keys are all masked.</summary>
internal enum MaskedRowRule
{
    /// <summary>Each score loses 1e9 in float32, then softmax: what is left of the scores are steps of 64. So in Keras also for products of float64.</summary>
    Lower,
    /// <summary>All keys weigh the same: the average of the values. The gradient is that of the scores; where keys are as wide as values it is as many times as large as there are
    /// keys, as in Keras under PyTorch, whose backward pass makes the weights anew as e^(score − log Σ exp) and loses the logarithm against the huge number.</summary>
    Average,
}

/// <summary>Sizes and manner of attention; see <see cref="AttentionKernel"/>.</summary>
/// <param name="Batch">How many problems with a mask of their own.</param>
/// <param name="Heads">Heads of the queries in each.</param>
/// <param name="KeyHeads">Heads of keys and values; neighbouring heads of queries share one.</param>
/// <param name="Queries">Rows of the queries of a head, Tq.</param>
/// <param name="Keys">Rows of the keys and of the values of a head, Tk.</param>
/// <param name="Width">Numbers of a query and of a key.</param>
/// <param name="ValueWidth">Numbers of a value.</param>
/// <param name="HeadsInside">(Batch, T, Heads, width) instead of (Batch, Heads, T, width).</param>
/// <param name="Causal">Query i sees the keys j ≤ i.</param>
/// <param name="Scale">Multiplies the dot products.</param>
/// <param name="MaskedRows">For rows without a key.</param>
/// <param name="Mask">How the mask is laid out.</param>
internal readonly record struct AttentionShape(
    int Batch, int Heads, int KeyHeads, int Queries, int Keys, int Width, int ValueWidth,
    bool HeadsInside, bool Causal, double Scale, MaskedRowRule MaskedRows, AttentionMask Mask)
{
    /// <summary>Elements from one query, key or value to the next, given its width and the heads beside it.</summary>
    public nint Row(int width, int heads) => HeadsInside ? (nint)width * heads : width;

    /// <summary>Where the rows of a head begin.</summary>
    public nint Start(int batch, int head, int width, int heads, int rows) =>
        HeadsInside ? ((nint)batch * rows * heads + head) * width : ((nint)batch * heads + head) * rows * width;

    /// <summary>Multiplications and additions of one head.</summary>
    public long Work => 2L * Queries * Keys * (Width + ValueWidth) / (Causal ? 2 : 1);
}

/// <summary>Distances in a mask between neighbours; 0 repeats it.</summary>
/// <param name="Batch">From one problem to the next.</param>
/// <param name="Head">From one head of queries to the next.</param>
/// <param name="Query">From one query to the next.</param>
/// <param name="Key">From one key to the next.</param>
internal readonly record struct AttentionMask(nint Batch, nint Head, nint Query, nint Key)
{
    /// <summary>Does each key have one answer for all queries?</summary>
    public bool IsOfKeys => Query == 0;
}
