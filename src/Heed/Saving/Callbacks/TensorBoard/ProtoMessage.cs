using System.Text;

namespace Heed.Saving;

/// <summary>A message in the encoding of Protocol Buffers, written field by field.</summary>
/// <remarks>Source: protobuf.dev/programming-guides/encoding.</remarks>
internal sealed class ProtoMessage
{
    private const int VarintType = 0, Fixed64Type = 1, BytesType = 2, Fixed32Type = 5;

    private readonly MemoryStream _bytes = new();

    /// <summary>What was written so far.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.GetBuffer().AsSpan(0, (int)_bytes.Length);

    public ProtoMessage Integer(int field, long value)
    {
        Varint((ulong)(field << 3 | VarintType));
        Varint((ulong)value);
        return this;
    }

    public ProtoMessage Double(int field, double value) => Fixed(field, Fixed64Type, BitConverter.DoubleToUInt64Bits(value), sizeof(double));

    public ProtoMessage Float(int field, float value) => Fixed(field, Fixed32Type, BitConverter.SingleToUInt32Bits(value), sizeof(float));

    public ProtoMessage Text(int field, string value) => Block(field, Encoding.UTF8.GetBytes(value));

    public ProtoMessage Message(int field, ProtoMessage value) => Block(field, value.Bytes);

    public ProtoMessage Block(int field, ReadOnlySpan<byte> value)
    {
        Varint((ulong)(field << 3 | BytesType));
        Varint((ulong)value.Length);
        _bytes.Write(value);
        return this;
    }

    private ProtoMessage Fixed(int field, int type, ulong bits, int length)
    {
        Varint((ulong)(field << 3 | type));
        for (int i = 0; i < length; i++) _bytes.WriteByte((byte)(bits >> (8 * i)));
        return this;
    }

    /// <summary>Seven bits a byte, the lowest first; the highest bit says that more follow.</summary>
    private void Varint(ulong value)
    {
        for (; value > 0x7F; value >>= 7) _bytes.WriteByte((byte)(value | 0x80));
        _bytes.WriteByte((byte)value);
    }
}
