using System.Buffers.Binary;
using System.IO.Compression;

namespace Heed.Saving;

/// <summary>What was done to the bytes of a chunk before they were written, and undoing it.</summary>
/// <remarks><b>Source</b>  HDF5 File Format Specification, IV.A.2.l. Deflate, shuffle and fletcher32.</remarks>
internal sealed class FilterPipeline
{
    private const int Deflate = 1, Shuffle = 2, Fletcher32 = 3, MostFilters = 32, ChecksumLength = 4;

    /// <summary>No deflate stream unpacks to more than this times its length.</summary>
    private const int LargestExpansion = 1032;

    private static readonly Dictionary<int, string> Others = new()
    {
        [4] = "szip",
        [5] = "nbit",
        [6] = "scaleoffset",
        [32000] = "lzf",
        [32001] = "blosc",
        [32004] = "lz4",
        [32008] = "bitshuffle",
        [32013] = "zfp",
        [32015] = "zstd",
    };

    private readonly List<(int Filter, int ItemSize)> _filters = [];

    /// <summary>Are bytes written as they are?</summary>
    public bool IsEmpty => _filters.Count == 0;

    /// <summary>Reads the message of a dataset, if it has one.</summary>
    public static FilterPipeline Read(Hdf5Source source, ObjectHeader header)
    {
        var pipeline = new FilterPipeline();
        if (header.Find(MessageType.Filters) is not { } message) return pipeline;
        Hdf5Cursor cursor = message.Open(source);
        int version = cursor.OneOf("version", 1, 2);
        int count = cursor.U8("number of filters");
        if (count > MostFilters) throw cursor.Error("number of filters", $"to be at most {MostFilters}. Received {count}");
        if (version == 1) cursor.Skip(6, "reserved bytes");
        for (int i = 0; i < count; i++) pipeline.Add(ref cursor, version);
        return pipeline;
    }

    private void Add(ref Hdf5Cursor cursor, int version)
    {
        int filter = cursor.U16("filter");
        int nameLength = version == 1 || filter >= 256 ? cursor.U16("length of the filter's name") : 0;
        cursor.Skip(2, "flags");
        int values = cursor.U16("number of values");
        cursor.Skip(version == 1 ? nameLength + Hdf5Cursor.Padding(nameLength) : nameLength, "name");
        int first = values > 0 ? (int)Math.Min(cursor.U32("value"), int.MaxValue) : 0;
        cursor.Skip(4L * Math.Max(values - 1, 0), "values");
        if (version == 1 && values % 2 == 1) cursor.Skip(4, "padding");
        if (filter is not (Deflate or Shuffle or Fletcher32))
            throw cursor.Unsupported($"the filter {(Others.TryGetValue(filter, out string? known) ? known : filter)}", "Rewrite the file without it: h5repack -f NONE.");
        if (filter == Shuffle && first == 0) throw cursor.Error("shuffle", "to know the size of an element. Received 0");
        if (filter == Deflate && _filters.Exists(x => x.Filter == Deflate)) throw cursor.Error("filters", "to deflate once. Received deflate twice");
        _filters.Add((filter, first));
    }

    /// <summary>Could so many stored bytes be a chunk of this length? Asked before there is memory for it.</summary>
    public bool CanUnpack(long stored, long length)
    {
        if (!_filters.Exists(x => x.Filter == Deflate)) return stored >= length && stored <= length + (ChecksumLength * _filters.Count);
        return length <= LargestExpansion * stored && stored <= length + (length / 1000) + 1024;
    }

    /// <summary>Undoes the filters.</summary>
    /// <param name="stored">The bytes of the chunk in the file; may be overwritten.</param>
    /// <param name="mask">Bit i: filter i was left out for this chunk.</param>
    /// <param name="length">What the chunk must have in the end.</param>
    /// <param name="error">Makes the error from a field and an expectation.</param>
    /// <returns>The elements of the chunk.</returns>
    public ReadOnlyMemory<byte> Undo(Memory<byte> stored, uint mask, int length, Func<string, string, FormatException> error)
    {
        for (int i = _filters.Count - 1; i >= 0; i--)
        {
            if ((mask >> i & 1) != 0) continue;
            (int filter, int itemSize) = _filters[i];
            stored = filter switch
            {
                Deflate => Inflated(stored, length + ChecksumsBefore(i, mask), error),
                Shuffle => Unshuffled(stored.Span, itemSize),
                _ => Checked(stored, error),
            };
        }
        return stored.Length == length ? stored : throw error("length", $"to be {length} once it is unpacked. Received {stored.Length}");
    }

    /// <summary>How many bytes checksums had added when filter <paramref name="index"/> was applied.</summary>
    private int ChecksumsBefore(int index, uint mask)
    {
        int bytes = 0;
        for (int i = 0; i < index; i++)
            if (_filters[i].Filter == Fletcher32 && (mask >> i & 1) == 0) bytes += ChecksumLength;
        return bytes;
    }

    private static byte[] Inflated(Memory<byte> packed, int length, Func<string, string, FormatException> error)
    {
        byte[] bytes = new byte[length];
        try
        {
            using var stream = new ZLibStream(new MemoryStream(packed.ToArray(), writable: false), CompressionMode.Decompress);
            int count = stream.ReadAtLeast(bytes, length, throwOnEndOfStream: false);
            if (count != length || stream.ReadByte() >= 0) throw error("length", $"to be {length} once it is inflated. Received {(count < length ? $"{count}" : "more")}");
        }
        catch (InvalidDataException damage)
        {
            throw error("bytes", $"to be a zlib stream. Received: {damage.Message}");
        }
        return bytes;
    }

    /// <summary>Puts bytes that were sorted by their place in the element back into their elements; what is no whole element stayed at the end.</summary>
    private static byte[] Unshuffled(ReadOnlySpan<byte> planes, int itemSize)
    {
        byte[] bytes = new byte[planes.Length];
        int count = planes.Length / itemSize;
        for (int place = 0; place < itemSize; place++)
        {
            ReadOnlySpan<byte> plane = planes.Slice(place * count, count);
            for (int i = 0, at = place; i < plane.Length; i++, at += itemSize) bytes[at] = plane[i];
        }
        planes[(count * itemSize)..].CopyTo(bytes.AsSpan(count * itemSize));
        return bytes;
    }

    private static Memory<byte> Checked(Memory<byte> bytes, Func<string, string, FormatException> error)
    {
        if (bytes.Length < ChecksumLength) throw error("length", $"to be at least {ChecksumLength}. Received {bytes.Length}");
        Memory<byte> data = bytes[..^ChecksumLength];
        uint stored = BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[^ChecksumLength..]), computed = Checksums.Fletcher32(data.Span);
        return stored == computed ? data : throw error("checksum", $"to be {computed:X8}. Received {stored:X8}");
    }
}
