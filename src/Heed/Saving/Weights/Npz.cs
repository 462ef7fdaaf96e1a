namespace Heed.Saving;

/// <summary>Arrays by name in a ZIP archive of <c>.npy</c> files: NumPy's <c>savez</c>.</summary>
internal static class Npz
{
    /// <summary>Reads the list of arrays; their elements are read when they are asked for.</summary>
    /// <exception cref="FormatException">It is damaged, or holds something else than numbers.</exception>
    public static StoredGroup Read(Stream stream, string file, LoadOptions options)
    {
        var zip = new ZipReader(stream, file, options);
        var root = new StoredGroup("");
        foreach (ZipEntry entry in zip.Entries.Values)
        {
            if (!entry.Name.EndsWith(".npy", StringComparison.Ordinal)) throw new FormatException($"'{file}' expects NumPy arrays (.npy). Received '{entry.Name}'.");
            if (entry.Size > options.MaxArrayBytes)
                throw new FormatException($"'{file}', {entry.Name}: expects at most {options.MaxArrayBytes} bytes (LoadOptions.MaxArrayBytes). Received {entry.Size}.");
            using Stream head = zip.Open(entry.Name);
            NpyHeader header = NpyHeader.Read(head, $"'{file}', {entry.Name}");
            if (header.ByteLength != entry.Size - header.Length)
                throw new FormatException($"'{file}', {entry.Name}: expects {header.ByteLength} bytes of {header.Spec}. Received {entry.Size - header.Length}.");
            root.Add(entry.Name[..^4], new StoredArray(entry.Name, header.Spec.Shape, header.Spec.DType, bytes =>
            {
                using Stream data = zip.Open(entry.Name);
                data.Position = header.Length;
                data.ReadExactly(bytes);
            }));
        }
        return root;
    }

    /// <summary>Writes arrays, not packed.</summary>
    public static void Write(Stream stream, IEnumerable<(string Name, Layers.SavedArray Array)> arrays)
    {
        using var zip = new System.IO.Compression.ZipArchive(stream, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, array) in arrays)
        {
            using Stream entry = zip.CreateEntry($"{name}.npy", System.IO.Compression.CompressionLevel.NoCompression).Open();
            NpyHeader.Write(entry, array.Spec, name);
            entry.Write(ElementBytes.Bits<byte>(array.Get()));
        }
    }
}
