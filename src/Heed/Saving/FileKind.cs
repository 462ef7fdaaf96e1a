namespace Heed.Saving;

/// <summary>What a file is, told by its first bytes.</summary>
internal static class FileKind
{
    public const string Zip = "ZIP", Hdf5 = "HDF5", Json = "JSON", Other = "other";

    /// <summary>The kind of a stream, which stays at its beginning.</summary>
    public static string Of(Stream stream)
    {
        Span<byte> head = stackalloc byte[9];
        stream.Position = 0;
        int count = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        ReadOnlySpan<byte> bytes = head[..count];
        return bytes.StartsWith("PK\x03\x04"u8) || bytes.StartsWith("PK\x05\x06"u8) ? Zip
            : bytes.StartsWith(Hdf5Header) ? Hdf5
            : bytes.StartsWith("{"u8) && !(count == 9 && bytes[8] == '{') ? Json : Other;     // safetensors begins with a length, which may look like a brace
    }

    private static ReadOnlySpan<byte> Hdf5Header => [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0d, 0x0a, 0x1a, 0x0a];
}
