namespace Heed.Callbacks;

/// <summary>Which files name the rows of embeddings: one for all, or one for each layer by its name.</summary>
public sealed class EmbeddingsMetadata
{
    private readonly string? _all;
    private readonly IReadOnlyDictionary<string, string> _byLayer = new Dictionary<string, string>();

    private EmbeddingsMetadata(string all) => _all = all;

    private EmbeddingsMetadata(IReadOnlyDictionary<string, string> byLayer) => _byLayer = byLayer;

    /// <summary>One file for all embeddings.</summary>
    /// <param name="path">A text file, a line for each row.</param>
    public static implicit operator EmbeddingsMetadata(string path) => new(path);

    /// <summary>A file for each layer.</summary>
    /// <param name="paths">Names of layers and files.</param>
    public static implicit operator EmbeddingsMetadata(Dictionary<string, string> paths) => new(paths);

    /// <summary>The names of layers that were given.</summary>
    internal IEnumerable<string> LayerNames => _byLayer.Keys;

    /// <summary>The file of a layer, if there is one.</summary>
    internal string? PathOf(string layer) => _all ?? _byLayer.GetValueOrDefault(layer);
}
