using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Heed.Bench;

/// <summary>Writes a message in the wire format of Protocol Buffers: numbered fields, each a varint, four bytes, or a counted run of bytes.</summary>
internal sealed class ProtoWriter
{
    private const int VarintWire = 0, BytesWire = 2, Fixed32Wire = 5;

    private readonly MemoryStream _bytes = new();

    public byte[] ToArray() => _bytes.ToArray();

    public ProtoWriter Integer(int field, long value)
    {
        Varint((uint)((field << 3) | VarintWire));
        Varint((ulong)value);
        return this;
    }

    public ProtoWriter Single(int field, float value)
    {
        Varint((uint)((field << 3) | Fixed32Wire));
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        _bytes.Write(bytes);
        return this;
    }

    public ProtoWriter Bytes(int field, ReadOnlySpan<byte> value)
    {
        Varint((uint)((field << 3) | BytesWire));
        Varint((ulong)value.Length);
        _bytes.Write(value);
        return this;
    }

    public ProtoWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public ProtoWriter Texts(int field, IEnumerable<string> values)
    {
        foreach (string value in values) Text(field, value);
        return this;
    }

    /// <summary>The numbers as they lie in memory; ONNX wants them with the lowest byte first.</summary>
    public ProtoWriter Raw(int field, ReadOnlySpan<float> values) => Bytes(field, MemoryMarshal.AsBytes(values));

    public ProtoWriter Message(int field, ProtoWriter value) => Bytes(field, value.ToArray());

    public ProtoWriter Messages(int field, IEnumerable<ProtoWriter> values)
    {
        foreach (ProtoWriter value in values) Message(field, value);
        return this;
    }

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7) _bytes.WriteByte((byte)(value | 0x80));
        _bytes.WriteByte((byte)value);
    }
}
