using System.Buffers.Binary;

namespace Heed.Fuzz;

/// <summary>Damage that knows nothing of the format: flipped bits, cuts, blocks of other files, edited integers.</summary>
internal static class ByteMutations
{
    private static readonly long[] Numbers =
    [
        0, 1, -1, 2, 7, 127, 128, 255, 256, short.MaxValue, ushort.MaxValue, int.MaxValue, int.MinValue, uint.MaxValue, 1L << 32, 1L << 40, long.MaxValue, long.MinValue,
    ];

    /// <summary>A damaged copy.</summary>
    /// <param name="file">Stays as it is.</param>
    /// <param name="other">Another file, from which blocks are taken.</param>
    /// <param name="random">Decides.</param>
    public static byte[] Apply(byte[] file, byte[] other, Random random)
    {
        byte[] bytes = [.. file];
        for (int left = 1 << random.Next(4); left > 0 && bytes.Length > 0; left--) bytes = Once(bytes, other, random);
        return bytes;
    }

    private static byte[] Once(byte[] bytes, byte[] other, Random random)
    {
        int at = Place(bytes.Length, random), length = Math.Min(1 << random.Next(12), bytes.Length - at);
        switch (random.Next(10))
        {
            case 0 or 1 or 2:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 3:
                bytes[at] = (byte)random.Next(256);
                return bytes;
            case 4 or 5 or 6:
                Write(bytes.AsSpan(at), random.Next(8) == 0 ? bytes.Length + random.Next(-8, 9) : Numbers[random.Next(Numbers.Length)], 1 << random.Next(4));
                return bytes;
            case 7:
                return random.Next(4) == 0 ? bytes[..at] : [.. bytes[..at], .. bytes[(at + length)..]];
            case 8:
                return random.Next(2) == 0 ? [.. bytes[..at], .. bytes.AsSpan(at, length), .. bytes[at..]] : Moved(bytes, at, length, random);
            default:
                int from = random.Next(other.Length);
                other.AsSpan(from, Math.Min(length, other.Length - from)).CopyTo(bytes.AsSpan(at));
                return bytes;
        }
    }

    /// <summary>Structures stand at the beginning and the end more often than between.</summary>
    private static int Place(int length, Random random) => random.Next(4) switch
    {
        0 => random.Next(Math.Min(length, 4096)),
        1 => length - 1 - random.Next(Math.Min(length, 512)),
        _ => random.Next(length),
    };

    private static byte[] Moved(byte[] bytes, int from, int length, Random random)
    {
        bytes.AsSpan(from, length).CopyTo(bytes.AsSpan(random.Next(bytes.Length - length + 1)));
        return bytes;
    }

    private static void Write(Span<byte> bytes, long value, int width)
    {
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(number, value);
        number[..Math.Min(width, bytes.Length)].CopyTo(bytes);
    }
}
