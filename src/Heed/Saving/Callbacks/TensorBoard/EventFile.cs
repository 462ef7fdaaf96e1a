using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using Heed.Callbacks;

namespace Heed.Saving;

/// <summary>A file of events as TensorBoard reads it: records, each a message <c>Event</c>.</summary>
/// <remarks>
/// A record: length (8 bytes), checksum of the length, message, checksum of the message; a checksum is a masked CRC-32C. All numbers little-endian.
/// Source: tensorflow/core/lib/io/record_writer.h, tensorflow/core/util/event.proto.
/// </remarks>
internal sealed class EventFile : IDisposable
{
    private const int WallTime = 1, Step = 2, FileVersion = 3, SummaryField = 5, SummaryValue = 1;      // fields of Event and Summary

    private static int s_count;

    private readonly FileStream _stream;

    /// <summary>Makes a file under a name that no other has.</summary>
    /// <param name="folder">It is made if it is not there.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public EventFile(string folder)
    {
        string name = string.Create(CultureInfo.InvariantCulture,
            $"events.out.tfevents.{DateTimeOffset.UtcNow.ToUnixTimeSeconds():D10}.{Environment.MachineName}.{Environment.ProcessId}.{Interlocked.Increment(ref s_count) - 1}.v2");
        _stream = LogFile.Open("TensorBoard", folder, () =>
        {
            Directory.CreateDirectory(folder);
            return new FileStream(System.IO.Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        });
        Write(new ProtoMessage().Double(WallTime, Now).Text(FileVersion, "brain.Event:2"));
    }

    private static double Now => (DateTime.UtcNow - DateTime.UnixEpoch).TotalSeconds;

    /// <summary>Adds a value under a tag.</summary>
    /// <param name="step">Where it stands on the axis.</param>
    /// <param name="summary">A <c>Summary.Value</c>.</param>
    public void Add(long step, ProtoMessage summary) =>
        Write(new ProtoMessage().Double(WallTime, Now).Integer(Step, step).Message(SummaryField, new ProtoMessage().Message(SummaryValue, summary)));

    /// <summary>Lets readers see what was written.</summary>
    public void Flush() => _stream.Flush();

    public void Dispose() => _stream.Dispose();

    private void Write(ProtoMessage message)
    {
        Span<byte> head = stackalloc byte[12], tail = stackalloc byte[4];
        BinaryPrimitives.WriteInt64LittleEndian(head, message.Bytes.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], Checksum(head[..8]));
        BinaryPrimitives.WriteUInt32LittleEndian(tail, Checksum(message.Bytes));
        _stream.Write(head);
        _stream.Write(message.Bytes);
        _stream.Write(tail);
    }

    /// <summary>CRC-32C, rotated and shifted: a checksum of data that hold checksums.</summary>
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte one in bytes) crc = BitOperations.Crc32C(crc, one);
        return BitOperations.RotateRight(~crc, 15) + 0xA282EAD8;
    }
}
