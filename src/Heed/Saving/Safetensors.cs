using System.Buffers.Binary;
using System.Text.Json;

namespace Heed.Saving;

/// <summary>Tensors by name in one file, the format of huggingface/safetensors.</summary>
public static class Safetensors
{
    /// <summary>The tensors of a file, in the order of their bytes.</summary>
    internal static List<SafetensorsEntry> ReadEntries(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return ReadEntries(stream, path);
    }

    internal static List<SafetensorsEntry> ReadEntries(Stream stream, string file)
    {
        SafetensorsHeader header = SafetensorsHeader.Read(stream, file);
        var entries = new List<SafetensorsEntry>(header.Tensors.Count);
        foreach ((string name, string dtype, int[] shape, _, int length) in header.Tensors)
        {
            byte[] data = new byte[length];
            stream.ReadExactly(data);
            entries.Add(new(name, dtype, shape, data));
        }
        return entries;
    }

    /// <summary>Writes a whole file; a failure leaves an old file of this name as it was.</summary>
    internal static void WriteEntries(string path, IReadOnlyList<SafetensorsEntry> entries, IEnumerable<KeyValuePair<string, string>> metadata) =>
        AtomicFile.Write(path, stream => WriteEntries(stream, entries, metadata));

    internal static void WriteEntries(Stream stream, IReadOnlyList<SafetensorsEntry> entries, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        byte[] json = HeaderOf(entries, metadata);
        int padded = (json.Length + 7) / 8 * 8;     // so that the data begins aligned; readers ignore trailing spaces
        Span<byte> prefix = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)padded);
        stream.Write(prefix);
        stream.Write(json);
        for (int i = json.Length; i < padded; i++) stream.WriteByte((byte)' ');
        foreach (SafetensorsEntry entry in entries) stream.Write(entry.Data.Span);
    }

    private static byte[] HeaderOf(IReadOnlyList<SafetensorsEntry> entries, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        var names = new HashSet<string>(["__metadata__"]);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            foreach ((string key, string value) in metadata) json.WriteString(key, value);
            json.WriteEndObject();
            long start = 0;
            foreach (SafetensorsEntry entry in entries)
            {
                if (!names.Add(entry.Name))
                    throw new ArgumentException($"Safetensors expects tensors of different names, none '__metadata__'. Received '{entry.Name}' twice. Rename one.");
                json.WriteStartObject(entry.Name);
                json.WriteString("dtype", entry.DType);
                json.WriteStartArray("shape");
                foreach (int axis in entry.Shape) json.WriteNumberValue(axis);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(start);
                json.WriteNumberValue(start += entry.Data.Length);
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }
}
