using System.Buffers.Binary;
using System.Text;

namespace Heed.Saving;

/// <summary>The list of files at the end of a ZIP archive, checked before any of them is read.</summary>
/// <remarks>
/// Heed reads it itself, because an archive may come from anybody: every file must lie where no other does, have a name of its own that leads nowhere else, and unpack to
/// a bounded size. Source: PKWARE APPNOTE.TXT 6.3, sections 4.3 and 4.4.
/// </remarks>
internal sealed class ZipDirectory
{
    private const int EndLength = 22, End64Length = 56, LocatorLength = 20, EntryLength = 46, LocalLength = 30;
    private const uint EndMark = 0x06054b50, End64Mark = 0x06064b50, LocatorMark = 0x07064b50, EntryMark = 0x02014b50, LocalMark = 0x04034b50;

    private readonly Stream _stream;
    private readonly string _file;
    private readonly LoadOptions _options;
    private readonly OrderedDictionary<string, ZipEntry> _entries = [];

    private ZipDirectory(Stream stream, string file, LoadOptions options) => (_stream, _file, _options) = (stream, file, options);

    /// <summary>Reads and checks the list.</summary>
    /// <param name="stream">The archive; can seek.</param>
    /// <param name="file">What errors call it.</param>
    /// <param name="options">How much it may ask for.</param>
    /// <returns>The files by name, in the order of the archive.</returns>
    /// <exception cref="FormatException">It is no whole, consistent archive.</exception>
    public static IReadOnlyDictionary<string, ZipEntry> Read(Stream stream, string file, LoadOptions options)
    {
        var directory = new ZipDirectory(stream, file, options);
        directory.ReadEntries();
        directory.CheckThatNoneOverlap();
        return directory._entries;
    }

    private void ReadEntries()
    {
        var (start, length, count) = FindDirectory();
        if (count > _options.MaxEntries) throw Error("list of files", $"at most {_options.MaxEntries} files", $"{count}");
        if (length < 0 || length > _stream.Length || length < count * EntryLength || length > int.MaxValue || start < 0 || start > _stream.Length - length)
            throw Error("list of files", $"{count} files listed within the {_stream.Length} bytes of the archive", $"{length} bytes at {start}");
        byte[] bytes = Bytes(start, (int)length, "list of files");
        int at = 0;
        for (long i = 0; i < count; i++) at += ReadEntry(bytes.AsSpan(at), start);
    }

    private (long Start, long Length, long Count) FindDirectory()
    {
        int tail = (int)Math.Min(_stream.Length, EndLength + ushort.MaxValue);
        byte[] bytes = Bytes(_stream.Length - tail, tail, "end");
        for (int at = tail - EndLength; at >= 0; at--)
        {
            ReadOnlySpan<byte> end = bytes.AsSpan(at);
            if (U32(end) != EndMark || EndLength + U16(end[20..]) != end.Length) continue;
            if (U16(end[4..]) != 0 || U16(end[6..]) != 0) throw Error("end", "an archive in one piece", "one that is split over several disks");
            var listed = (Start: (long)U32(end[16..]), Length: (long)U32(end[12..]), Count: (long)U16(end[10..]));
            bool isLarge = listed.Start == uint.MaxValue || listed.Length == uint.MaxValue || listed.Count == ushort.MaxValue;
            return isLarge && FindLarge(_stream.Length - tail + at) is { } large ? large : listed;
        }
        throw Error("end", "the list of files of a ZIP archive", "none: the file was cut off, or is of another format");
    }

    /// <summary>The same in an archive of more than 4 GiB or 65,534 files.</summary>
    private (long, long, long)? FindLarge(long end)
    {
        if (end < LocatorLength) return null;
        ReadOnlySpan<byte> locator = Bytes(end - LocatorLength, LocatorLength, "ZIP64 locator");
        if (U32(locator) != LocatorMark) return null;
        ReadOnlySpan<byte> record = Bytes((long)U64(locator[8..]), End64Length, "ZIP64 end");
        if (U32(record) != End64Mark) throw Error("ZIP64 end", "its mark", $"{U32(record):x8}");
        return ((long)U64(record[48..]), (long)U64(record[40..]), (long)U64(record[32..]));
    }

