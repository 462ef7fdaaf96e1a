using System.Buffers.Binary;
using System.Text.Json;

namespace Heed.Saving;

/// <summary>Tensors by name in one file: the safetensors format, which Python, Rust and JavaScript read and write too.</summary>
/// <remarks><b>Source</b>  github.com/huggingface/safetensors, section Format.</remarks>
public static class Safetensors
{
    /// <summary>Reads all tensors of a file.</summary>
    /// <param name="path">The file. It may come from anywhere: it is checked before memory is taken, and nothing in it is run.</param>
    /// <returns>The tensors by name, in the order of the file.</returns>
    /// <exception cref="FormatException">The file is not a whole, consistent safetensors file, or holds a type that Heed has not.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyDictionary<string, Tensor> Load(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>Writes tensors to a file, whole or not at all: a failure leaves an old file of this name as it was.</summary>
    /// <param name="path">The file to make or to replace, in a folder that exists.</param>
    /// <param name="tensors">Names and tensors of numbers or booleans.</param>
    /// <param name="metadata">Free text that goes with them, or <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">A name comes twice, or a tensor holds text, no values, or 2 GiB and more.</exception>
    /// <exception cref="IOException">The disk or the path refuses.</exception>
    public static void Save(string path, IEnumerable<KeyValuePair<string, Tensor>> tensors, IEnumerable<KeyValuePair<string, string>>? metadata = null)
    {
        KeyValuePair<string, Tensor>[] all = [.. tensors];
        AtomicFile.Write(path, stream => Write(stream, all, metadata ?? []));
    }

    internal static OrderedDictionary<string, Tensor> Read(Stream stream, string file)
    {
        SafetensorsHeader header = SafetensorsHeader.Read(stream, file);
        var tensors = new OrderedDictionary<string, Tensor>(header.Entries.Count);
        foreach (SafetensorsEntry entry in header.Entries)
        {
            Tensor tensor = Tensor.Allocate(new Shape(entry.Shape.Select(axis => (Dim)axis)), entry.DType);
            Span<byte> bytes = ElementBytes.Bits<byte>(tensor);
            stream.ReadExactly(bytes);
            if (entry.DType == DType.Bool && bytes.ContainsAnyExceptInRange((byte)0, (byte)1))
                throw SafetensorsHeader.Error(file, entry.Name, "booleans, each a byte 0 or 1. Received another byte");
            tensors.Add(entry.Name, tensor);
        }
        return tensors;
    }

    internal static void Write(Stream stream, IReadOnlyList<KeyValuePair<string, Tensor>> tensors, IEnumerable<KeyValuePair<string, string>> metadata,
                               CancellationToken cancellationToken = default)
    {
        byte[] json = HeaderOf(tensors, metadata);
        int padded = (json.Length + 7) / 8 * 8;     // so that the data begins aligned; readers ignore trailing spaces
        Span<byte> prefix = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)padded);
        stream.Write(prefix);
        stream.Write(json);
        for (int i = json.Length; i < padded; i++) stream.WriteByte((byte)' ');
        foreach ((_, Tensor tensor) in tensors)
        {
            cancellationToken.ThrowIfCancellationRequested();
            stream.Write(ElementBytes.Bits<byte>(tensor));
        }
    }

    private static byte[] HeaderOf(IReadOnlyList<KeyValuePair<string, Tensor>> tensors, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        var names = new HashSet<string>([SafetensorsHeader.MetadataName]);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject(SafetensorsHeader.MetadataName);
            foreach ((string key, string value) in metadata) json.WriteString(key, value);
            json.WriteEndObject();
            long start = 0;
            foreach ((string name, Tensor tensor) in tensors)
            {
                if (!names.Add(name))
                    throw new ArgumentException($"Safetensors expects tensors of different names, none '{SafetensorsHeader.MetadataName}'. Received '{name}' twice. Rename one.");
                json.WriteStartObject(name);
                json.WriteString("dtype", SafetensorsHeader.NameOf(tensor.DType)
                    ?? throw new ArgumentException($"Safetensors expects numbers or booleans. Received '{name}', {tensor.Spec}."));
                json.WriteStartArray("shape");
                foreach (Dim axis in tensor.Shape) json.WriteNumberValue(axis.Value);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(start);
                json.WriteNumberValue(start += Bytes(name, tensor));
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }

    private static long Bytes(string name, Tensor tensor) => (long)tensor.Length * tensor.DType.ItemSize() is var bytes and <= int.MaxValue
        ? bytes
        : throw new ArgumentException($"Safetensors expects tensors of less than 2 GiB. Received '{name}', {tensor.Spec}. Split it.");
}
