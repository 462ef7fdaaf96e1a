using System.Buffers.Binary;
using System.Text;

namespace Heed.Saving;

/// <summary>Reads the fields of a structure one after the other; each has a name, so that an error says what was wrong and where.</summary>
/// <param name="source">The file.</param>
/// <param name="bytes">The whole structure.</param>
/// <param name="address">Where it lies in the file.</param>
/// <param name="structure">What it is.</param>
internal ref struct Hdf5Cursor(Hdf5Source source, ReadOnlyMemory<byte> bytes, long address, string structure)
{
    /// <summary>Strict: text that is no Unicode is damage, not a question mark.</summary>
    public static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The file.</summary>
    public readonly Hdf5Source Source => source;

    /// <summary>The whole structure.</summary>
    public readonly ReadOnlyMemory<byte> All => bytes;

    /// <summary>How many bytes were read.</summary>
    public int Position { get; set; }

    /// <summary>How many bytes are left.</summary>
    public readonly int Left => bytes.Length - Position;

    /// <summary>The address in the file of the next field.</summary>
    public readonly long Here => address + Position;

    public byte U8(string field) => Span(1, field)[0];

    public int U16(string field) => BinaryPrimitives.ReadUInt16LittleEndian(Span(2, field));

    public uint U32(string field) => BinaryPrimitives.ReadUInt32LittleEndian(Span(4, field));

    /// <summary>An unsigned number of 1 to 8 bytes that must fit into a <see cref="long"/>.</summary>
    public long Unsigned(int size, string field)
    {
        ulong value = Bits(size, field);
        return value <= long.MaxValue ? (long)value : throw Error(field, $"to be at most {long.MaxValue}. Received {value}");
    }

    /// <summary>A length, by the superblock's size of lengths.</summary>
    public long Size(string field) => Unsigned(source.LengthSize, field);

    /// <summary>An address, or −1 where the file says «undefined».</summary>
    public long Address(string field)
    {
        ulong value = Bits(source.OffsetSize, field);
        if (value == ulong.MaxValue >> (64 - (8 * source.OffsetSize))) return -1;
        return value < (ulong)source.Length ? (long)value : throw Error(field, $"to be an address within the {source.Length} bytes of the file. Received {value}");
    }

    /// <summary>An address that must be there.</summary>
    public long DefinedAddress(string field) => Address(field) is >= 0 and var value ? value : throw Error(field, "to be an address. Received «undefined»");

    public ReadOnlyMemory<byte> Take(long count, string field)
    {
        if (count < 0 || count > Left) throw Error(field, $"to have {count} bytes. Received {Left}");
        ReadOnlyMemory<byte> taken = bytes.Slice(Position, (int)count);
        Position += (int)count;
        return taken;
    }

    public void Skip(long count, string field) => Take(count, field);

    /// <summary>Skips to the next multiple of 8 from the beginning of the structure.</summary>
    public void Align(int start, string field) => Skip(Padding(Position - start), field);

    /// <summary>The four letters with which many structures begin.</summary>
    public void Signature(ReadOnlySpan<byte> letters)
    {
        ReadOnlySpan<byte> found = Span(letters.Length, "signature");
        if (!found.SequenceEqual(letters)) throw Error("signature", $"to be '{Encoding.ASCII.GetString(letters)}'. Received {Convert.ToHexString(found)}");
    }

    /// <summary>One byte of a small set.</summary>
    public byte OneOf(string field, params ReadOnlySpan<byte> allowed)
    {
        byte value = U8(field);
        return allowed.Contains(value) ? value : throw Error(field, $"to be {string.Join(" or ", allowed.ToArray())}. Received {value}");
    }

    /// <summary>A text of known length.</summary>
    public string Text(long count, string field)
    {
        ReadOnlySpan<byte> text = Take(count, field).Span;
        return Decode(text, field);
    }

    /// <summary>A text that ends with a zero byte.</summary>
    public string TerminatedText(string field)
    {
        int end = bytes.Span[Position..].IndexOf((byte)0);
        if (end < 0) throw Error(field, "to end with a zero byte. Received none");
        string text = Text(end, field);
        Position++;
        return text;
    }

    /// <summary>Checks the Jenkins checksum that ends the structure: the next 4 bytes.</summary>
    public void Checksum()
    {
        uint computed = Checksums.Jenkins(bytes.Span[..Position]);
        uint stored = U32("checksum");
        if (stored != computed) throw Error("checksum", $"to be {computed:X8}. Received {stored:X8}");
    }

    /// <summary>Text by the rules of Unicode.</summary>
    public readonly string Decode(ReadOnlySpan<byte> text, string field)
    {
        try
        {
            return Utf8.GetString(text);
        }
        catch (DecoderFallbackException)
        {
            throw Error(field, $"to be UTF-8. Received {Convert.ToHexString(text[..Math.Min(text.Length, 32)])}");
        }
    }

    public readonly FormatException Error(string field, string expectation) => source.Error(structure, address, field, expectation);

    public readonly FormatException Unsupported(string feature, string fix) => source.Unsupported(structure, address, feature, fix);

    /// <summary>How many bytes are missing to a multiple of 8.</summary>
    public static long Padding(long length) => -length & 7;

    private ReadOnlySpan<byte> Span(int count, string field) => Take(count, field).Span;

    private ulong Bits(int size, string field)
    {
        ulong value = 0;
        ReadOnlySpan<byte> little = Span(size, field);
        for (int i = size - 1; i >= 0; i--) value = (value << 8) | little[i];
        return value;
    }
}
