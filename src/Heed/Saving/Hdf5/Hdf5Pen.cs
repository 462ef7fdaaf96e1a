using System.Buffers.Binary;

namespace Heed.Saving;

/// <summary>Writes the fields of a structure one after the other into bytes that are zero.</summary>
/// <param name="bytes">Where to.</param>
internal ref struct Hdf5Pen(Span<byte> bytes)
{
    private readonly Span<byte> _bytes = bytes;

    /// <summary>The address that means «none».</summary>
    public const long Undefined = -1;

    /// <summary>How many bytes were written.</summary>
    public int Position { get; set; }

    public void U8(int value) => _bytes[Position++] = (byte)value;

    public void U16(int value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_bytes[Position..], (ushort)value);
        Position += 2;
    }

    public void U32(long value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes[Position..], (uint)value);
        Position += 4;
    }

    public void U64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_bytes[Position..], value);
        Position += 8;
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        value.CopyTo(_bytes[Position..]);
        Position += value.Length;
    }

    /// <summary>Leaves bytes zero.</summary>
    public void Zeros(int count) => Position += count;

    /// <summary>Leaves bytes zero up to a multiple of 8.</summary>
    public void Align() => Position += (int)Hdf5Cursor.Padding(Position);
}
