using System.IO.Compression;
using System.Text;

namespace Heed.Fuzz;

/// <summary>Damage inside an archive that is whole outside: other configurations, other weights, entries that are missing, packed or too many.</summary>
internal static class ZipMutations
{
    /// <summary>A new archive.</summary>
    /// <param name="file">A whole archive.</param>
    /// <param name="other">Another one.</param>
    /// <param name="random">Decides.</param>
    public static byte[] Apply(byte[] file, byte[] other, Random random)
    {
        List<(string Name, byte[] Bytes)> entries = Read(file), others = Read(other);
        int chosen = random.Next(3) == 0 ? random.Next(entries.Count) : Math.Max(0, entries.FindIndex(entry => entry.Name == "config.json"));
        (string name, byte[] bytes) = entries[chosen];
        byte[] model = others.Find(entry => entry.Name == name).Bytes ?? bytes;
        entries[chosen] = (name, name.EndsWith(".json", StringComparison.Ordinal) && random.Next(10) > 0
            ? Encoding.UTF8.GetBytes(JsonMutations.Apply(Encoding.UTF8.GetString(bytes), Encoding.UTF8.GetString(model), random))
            : random.Next(8) == 0 ? model : ByteMutations.Apply(bytes, model, random));
        if (random.Next(20) == 0) entries.RemoveAt(random.Next(entries.Count));
        if (random.Next(20) == 0) entries.Add((random.Next(2) == 0 ? "assets/../x" : $"assets/layers/{random.Next(9)}/vocabulary.txt", bytes));
        return Write(entries, random.Next(4) == 0 ? CompressionLevel.Fastest : CompressionLevel.NoCompression);
    }

    /// <summary>The files of an archive.</summary>
    public static List<(string Name, byte[] Bytes)> Read(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        return [.. zip.Entries.Select(entry =>
        {
            using Stream stream = entry.Open();
            var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return (entry.FullName, bytes.ToArray());
        })];
    }

    private static byte[] Write(List<(string Name, byte[] Bytes)> entries, CompressionLevel level)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach ((string name, byte[] bytes) in entries)
            {
                using Stream entry = zip.CreateEntry(name, level).Open();
                entry.Write(bytes);
            }
        return stream.ToArray();
    }
}
