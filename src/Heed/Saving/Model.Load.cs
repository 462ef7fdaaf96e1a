using Heed.Saving;

namespace Heed;

public partial class Model
{
    /// <summary>Loads a whole model: architecture, weights, and how it was compiled, with the state of its optimizer.</summary>
    /// <param name="path">A file of any Keras since 2.0: <c>.keras</c>, <c>.h5</c> or <c>.hdf5</c>. Its content decides, not its name. It may come from anywhere: it is checked before memory
    /// is taken, and nothing in it is run.</param>
    /// <param name="options">How it is loaded; <see langword="null"/>: compiled, with limits that any real model passes.</param>
    /// <returns>The model; <see cref="LoadReport"/> says what was left out.</returns>
    /// <exception cref="FormatException">The file is damaged, of another format, or holds a class that is not known; the message names it, the place in it, and the way out.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Model Load(string path, LoadOptions? options = null)
    {
        string file = System.IO.Path.GetFileName(path);
        LoadOptions used = options ?? LoadOptions.Default;
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 12);
        return FileKind.Of(stream) switch
        {
            FileKind.Zip => KerasArchive.Read(stream, file, used),
            FileKind.Hdf5 => LegacyH5Reader.Read(stream, file, used),
            _ => throw new FormatException($"'{file}' expects a model of Keras: a ZIP archive (.keras) or HDF5 (.h5). Received a file of another kind."),
        };
    }

    /// <summary>The optimizer's state that a file held, where Heed does not know the optimizer; saved again as it is.</summary>
    internal StoredGroup? CarriedState { get; private set; }

    /// <summary>The name of that optimizer.</summary>
    internal string? CarriedOptimizerName => _carriedCompileConfig.Find("optimizer").Find("config").Find("name").TextOrNull();

    partial void ForgetCarriedState() => CarriedState = null;

    /// <summary>Compiles the model as its file says, if it can.</summary>
    internal void CompileAsRead() => CompileAsCarried(LoadReport);

    /// <summary>Keeps the optimizer's state of a file for the next saving.</summary>
    internal void CarryState(StoredGroup root)
    {
        if (_carriedCompileConfig is not null && root.Groups.GetValueOrDefault("optimizer") is { } optimizer) CarriedState = Copy(optimizer, new("optimizer"));
    }

    private static StoredGroup Copy(StoredGroup from, StoredGroup to)
    {
        foreach ((string key, StoredArray array) in from.Arrays)
            if (array.Unreadable is null) to.Arrays[key] = StoredArray.Of(array.Place, array.ToTensor().Keep());
        foreach ((string key, StoredGroup inner) in from.Groups) Copy(inner, to.Make(key));
        return to;
    }
}
