using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Unicode;

namespace Heed.Kernels;

/// <summary>Text and whole numbers put into buckets by the hash of their UTF-8 bytes, as TensorFlow's <c>string_to_hash_bucket_fast</c> and <c>_strong</c> do.</summary>
internal static class TextHash
{
    private const int OnStack = 256;
    private const int PieceLength = 4096;

    /// <summary>The bucket of every string.</summary>
    /// <param name="x">Valid UTF-16: see <see cref="IsValid"/>.</param>
    /// <param name="y">Numbers in [0, <paramref name="buckets"/>).</param>
    /// <param name="buckets">At least 1.</param>
    /// <param name="key">The key of SipHash; <see langword="null"/>: FarmHash, which has none.</param>
    public static void Buckets(ReadOnlySpan<string> x, Span<long> y, long buckets, (long, long)? key)
    {
        StringPieces pieces = new(x, y, buckets, key);
        WorkerPool.Run(Pieces(x.Length), pieces);
    }

    /// <summary>The bucket of every whole number: that of its decimal digits.</summary>
    public static void Buckets(ReadOnlySpan<long> x, Span<long> y, long buckets, (long, long)? key)
    {
        NumberPieces pieces = new(x, y, buckets, key);
        WorkerPool.Run(Pieces(x.Length), pieces);
    }

    /// <summary>The bucket of one text.</summary>
    public static long Bucket(ReadOnlySpan<char> text, long buckets, (long, long)? key)
    {
        byte[]? rented = text.Length * 3 <= OnStack ? null : ArrayPool<byte>.Shared.Rent(text.Length * 3);
        Span<byte> bytes = rented ?? stackalloc byte[OnStack];
        Utf8.FromUtf16(text, bytes, out _, out int length, replaceInvalidSequences: true);
        long bucket = Bucket(bytes[..length], buckets, key);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return bucket;
    }

    /// <summary>The fingerprint of one text.</summary>
    public static ulong Fingerprint(ReadOnlySpan<char> text)
    {
        byte[]? rented = text.Length * 3 <= OnStack ? null : ArrayPool<byte>.Shared.Rent(text.Length * 3);
        Span<byte> bytes = rented ?? stackalloc byte[OnStack];
        Utf8.FromUtf16(text, bytes, out _, out int length, replaceInvalidSequences: true);
        ulong fingerprint = FarmHash.Fingerprint(bytes[..length]);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return fingerprint;
    }

    /// <summary>The bucket of one whole number.</summary>
    public static long Bucket(long number, long buckets, (long, long)? key)
    {
        Span<byte> digits = stackalloc byte[20];
        number.TryFormat(digits, out int length, provider: CultureInfo.InvariantCulture);
        return Bucket(digits[..length], buckets, key);
    }

    /// <summary>Does every surrogate have its partner?</summary>
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        for (int at = 0; text[at..].IndexOfAnyInRange('\ud800', '\udfff') is >= 0 and var next; at += next + 2)
            if (!char.IsHighSurrogate(text[at + next]) || at + next + 1 == text.Length || !char.IsLowSurrogate(text[at + next + 1])) return false;
        return true;
    }

    private static int Pieces(int length) => (length + PieceLength - 1) / PieceLength;

    private static long Bucket(ReadOnlySpan<byte> bytes, long buckets, (long First, long Second)? key) =>
        (long)((key is { } k ? SipHash.Hash((ulong)k.First, (ulong)k.Second, bytes) : FarmHash.Fingerprint(bytes)) % (ulong)buckets);

    private readonly ref struct StringPieces(ReadOnlySpan<string> x, Span<long> y, long buckets, (long, long)? key) : IPieces
    {
        private readonly ReadOnlySpan<string> _x = x;
        private readonly Span<long> _y = y;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int piece)
        {
            for (int i = piece * PieceLength; i < Math.Min(_x.Length, (piece + 1) * PieceLength); i++) _y[i] = Bucket(_x[i], buckets, key);
        }
    }

    private readonly ref struct NumberPieces(ReadOnlySpan<long> x, Span<long> y, long buckets, (long, long)? key) : IPieces
    {
        private readonly ReadOnlySpan<long> _x = x;
        private readonly Span<long> _y = y;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int piece)
        {
            for (int i = piece * PieceLength; i < Math.Min(_x.Length, (piece + 1) * PieceLength); i++) _y[i] = Bucket(_x[i], buckets, key);
        }
    }
}
