namespace Heed.Kernels;

/// <summary>A tensor seen as (samples, outer, channels, inner), and how work on it is cut: some neighbouring rows (channels × inner) of one sample are a piece.</summary>
/// <param name="Samples">Parts that are normalized by themselves.</param>
/// <param name="Outer">Rows of a sample.</param>
/// <param name="Channels">Places with a factor of their own.</param>
/// <param name="Inner">Neighbours that share a factor.</param>
/// <param name="Groups">Into how many groups the channels fall that share mean and variance.</param>
internal readonly record struct ChannelShape(int Samples, int Outer, int Channels, int Inner, int Groups)
{
    private const int MostPieces = 64;      // of a sample: each has sums of its own for every channel

    /// <summary>Elements of a row.</summary>
    public int RowLength => Channels * Inner;

    /// <summary>Elements in all.</summary>
    public int Length => Samples * Outer * RowLength;

    /// <summary>Elements of a channel in a sample.</summary>
    public int ChannelLength => Outer * Inner;

    /// <summary>Channels of a group.</summary>
    public int GroupWidth => Channels / Groups;

    /// <summary>Pieces of work in a sample.</summary>
    public int PiecesPerSample => (Outer + RowsPerPiece - 1) / RowsPerPiece;

    /// <summary>Pieces of work in all.</summary>
    public int Pieces => Length == 0 ? 0 : Samples * PiecesPerSample;

    private int RowsPerPiece => Math.Max(Math.Max(1, Elementwise.PieceLength / RowLength), (Outer + MostPieces - 1) / MostPieces);

    /// <summary>The sample of a piece, and its rows counted from the tensor's start.</summary>
    public (int Sample, int From, int To) Rows(int piece)
    {
        (int sample, int part) = Math.DivRem(piece, PiecesPerSample);
        int from = part * RowsPerPiece, to = Math.Min(Outer, from + RowsPerPiece);
        return (sample, sample * Outer + from, sample * Outer + to);
    }
}
