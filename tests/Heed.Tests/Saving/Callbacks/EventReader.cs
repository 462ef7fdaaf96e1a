using System.Buffers.Binary;
using System.Text;

namespace Heed.Tests;

/// <summary>Reads TensorBoard's files on its own: records with checksums, then the fields of messages. It shares no code with the writer.</summary>
internal static class EventReader
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(i => Enumerable.Range(0, 8).Aggregate((uint)i, (crc, _) => (crc >> 1) ^ (0x82F63B78 & (uint)-(crc & 1))))];

    /// <summary>A value under a tag, at a step.</summary>
    public sealed record Item(long Step, string Tag, string Plugin, string Content, int Type, int[] Shape, float[] Floats, double[] Doubles, byte[][] Strings);

    /// <summary>All values of the only file in a folder.</summary>
    public static List<Item> Read(string folder)
    {
        string file = Assert.Single(Directory.GetFiles(folder, "events.out.tfevents.*"));
        Fields[] events = [.. Records(File.ReadAllBytes(file)).Select(record => new Fields(record))];
        Assert.Equal("brain.Event:2", Encoding.UTF8.GetString(events[0].Bytes(3).Single()));
        Assert.All(events, one => Assert.InRange(BitConverter.UInt64BitsToDouble(one.Numbers(1).Single()), 1.6e9, 9e9));
        return [.. events.Skip(1).SelectMany(one => new Fields(one.Bytes(5).Single()).Bytes(1).Select(value => ItemOf((long)one.Numbers(2).SingleOrDefault(), new Fields(value))))];
    }

    /// <summary>The checksum of a record's parts: Castagnoli's polynomial, masked.</summary>
    public static uint Masked(ReadOnlySpan<byte> bytes)
    {
        uint crc = ~0u;
        foreach (byte one in bytes) crc = Table[(byte)(crc ^ one)] ^ (crc >> 8);
        crc = ~crc;
        return ((crc >> 15) | (crc << 17)) + 0xA282EAD8;
    }

    private static IEnumerable<byte[]> Records(byte[] file)
    {
        for (int at = 0; at < file.Length;)
        {
            int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(at));
            Assert.Equal(Masked(file.AsSpan(at, 8)), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 8)));
            byte[] record = file[(at + 12)..(at + 12 + length)];
            Assert.Equal(Masked(record), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 12 + length)));
            at += 16 + length;
            yield return record;
        }
    }

    private static Item ItemOf(long step, Fields value)
    {
        Fields tensor = new(value.Bytes(8).Single()), metadata = new(value.Bytes(9).Single()), plugin = new(metadata.Bytes(1).Single());
        int[] shape = [.. new Fields(tensor.Bytes(2).Single()).Bytes(2).Select(dim => (int)new Fields(dim).Numbers(1).Single())];
        double[] doubles = [.. tensor.Bytes(4).SelectMany(content => content.Chunk(8).Select(bytes => BitConverter.ToDouble(bytes)))];
        return new(step, Encoding.UTF8.GetString(value.Bytes(1).Single()), Encoding.UTF8.GetString(plugin.Bytes(1).Single()), string.Concat(plugin.Bytes(2).Select(Encoding.UTF8.GetString)),
            (int)tensor.Numbers(1).Single(), shape, [.. tensor.Numbers(5).Select(bits => BitConverter.UInt32BitsToSingle((uint)bits))], doubles, [.. tensor.Bytes(8)]);
    }

    /// <summary>The fields of a message, by number.</summary>
    private sealed class Fields
    {
        private readonly List<(int Field, ulong Number, byte[]? Bytes)> _all = [];

        public Fields(byte[] message)
        {
            for (int at = 0; at < message.Length;)
            {
                ulong key = Varint(message, ref at);
                int field = (int)(key >> 3);
                switch (key & 7)
                {
                    case 0: _all.Add((field, Varint(message, ref at), null)); break;
                    case 1: _all.Add((field, BinaryPrimitives.ReadUInt64LittleEndian(message.AsSpan(at)), null)); at += 8; break;
                    case 5: _all.Add((field, BinaryPrimitives.ReadUInt32LittleEndian(message.AsSpan(at)), null)); at += 4; break;
                    case 2:
                        int length = (int)Varint(message, ref at);
                        _all.Add((field, 0, message[at..(at + length)]));
                        at += length;
                        break;
                    default: throw new FormatException($"A field of type {key & 7}.");
                }
            }
        }

        public IEnumerable<ulong> Numbers(int field) => _all.Where(one => one.Field == field && one.Bytes is null).Select(one => one.Number);

        public IEnumerable<byte[]> Bytes(int field) => _all.Where(one => one.Field == field && one.Bytes is not null).Select(one => one.Bytes!);

        private static ulong Varint(byte[] message, ref int at)
        {
            ulong value = 0;
            for (int shift = 0; ; shift += 7)
            {
                byte one = message[at++];
                value |= (ulong)(one & 0x7F) << shift;
                if (one < 0x80) return value;
            }
        }
    }
}
