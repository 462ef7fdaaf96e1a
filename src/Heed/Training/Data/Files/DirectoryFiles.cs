namespace Heed;

/// <summary>The files of a folder, with the classes that their subfolders stand for.</summary>
/// <remarks>Source: keras/src/utils/dataset_utils.py (<c>index_directory</c>).</remarks>
internal sealed class DirectoryFiles
{
    private readonly DirectorySettings _settings;
    private readonly int _seed;
    private readonly string[]? _classNames;
    private string[] _files;
    private int[]? _labels;

    /// <summary>Lists the files.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder is not there.</exception>
    /// <exception cref="ArgumentException">The settings contradict each other or the folder, or there is no file.</exception>
    public DirectoryFiles(DirectorySettings settings)
    {
        settings.Check();
        (_settings, _seed) = (settings, settings.Seed ?? GlobalSeed.Next());
        bool inferred = settings is { Labels: null, LabelMode: not null };
        string[] folders = inferred ? Subfolders() : [""];
        string[][] files = Array.ConvertAll(folders, folder => FilesOf(Path.Combine(settings.Directory, folder)));
        _files = [.. files.SelectMany(x => x)];
        _labels = inferred ? [.. files.SelectMany((x, label) => Enumerable.Repeat(label, x.Length))] : settings.Labels?.ToArray();
        _classNames = inferred ? folders : _labels?.Distinct().Order().Select(label => $"{label}").ToArray();
        CheckLabels();
        if (settings.Shuffle) Mix();
        if (settings.ValidationSplit is { } split) Cut(split);
        if (_files.Length == 0)
            throw new ArgumentException($"{settings.Owner} expects files that end with {string.Join(", ", settings.Formats)}. Received none in '{settings.Directory}'"
                + $"{(settings.Subset is { } subset ? $" for {subset}" : "")}.");
    }

    /// <summary>Reads the files while they are needed, several at once.</summary>
    /// <param name="read">Makes a tensor of a file.</param>
    /// <param name="batch">Puts examples together; it gets the batch size.</param>
    public Dataset Read(Func<string, Tensor> read, Func<Dataset, int, Dataset>? batch = null)
    {
        Dataset places = Dataset.FromGenerator(Enumerable.Range(0, _files.Length).Select(i => new Examples(Tensor.FromScalar(i))), _files.Length, $"{_settings.Owner}({_settings.Directory})");
        if (_settings.Shuffle) places = places.Shuffle(_files.Length, _seed);
        Dataset examples = places.Map(Example, Environment.ProcessorCount);
        if (_settings.BatchSize is { } size) examples = batch is null ? examples.Batch(size) : batch(examples, size);
        return examples.Prefetch(2).WithFiles(_classNames, _files);

        Examples Example(Examples place)
        {
            int i = place.X[0].Item<int>();
            Tensor x = Open(_files[i], read);
            return _labels is null ? new(x) : new(x, Target(_labels[i]));
        }
    }

    private static Tensor Open(string path, Func<string, Tensor> read)
    {
        try
        {
            return read(path);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw new InvalidDataException($"'{path}' cannot be read: {error.Message}", error);
        }
    }

    private Tensor Target(int label) => _settings.LabelMode switch
    {
        LabelMode.Int => Tensor.FromScalar(label),
        LabelMode.Binary => new float[] { label },
        _ => Ops.OneHot(Tensor.FromScalar(label), _classNames!.Length),
    };

    private string[] Subfolders()
    {
        string[] found = [.. System.IO.Directory.EnumerateDirectories(_settings.Directory).Select(path => Path.GetFileName(path)).Where(name => !name.StartsWith('.')).Order(StringComparer.Ordinal)];
        string[]? missing = _settings.ClassNames?.Except(found).ToArray();
        if (missing is { Length: > 0 })
            throw new ArgumentException($"{_settings.Owner} expects classNames among the subfolders {string.Join(", ", found)}. Received {string.Join(", ", missing)}.");
        return _settings.ClassNames?.ToArray() ?? found;
    }

    /// <summary>All files below a folder, folder by folder.</summary>
    private string[] FilesOf(string folder)
    {
        var folders = new List<string> { folder };
        for (int i = 0; i < folders.Count; i++)
            folders.AddRange(System.IO.Directory.EnumerateDirectories(folders[i]).Where(path => _settings.FollowLinks || new DirectoryInfo(path).LinkTarget is null));
        return [.. folders.Order(StringComparer.Ordinal).SelectMany(one => System.IO.Directory.EnumerateFiles(one).Where(IsWanted).Order(StringComparer.Ordinal))];
    }

    private bool IsWanted(string path) => Array.Exists(_settings.Formats, format => path.EndsWith(format, StringComparison.OrdinalIgnoreCase));

    private void CheckLabels()
    {
        if (_labels is null) return;
        if (_labels.Length != _files.Length)
            throw new ArgumentException($"{_settings.Owner} expects a label for each of the {_files.Length} files in '{_settings.Directory}'. Received {_labels.Length}.");
        if (_settings.LabelMode is LabelMode.Binary && _classNames!.Length != 2)
            throw new ArgumentException($"{_settings.Owner} expects two classes with labelMode Binary. Received {string.Join(", ", _classNames)}.");
        if (_settings.LabelMode is not LabelMode.Int && Array.FindIndex(_labels, label => label < 0 || label >= _classNames!.Length) is >= 0 and var wrong)
            throw new ArgumentException($"{_settings.Owner} expects labels in [0, {_classNames!.Length}) with labelMode {_settings.LabelMode}. Received {_labels[wrong]} for '{_files[wrong]}'.");
    }

    private void Mix()
    {
        new Random(_seed).Shuffle(_files);
        if (_labels is not null) new Random(_seed).Shuffle(_labels);
    }

    private void Cut(double split)
    {
        int validation = (int)(split * _files.Length);
        Range part = _settings.Subset is DataSubset.Training ? ..^validation : ^validation..;
        _files = _files[part];
        _labels = _labels?[part];
    }
}
