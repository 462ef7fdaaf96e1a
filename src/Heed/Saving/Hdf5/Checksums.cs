using System.Buffers.Binary;
using System.Numerics;

namespace Heed.Saving;

/// <summary>The two checksums of HDF5: one ends the newer structures, the other is a filter of chunks.</summary>
internal static class Checksums
{
    /// <summary>Bob Jenkins's lookup3, <c>hashlittle</c>, from 0.</summary>
    /// <remarks><b>Source</b>  burtleburtle.net/bob/c/lookup3.c, in the public domain.</remarks>
    public static uint Jenkins(ReadOnlySpan<byte> data)
    {
        uint a = 0xDEADBEEF + (uint)data.Length, b = a, c = a;
        while (data.Length > 12)
        {
            Add(data[..12], ref a, ref b, ref c);
            a -= c; a ^= BitOperations.RotateLeft(c, 4); c += b;
            b -= a; b ^= BitOperations.RotateLeft(a, 6); a += c;
            c -= b; c ^= BitOperations.RotateLeft(b, 8); b += a;
            a -= c; a ^= BitOperations.RotateLeft(c, 16); c += b;
            b -= a; b ^= BitOperations.RotateLeft(a, 19); a += c;
            c -= b; c ^= BitOperations.RotateLeft(b, 4); b += a;
            data = data[12..];
        }
        if (data.IsEmpty) return c;
        Span<byte> last = stackalloc byte[12];
        last.Clear();
        data.CopyTo(last);
        Add(last, ref a, ref b, ref c);
        c ^= b; c -= BitOperations.RotateLeft(b, 14);
        a ^= c; a -= BitOperations.RotateLeft(c, 11);
        b ^= a; b -= BitOperations.RotateLeft(a, 25);
        c ^= b; c -= BitOperations.RotateLeft(b, 16);
        a ^= c; a -= BitOperations.RotateLeft(c, 4);
        b ^= a; b -= BitOperations.RotateLeft(a, 14);
        c ^= b; c -= BitOperations.RotateLeft(b, 24);
        return c;
    }

    /// <summary>Fletcher's checksum over big-endian 16-bit words, as HDF5's filter computes it.</summary>
    public static uint Fletcher32(ReadOnlySpan<byte> data)
    {
        uint sum1 = 0, sum2 = 0;
        while (data.Length >= 2)
        {
            int words = Math.Min(data.Length / 2, 360);     // the sums do not overflow before
            for (int i = 0; i < words; i++)
            {
                sum1 += BinaryPrimitives.ReadUInt16BigEndian(data[(2 * i)..]);
                sum2 += sum1;
            }
            (sum1, sum2) = (Fold(sum1), Fold(sum2));
            data = data[(2 * words)..];
        }
        if (!data.IsEmpty)
        {
            sum1 += (uint)data[0] << 8;
            sum2 += sum1;
            (sum1, sum2) = (Fold(sum1), Fold(sum2));
        }
        return (Fold(sum2) << 16) | Fold(sum1);
    }

    private static uint Fold(uint sum) => (sum & 0xFFFF) + (sum >> 16);

    private static void Add(ReadOnlySpan<byte> twelve, ref uint a, ref uint b, ref uint c)
    {
        a += BinaryPrimitives.ReadUInt32LittleEndian(twelve);
        b += BinaryPrimitives.ReadUInt32LittleEndian(twelve[4..]);
        c += BinaryPrimitives.ReadUInt32LittleEndian(twelve[8..]);
    }
}
