using System.IO.Compression;
using System.IO.Hashing;

namespace Heed.Saving;

/// <summary>Reads files of a ZIP archive: stored ones where they lie, packed ones into memory, never more than the list of files says, and only with the checksum there.</summary>
internal sealed class ZipReader(Stream stream, string file, LoadOptions options)
{
    private readonly HashSet<string> _verified = [];

    /// <summary>The files by name, in the order of the archive.</summary>
    public IReadOnlyDictionary<string, ZipEntry> Entries { get; } = ZipDirectory.Read(stream, file, options);

    /// <summary>A small file, whole.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="limit">How large it may be.</param>
    /// <exception cref="FormatException">It is not there, too large, or damaged.</exception>
    public byte[] ReadAll(string name, long limit)
    {
        ZipEntry entry = Find(name);
        if (entry.Size > Math.Min(limit, Array.MaxLength)) throw Error(name, $"at most {limit} bytes", $"{entry.Size}");
        using Stream part = Open(name);
        byte[] bytes = new byte[entry.Size];
        part.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>A file as a stream that can seek.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="FormatException">It is not there, too large to be unpacked, or damaged.</exception>
    public Stream Open(string name)
    {
        ZipEntry entry = Find(name);
        Stream whole = entry.IsDeflated ? new MemoryStream(Unpack(entry), writable: false) : new PartStream(stream, entry.Start, entry.PackedSize);
        if (!_verified.Contains(name)) Verify(entry, whole);
        return whole;
    }

    /// <summary>Numbers have no other sign of damage: without this a model would predict wrongly without a word.</summary>
    private void Verify(ZipEntry entry, Stream whole)
    {
        var sum = new Crc32();
        byte[] buffer = new byte[(int)Math.Clamp(entry.Size, 1, 1 << 18)];
        for (int count; (count = whole.Read(buffer)) > 0;) sum.Append(buffer.AsSpan(0, count));
        if (sum.GetCurrentHashAsUInt32() != entry.Crc) throw Error(entry.Name, $"the checksum {entry.Crc:x8}", $"{sum.GetCurrentHashAsUInt32():x8}");
        whole.Position = 0;
        _verified.Add(entry.Name);
    }

    private ZipEntry Find(string name) => Entries.TryGetValue(name, out ZipEntry? entry) ? entry
        : throw Error(name, "such a file in the archive", $"only {string.Join(", ", Entries.Keys.Take(8))}");

    private byte[] Unpack(ZipEntry entry)
    {
        if (entry.Size > Array.MaxLength) throw Error(entry.Name, $"at most {Array.MaxLength} bytes where they are packed", $"{entry.Size}");
        using var unpacked = new MemoryStream();        // grows with what comes: the size in the list is only a promise
        try
        {
            using var part = new PartStream(stream, entry.Start, entry.PackedSize);
            using var inflate = new DeflateStream(part, CompressionMode.Decompress);
            byte[] buffer = new byte[1 << 16];
            for (int count; (count = inflate.Read(buffer)) > 0;)
            {
                if (unpacked.Length + count > entry.Size) throw Error(entry.Name, $"{entry.Size} bytes, as the list of files says", "more");
                unpacked.Write(buffer, 0, count);
            }
        }
        catch (InvalidDataException error)
        {
            throw new FormatException(Error(entry.Name, "packed bytes", error.Message).Message, error);
        }
        if (unpacked.Length != entry.Size) throw Error(entry.Name, $"{entry.Size} bytes, as the list of files says", $"{unpacked.Length}");
        return unpacked.ToArray();
    }

    private FormatException Error(string place, string expectation, string received) =>
        new($"'{file}', {place}: expects {expectation}. Received {received}. The file is damaged, or not a model.");
}