    private int ReadEntry(ReadOnlySpan<byte> list, long directoryStart)
    {
        if (list.Length < EntryLength || U32(list) != EntryMark) throw Error("list of files", $"{_entries.Count + 1} or more files", $"only {_entries.Count}");
        int nameLength = U16(list[28..]), extraLength = U16(list[30..]), length = EntryLength + nameLength + extraLength + U16(list[32..]);
        if (list.Length < length) throw Error("list of files", "whole entries", "one that is cut off");
        string name = NameOf(list.Slice(EntryLength, nameLength));
        (long size, long packed, long offset) = (U32(list[24..]), U32(list[20..]), U32(list[42..]));
        ReadLargeSizes(list.Slice(EntryLength + nameLength, extraLength), ref size, ref packed, ref offset);
        int method = U16(list[10..]);
        if ((U16(list[8..]) & 1) != 0) throw Error(name, "a file that is not encrypted", "an encrypted one");
        if (method is not (0 or 8)) throw Error(name, "a file that is stored or deflated", $"compression method {method}");
        if (method == 0 && size != packed) throw Error(name, "a stored file of the same size packed and unpacked", $"{packed} and {size} bytes");
        if (size < 0 || packed < 0 || offset < 0 || packed > directoryStart || offset > directoryStart - packed)
            throw Error(name, $"a file before the list of files at {directoryStart}", $"{packed} bytes at {offset}");
        if (size > 1L << 24 && size / _options.MaxExpansion > packed)
            throw Error(name, $"at most {_options.MaxExpansion} times the {packed} bytes that are packed (LoadOptions.MaxExpansion)", $"{size} bytes");
        long data = DataStart(name, offset, directoryStart);
        if (data > directoryStart - packed) throw Error(name, $"a file before the list of files at {directoryStart}", $"{packed} bytes at {data}");
        if (!_entries.TryAdd(name, new(name, offset, data, packed, size, IsDeflated: method == 8, U32(list[16..]))))
            throw Error(name, "names that differ", "this one twice");
        return length;
    }

    private void ReadLargeSizes(ReadOnlySpan<byte> extra, ref long size, ref long packed, ref long offset)
    {
        while (extra.Length >= 4)
        {
            int id = U16(extra), length = U16(extra[2..]);
            if (length > extra.Length - 4) break;
            ReadOnlySpan<byte> values = extra.Slice(4, length);
            if (id == 1)
            {
                if (size == uint.MaxValue) size = Next(ref values, size);
                if (packed == uint.MaxValue) packed = Next(ref values, packed);
                if (offset == uint.MaxValue) offset = Next(ref values, offset);
                return;
            }
            extra = extra[(4 + length)..];
        }

        static long Next(ref ReadOnlySpan<byte> values, long otherwise)
        {
            if (values.Length < 8) return otherwise;
            long value = (long)U64(values);
            values = values[8..];
            return value;
        }
    }

    /// <summary>Where a file's bytes begin: behind a header of their own, which must tell the same name.</summary>
    private long DataStart(string name, long offset, long limit)
    {
        if (offset > limit - LocalLength) throw Error(name, "a header before the list of files", $"one at {offset}");
        ReadOnlySpan<byte> header = Bytes(offset, LocalLength, name);
        if (U32(header) != LocalMark) throw Error(name, $"a header at {offset}", "other bytes");
        int nameLength = U16(header[26..]);
        if (NameOf(Bytes(offset + LocalLength, nameLength, name)) is var other && other != name) throw Error(name, "one name in the list and before the bytes", $"'{other}'");
        return offset + LocalLength + nameLength + U16(header[28..]);
    }

    private string NameOf(ReadOnlySpan<byte> bytes)
    {
        string name = Encoding.UTF8.GetString(bytes);
        bool leadsAway = name.Length == 0 || name[0] == '/' || name.Contains('\\') || name.Contains('\0') || name.Contains(':')
            || name.Split('/').Any(part => part is ".." or ".");
        return leadsAway ? throw Error("list of files", "names of files within the archive", $"'{name}'") : name;
    }

    private void CheckThatNoneOverlap()
    {
        long end = 0;
        string before = "";
        foreach (ZipEntry entry in _entries.Values.OrderBy(entry => entry.Header))
        {
            if (entry.Header < end) throw Error(entry.Name, "files that do not overlap", $"one that begins at {entry.Header}, before the end of '{before}' at {end}");
            (end, before) = (entry.Start + entry.PackedSize, entry.Name);
        }
    }

    private byte[] Bytes(long start, int length, string place)
    {
        if (start < 0 || start > _stream.Length - length) throw Error(place, $"{length} bytes at {start}", $"a file of {_stream.Length} bytes");
        byte[] bytes = new byte[length];
        _stream.Position = start;
        _stream.ReadExactly(bytes);
        return bytes;
    }

    private FormatException Error(string place, string expectation, string received) =>
        new($"'{_file}', {place}: expects {expectation}. Received {received}. The file is damaged, or not a model.");

    private static int U16(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static uint U32(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    private static ulong U64(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt64LittleEndian(bytes);
}

/// <summary>A file in an archive.</summary>
/// <param name="Name">Its path within the archive.</param>
/// <param name="Header">Where its own header begins.</param>
/// <param name="Start">Where its bytes begin.</param>
/// <param name="PackedSize">How many bytes lie there.</param>
/// <param name="Size">How many they are once unpacked.</param>
/// <param name="IsDeflated">Are they packed?</param>
/// <param name="Crc">A checksum of the unpacked bytes.</param>
internal sealed record ZipEntry(string Name, long Header, long Start, long PackedSize, long Size, bool IsDeflated, uint Crc);
