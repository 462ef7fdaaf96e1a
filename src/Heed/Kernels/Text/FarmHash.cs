using System.Buffers.Binary;
using static System.Numerics.BitOperations;

namespace Heed.Kernels;

/// <summary>FarmHash's 64-bit fingerprint: the same number for the same bytes on every machine, and the hash that TensorFlow puts strings into buckets by.</summary>
/// <remarks>Source: google/farmhash, <c>farmhashna::Hash64</c>, written anew after its description.</remarks>
internal static class FarmHash
{
    private const ulong K0 = 0xc3a5c85c97cb3127, K1 = 0xb492b66fbe98f273, K2 = 0x9ae16a3b2f90404f, CatMultiplier = 0xc6a4a7935bd1e995;

    /// <summary>The fingerprint of bytes.</summary>
    public static ulong Fingerprint(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        <= 16 => UpTo16(bytes),
        <= 32 => UpTo32(bytes),
        <= 64 => UpTo64(bytes),
        _ => Long(bytes),
    };

    /// <summary>Two fingerprints made into one, the order counts: TensorFlow's <c>FingerprintCat64</c>.</summary>
    public static ulong Join(ulong first, ulong second)
    {
        ulong result = first ^ CatMultiplier;
        result ^= Mix(second * CatMultiplier) * CatMultiplier;
        return Mix(Mix(result * CatMultiplier) * CatMultiplier);
    }

    private static ulong UpTo16(ReadOnlySpan<byte> s)
    {
        uint length = (uint)s.Length;
        ulong multiplier = K2 + length * 2;
        if (length >= 8)
        {
            ulong a = Word(s, 0) + K2, b = Word(s, s.Length - 8);
            return Finish(RotateRight(b, 37) * multiplier + a, (RotateRight(a, 25) + b) * multiplier, multiplier);
        }
        if (length >= 4) return Finish(length + ((ulong)Half(s, 0) << 3), Half(s, s.Length - 4), multiplier);
        if (length == 0) return K2;
        uint y = s[0] + ((uint)s[s.Length >> 1] << 8), z = length + ((uint)s[^1] << 2);
        return Mix(y * K2 ^ z * K0) * K2;
    }

    private static ulong UpTo32(ReadOnlySpan<byte> s)
    {
        ulong multiplier = K2 + (uint)s.Length * 2;
        ulong a = Word(s, 0) * K1, b = Word(s, 8), c = Word(s, s.Length - 8) * multiplier, d = Word(s, s.Length - 16) * K2;
        return Finish(RotateRight(a + b, 43) + RotateRight(c, 30) + d, a + RotateRight(b + K2, 18) + c, multiplier);
    }

    private static ulong UpTo64(ReadOnlySpan<byte> s)
    {
        ulong multiplier = K2 + (uint)s.Length * 2;
        ulong a = Word(s, 0) * K2, b = Word(s, 8), c = Word(s, s.Length - 8) * multiplier, d = Word(s, s.Length - 16) * K2;
        ulong y = RotateRight(a + b, 43) + RotateRight(c, 30) + d, z = Finish(y, a + RotateRight(b + K2, 18) + c, multiplier);
        ulong e = Word(s, 16) * multiplier, f = Word(s, 24);
        ulong g = (y + Word(s, s.Length - 32)) * multiplier, h = (z + Word(s, s.Length - 24)) * multiplier;
        return Finish(RotateRight(e + f, 43) + RotateRight(g, 30) + h, e + RotateRight(f + a, 18) + g, multiplier);
    }

    /// <summary>Blocks of 64 bytes, and in the end the last 64 once more with another multiplier.</summary>
    private static ulong Long(ReadOnlySpan<byte> s)
    {
        const ulong Seed = 81;
        ulong y = unchecked(Seed * K1 + 113), z = Mix(y * K2 + 113) * K2, x = unchecked(Seed * K2) + Word(s, 0);
        (ulong First, ulong Second) v = default, w = default;
        int last = s.Length - 1, end = last / 64 * 64;
        for (int at = 0; at < end; at += 64) Block(s[at..], K1, 1, ref x, ref y, ref z, ref v, ref w);

        ulong multiplier = K1 + ((z & 0xff) << 1);
        w.First += (uint)last & 63;
        v.First += w.First;
        w.First += v.First;
        Block(s[^64..], multiplier, 9, ref x, ref y, ref z, ref v, ref w);
        return Finish(Finish(v.First, w.First, multiplier) + Mix(y) * K0 + z, Finish(v.Second, w.Second, multiplier) + x, multiplier);
    }

    private static void Block(ReadOnlySpan<byte> s, ulong multiplier, ulong weight,
                              ref ulong x, ref ulong y, ref ulong z, ref (ulong First, ulong Second) v, ref (ulong First, ulong Second) w)
    {
        x = RotateRight(x + y + v.First + Word(s, 8), 37) * multiplier;
        y = RotateRight(y + v.Second + Word(s, 48), 42) * multiplier;
        x ^= w.Second * weight;
        y += v.First * weight + Word(s, 40);
        z = RotateRight(z + w.First, 33) * multiplier;
        v = Weak(s, v.Second * multiplier, x + w.First);
        w = Weak(s[32..], z + w.Second, y + Word(s, 16));
        (z, x) = (x, z);
    }

    private static (ulong, ulong) Weak(ReadOnlySpan<byte> s, ulong a, ulong b)
    {
        ulong x = Word(s, 8), y = Word(s, 16), z = Word(s, 24);
        a += Word(s, 0);
        b = RotateRight(b + a + z, 21);
        ulong c = a;
        a += x + y;
        return (a + z, b + RotateRight(a, 44) + c);
    }

    private static ulong Finish(ulong u, ulong v, ulong multiplier)
    {
        ulong a = Mix((u ^ v) * multiplier);
        return Mix((v ^ a) * multiplier) * multiplier;
    }

    private static ulong Mix(ulong x) => x ^ (x >> 47);

    private static ulong Word(ReadOnlySpan<byte> s, int at) => BinaryPrimitives.ReadUInt64LittleEndian(s[at..]);

    private static uint Half(ReadOnlySpan<byte> s, int at) => BinaryPrimitives.ReadUInt32LittleEndian(s[at..]);
}
