namespace Heed.Saving;

/// <summary>Passes on exactly as many bytes as were promised.</summary>
/// <param name="stream">Where they go.</param>
/// <param name="length">How many.</param>
/// <param name="name">Of the dataset, for errors.</param>
/// <param name="cancellationToken">Stops the writing.</param>
internal sealed class ExactStream(Stream stream, long length, string name, CancellationToken cancellationToken) : Stream
{
    private const int Piece = 1 << 20;      // so that a token is seen within a large dataset; Linux takes larger pieces no faster, and sometimes far slower

    private long _written;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => length;

    public override long Position { get => _written; set => throw OnlyWritten(); }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (buffer.Length > length - _written) throw Wrong($"{_written + buffer.Length} or more");
        _written += buffer.Length;
        while (!buffer.IsEmpty)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(buffer.Length, Piece);
            stream.Write(buffer[..count]);
            buffer = buffer[count..];
        }
    }

    /// <summary>Checks that all bytes came.</summary>
    public void CheckEnd()
    {
        if (_written != length) throw Wrong($"{_written}");
    }

    public override void Flush() => stream.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw OnlyWritten();

    public override long Seek(long offset, SeekOrigin origin) => throw OnlyWritten();

    public override void SetLength(long value) => throw OnlyWritten();

    private NotSupportedException OnlyWritten() => new($"The stream of HDF5 dataset '{name}' is written from its beginning to its end, and nothing else. Seek and read the saved file instead.");

    private InvalidOperationException Wrong(string received) => new($"HDF5 dataset '{name}' expects {length} bytes, by its shape and type. Received {received}.");
}
