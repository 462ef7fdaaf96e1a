using System.Buffers.Binary;
using System.Text.Json;

namespace Heed.Saving;

/// <summary>The head of a safetensors file: what tensors there are and where, checked before any memory is taken for them.</summary>
/// <remarks>Layout: 8 bytes length of the header (little-endian), the header (JSON), the bytes of all tensors without gaps.</remarks>
internal sealed class SafetensorsHeader
{
    /// <summary>The longest header that is read: the reference implementation's limit.</summary>
    public const int MaxLength = 100_000_000;

    /// <summary>The entry of the header that is no tensor.</summary>
    public const string MetadataName = "__metadata__";

    private static readonly Dictionary<string, DType> Types = new()
    {
        ["F32"] = DType.Float32,
        ["F64"] = DType.Float64,
        ["F16"] = DType.Float16,
        ["BF16"] = DType.BFloat16,
        ["I8"] = DType.Int8,
        ["I16"] = DType.Int16,
        ["I32"] = DType.Int32,
        ["I64"] = DType.Int64,
        ["U8"] = DType.UInt8,
        ["U16"] = DType.UInt16,
        ["U32"] = DType.UInt32,
        ["U64"] = DType.UInt64,
        ["BOOL"] = DType.Bool,
    };

    private readonly string _file;
    private readonly long _dataLength;

    private SafetensorsHeader(string file, long dataLength) => (_file, _dataLength) = (file, dataLength);

    /// <summary>The tensors in the order of their bytes, which begin where the header ends.</summary>
    public List<SafetensorsEntry> Entries { get; } = [];

    /// <summary>The free text that came with the tensors.</summary>
    public Dictionary<string, string> Metadata { get; } = [];

    /// <summary>Reads and checks the head of a stream.</summary>
    /// <param name="stream">At its beginning; can seek.</param>
    /// <param name="file">What errors call the stream.</param>
    /// <returns>The header; every tensor in it lies within the file, and they fill it without gap or overlap.</returns>
    /// <exception cref="FormatException">The file is not a whole, consistent safetensors file.</exception>
    public static SafetensorsHeader Read(Stream stream, string file)
    {
        if (stream.Length < 8) throw Error(file, "header", $"to begin with 8 bytes of header length. Received {stream.Length} bytes");
        Span<byte> prefix = stackalloc byte[8];
        stream.ReadExactly(prefix);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > (ulong)Math.Min(stream.Length - 8, MaxLength))
            throw Error(file, "header", $"a header of at most {Math.Min(stream.Length - 8, MaxLength)} bytes. Received {length}");
        byte[] json = new byte[length];
        stream.ReadExactly(json);

        var header = new SafetensorsHeader(file, stream.Length - 8 - json.Length);
        header.Parse(json);
        header.CheckThatTensorsFillTheFile();
        return header;
    }

    /// <summary>The format's word for an element type; <see langword="null"/> for strings.</summary>
    public static string? NameOf(DType dtype) => Types.FirstOrDefault(pair => pair.Value == dtype).Key;

    private void Parse(byte[] json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 8 });
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw Error("header", $"a JSON object. Received {document.RootElement.ValueKind}");
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
                if (property.NameEquals(MetadataName))
                    ReadMetadata(property.Value);
                else
                    ReadTensor(property.Name, property.Value);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)      // the latter: text that is no Unicode
        {
            throw new FormatException($"Safetensors '{_file}' expects a header in JSON without repeated names. Received: {error.Message} The file is damaged, or of another format.", error);
        }
    }

    private void ReadMetadata(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object) throw Error(MetadataName, $"a JSON object. Received {value.ValueKind}");
        foreach (JsonProperty entry in value.EnumerateObject())
            Metadata[entry.Name] = entry.Value.ValueKind == JsonValueKind.String
                ? entry.Value.GetString()!
                : throw Error($"__metadata__.{entry.Name}", $"text. Received {entry.Value.ValueKind}");
    }

    private void ReadTensor(string name, JsonElement value)
    {
        string type = Field(name, value, "dtype", JsonValueKind.String).GetString()!;
        if (!Types.TryGetValue(type, out DType dtype)) throw Error($"{name}.dtype", $"one of {string.Join(", ", Types.Keys)}. Received '{type}'");

        int[] shape = [.. Field(name, value, "shape", JsonValueKind.Array).EnumerateArray().Select(axis => Axis(name, axis))];
        long[] offsets = [.. Field(name, value, "data_offsets", JsonValueKind.Array).EnumerateArray().Select(offset => Offset(name, offset))];
        if (offsets.Length != 2 || offsets[1] < offsets[0] || offsets[1] > _dataLength)
            throw Error($"{name}.data_offsets", $"two ascending places within the {_dataLength} bytes of data. Received [{string.Join(", ", offsets)}]");

        long needed = dtype.ItemSize();     // grows past int.MaxValue at most once, so it cannot overflow
        bool tooLarge = false;
        foreach (int axis in shape) tooLarge |= axis != 0 && (needed *= tooLarge ? 1 : axis) > int.MaxValue;
        if (shape.Contains(0)) (needed, tooLarge) = (0, false);
        if (tooLarge || needed != offsets[1] - offsets[0])
            throw Error($"{name}.shape", $"to match the {offsets[1] - offsets[0]} bytes of its data_offsets, and less than 2 GiB. Received [{string.Join(", ", shape)}] of {type}");
        Entries.Add(new(name, dtype, shape, offsets[0], (int)needed));
    }

    private JsonElement Field(string name, JsonElement tensor, string field, JsonValueKind kind)
    {
        if (tensor.ValueKind != JsonValueKind.Object) throw Error(name, $"a JSON object. Received {tensor.ValueKind}");
        if (!tensor.TryGetProperty(field, out JsonElement value)) throw Error($"{name}.{field}", "to be there. Received nothing");
        return value.ValueKind == kind ? value : throw Error($"{name}.{field}", $"a JSON {kind}. Received {value.ValueKind}");
    }

    private int Axis(string name, JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int axis) && axis >= 0
        ? axis
        : throw Error($"{name}.shape", $"whole numbers from 0 to {int.MaxValue}. Received {value}");

    private long Offset(string name, JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long offset) && offset >= 0
        ? offset
        : throw Error($"{name}.data_offsets", $"whole numbers from 0. Received {value}");

    private void CheckThatTensorsFillTheFile()
    {
        Entries.Sort((a, b) => (a.Start, a.Length).CompareTo((b.Start, b.Length)));
        long end = 0;
        foreach ((string name, _, _, long start, int length) in Entries)
        {
            if (start != end) throw Error($"{name}.data_offsets", $"to begin at {end}, where the tensor before it ends. Received {start}");
            end += length;
        }
        if (end != _dataLength) throw Error("header", $"its tensors to fill the {_dataLength} bytes of data. Received tensors of {end} bytes");
    }

    private FormatException Error(string field, string expectation) => Error(_file, field, expectation);

    /// <summary>The error for a file that cannot be what it says.</summary>
    public static FormatException Error(string file, string field, string expectation) =>
        new($"Safetensors '{file}' expects {field}: {expectation}. The file is damaged, or of another format.");
}

/// <summary>One tensor of the header.</summary>
/// <param name="Name">Unique in the file.</param>
/// <param name="DType">The type of its elements.</param>
/// <param name="Shape">The lengths of its axes.</param>
/// <param name="Start">Where its bytes begin, counted from the end of the header.</param>
/// <param name="Length">How many bytes it has.</param>
internal sealed record SafetensorsEntry(string Name, DType DType, int[] Shape, long Start, int Length);
