namespace Heed.Callbacks;

/// <summary>Writes the losses and metrics of every epoch as a line of a CSV file.</summary>
/// <remarks>
/// The names of the first epoch, sorted, are the columns. If that has no validation, there is a column <c>val_…</c> for each of them too; what is missing is
/// <c>NA</c>. Source: keras/src/callbacks/csv_logger.py.
/// </remarks>
public sealed class CSVLogger : Callback
{
    private StreamWriter? _file;
    private string[]? _keys;
    private bool _hasHeader;

    /// <summary>Creates the callback.</summary>
    /// <param name="filename">The file; its folder is made if it is not there.</param>
    /// <param name="separator">A character between the columns.</param>
    /// <param name="append">Go on in a file that is there, rather than replace it? The header is then written only once.</param>
    /// <exception cref="ArgumentException">The name is empty, or the separator is not one character, or ends lines or quotes.</exception>
    public CSVLogger(string filename, string separator = ",", bool append = false)
    {
        if (string.IsNullOrEmpty(filename)) throw new ArgumentException("CSVLogger expects the name of a file. Received none.", nameof(filename));
        if (separator is not { Length: 1 } || separator[0] is '"' or '\r' or '\n')
            throw new ArgumentException($"CSVLogger expects a separator of one character. Received '{separator}'.", nameof(separator));
        (Filename, Separator, Append) = (filename, separator, append);
    }

    /// <summary>The file.</summary>
    public string Filename { get; }

    /// <summary>What stands between the columns.</summary>
    public string Separator { get; }

    /// <summary>Does it go on in a file that is there?</summary>
    public bool Append { get; }

    /// <inheritdoc/>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public override void OnTrainBegin()
    {
        _file?.Dispose();
        _keys = null;
        _file = LogFile.Open(nameof(CSVLogger), Filename, () =>
        {
            LogFile.MakeFolderOf(Filename);
            _hasHeader = Append && File.Exists(Filename) && new FileInfo(Filename).Length > 0;
            return new StreamWriter(Filename, Append);
        });
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        if (_keys is null)
        {
            string[] sorted = [.. logs.Keys.Order(StringComparer.Ordinal)];
            _keys = sorted.Any(key => key.StartsWith("val_", StringComparison.Ordinal)) ? sorted : [.. sorted, .. sorted.Select(key => $"val_{key}")];
            if (!_hasHeader) WriteLine(["epoch", .. _keys]);
            _hasHeader = true;
        }
        WriteLine([FormattableString.Invariant($"{epoch}"), .. _keys.Select(key => logs.TryGetValue(key, out double value) ? Spell(value) : "NA")]);
        _file!.Flush();
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(Logs logs) => Close();

    /// <inheritdoc/>
    public override void OnError(Exception error) => Close();

    /// <summary>As Python prints numbers.</summary>
    internal static string Spell(double value) =>
        double.IsFinite(value) ? PythonNumber.Spell(value) : double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";

    private void WriteLine(IEnumerable<string> fields) => _file!.Write($"{string.Join(Separator, fields.Select(Quote))}\r\n");      // as Python's csv module

    private string Quote(string field) => field.Contains(Separator[0]) || field.AsSpan().ContainsAny('"', '\r', '\n')
        ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }
}
