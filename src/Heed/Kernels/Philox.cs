using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Heed.Kernels;

/// <summary>Philox4x32-10, a generator without state: four random words from a key and a counter.</summary>
/// <remarks>
/// A stream of words is the blocks 0, 1, 2, … of one key, so any part of it can be computed by itself, on any thread.
/// Source: Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3".
/// </remarks>
internal static class Philox
{
    /// <summary>Words that one counter gives.</summary>
    public const int BlockLength = 4;

    private const int Rounds = 10;
    private const uint Multiplier0 = 0xD2511F53, Multiplier1 = 0xCD9E8D57, Weyl0 = 0x9E3779B9, Weyl1 = 0xBB67AE85;

    /// <summary>The words of the blocks from <paramref name="first"/> on.</summary>
    /// <param name="key0">First half of the key.</param>
    /// <param name="key1">Second half of the key.</param>
    /// <param name="first">The lower half of the first counter; the upper half is 0.</param>
    /// <param name="words">Whole blocks.</param>
    public static void Fill(uint key0, uint key1, ulong first, Span<uint> words)
    {
        Debug.Assert(words.Length % BlockLength == 0);
        int done = 0;
        if (Avx2.IsSupported)
            for (; done <= words.Length - 4 * BlockLength; done += 4 * BlockLength, first += 4)
                FourBlocks(key0, key1, first, MemoryMarshal.Cast<uint, ulong>(words[done..]));
        for (; done < words.Length; done += BlockLength, first++)
            Block([(uint)first, (uint)(first >> 32), 0, 0], key0, key1, words[done..]);
    }

    /// <summary>One block: ten rounds that multiply, exchange and mix in the key.</summary>
    public static void Block(ReadOnlySpan<uint> counter, uint key0, uint key1, Span<uint> words)
    {
        (uint x0, uint x1, uint x2, uint x3) = (counter[0], counter[1], counter[2], counter[3]);
        for (int round = 0; round < Rounds; round++, key0 += Weyl0, key1 += Weyl1)
        {
            ulong p0 = (ulong)Multiplier0 * x0, p1 = (ulong)Multiplier1 * x2;
            (x0, x1, x2, x3) = ((uint)(p1 >> 32) ^ x1 ^ key0, (uint)p1, (uint)(p0 >> 32) ^ x3 ^ key1, (uint)p0);
        }
        (words[0], words[1], words[2], words[3]) = (x0, x1, x2, x3);
    }

    /// <summary>Four blocks at once. A word occupies a lane of 64 bits; the multiplication reads the lower half of a lane only.</summary>
    private static void FourBlocks(uint key0, uint key1, ulong first, Span<ulong> words)
    {
        Vector256<ulong> x0 = Vector256.Create(first) + Vector256.Create(0UL, 1, 2, 3);
        Vector256<ulong> x1 = x0 >> 32, x2 = Vector256<ulong>.Zero, x3 = x2;
        for (int round = 0; round < Rounds; round++, key0 += Weyl0, key1 += Weyl1)
        {
            Vector256<ulong> p0 = Multiply(x0, Multiplier0), p1 = Multiply(x2, Multiplier1);
            (x0, x1, x2, x3) = ((p1 >> 32) ^ x1 ^ Vector256.Create((ulong)key0), p1, (p0 >> 32) ^ x3 ^ Vector256.Create((ulong)key1), p0);
        }
        Vector256<ulong> low = Pair(x0, x1), high = Pair(x2, x3);     // words 0 1 and words 2 3 of block 0 … block 3
        Vector256<ulong> even = Avx2.UnpackLow(low, high), odd = Avx2.UnpackHigh(low, high);     // blocks 0 and 2, blocks 1 and 3
        Avx2.Permute2x128(even, odd, 0x20).CopyTo(words);
        Avx2.Permute2x128(even, odd, 0x31).CopyTo(words[4..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Multiply(Vector256<ulong> x, uint factor) =>
        Avx2.Multiply(x.AsUInt32(), Vector256.Create((ulong)factor).AsUInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Pair(Vector256<ulong> first, Vector256<ulong> second) =>
        (first & Vector256.Create((ulong)uint.MaxValue)) | (second << 32);
}
