namespace Heed.Bench;

/// <summary>A convolution of square images without padding.</summary>
internal sealed record ImageShape(int Batch, int Size, int Channels, int Filters, int Kernel, int Stride = 1)
{
    /// <summary>Height and width of the result.</summary>
    public int Output => ((Size - Kernel) / Stride) + 1;

    public override string ToString() => $"{Batch}x{Size}x{Size}x{Channels} to {Filters}, {Kernel}x{Kernel}{(Stride > 1 ? $" stride {Stride}" : "")}";
}
