namespace Heed.Layers;

/// <summary>A layer that keeps more in a saved model than weights and a config: files such as <c>vocabulary.txt</c>, and variables that are no weights.</summary>
/// <remarks>Keras: <c>save_assets</c>, <c>load_assets</c>, <c>save_own_variables</c>, <c>load_own_variables</c>. Variables are read before files.</remarks>
internal interface IAssetOwner
{
    /// <summary>Are there files to write, or to read? A vocabulary in the config needs none.</summary>
    bool HasAssets { get; }

    /// <summary>Writes the files.</summary>
    /// <param name="create">Makes a file by its name; it is closed here.</param>
    void SaveAssets(Func<string, Stream> create);

    /// <summary>Reads the files.</summary>
    /// <param name="open">Opens a file by its name; it is closed here.</param>
    void LoadAssets(Func<string, Stream> open);

    /// <summary>What is saved with the weights, under these names.</summary>
    IReadOnlyList<(string Name, Tensor Value)> OwnVariables { get; }

    /// <summary>Reads one of <see cref="OwnVariables"/> back.</summary>
    void LoadOwnVariable(string name, Tensor value);
}
