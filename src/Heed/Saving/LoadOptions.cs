namespace Heed;

/// <summary>How files are loaded, and how much they may ask for: a file may come from anybody.</summary>
public sealed record LoadOptions
{
    /// <summary>Compile the model as the file says, and restore its optimizer?</summary>
    public bool Compile { get; init; } = true;

    /// <summary>How many bytes the configuration of a model may have.</summary>
    public long MaxConfigBytes { get; init; } = 256L << 20;

    /// <summary>How many bytes one array may have once it is unpacked.</summary>
    public long MaxArrayBytes { get; init; } = int.MaxValue;

    /// <summary>How many bytes one text file inside an archive, such as a vocabulary, may have.</summary>
    public long MaxAssetBytes { get; init; } = 1L << 30;

    /// <summary>How many files an archive may hold.</summary>
    public int MaxEntries { get; init; } = 100_000;

    /// <summary>How many times larger than its packed form a file or array of more than 16 MiB may be.</summary>
    public int MaxExpansion { get; init; } = 1000;

    /// <summary>How many numbers the weights of the model may hold together.</summary>
    public long MaxParameters { get; init; } = 1L << 40;

    internal static LoadOptions Default { get; } = new();
}
