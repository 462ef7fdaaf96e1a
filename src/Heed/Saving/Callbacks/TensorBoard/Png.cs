using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace Heed.Saving;

/// <summary>Writes pictures in the PNG format: 8 bits a channel, no filters.</summary>
/// <remarks>Source: www.w3.org/TR/png.</remarks>
internal static class Png
{
    /// <summary>Encodes one picture.</summary>
    /// <param name="pixels">Row by row, the channels of a pixel side by side; 0 dark and 1 bright, what lies outside is cut off.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="channels">1 grey, 3 red, green and blue, 4 with opacity.</param>
    public static byte[] Encode(ReadOnlySpan<double> pixels, int height, int width, int channels)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        byte[] head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        (head[8], head[9]) = (8, (byte)(channels switch { 1 => 0, 3 => 2, _ => 6 }));      // bits, kind of colour
        Chunk(file, "IHDR", head);
        Chunk(file, "IDAT", Compress(pixels, height, width * channels));
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    private static byte[] Compress(ReadOnlySpan<double> pixels, int height, int rowLength)
    {
        using var data = new MemoryStream();
        using (var zip = new ZLibStream(data, CompressionLevel.Optimal, leaveOpen: true))
        {
            byte[] row = new byte[1 + rowLength];       // the first byte: no filter
            for (int y = 0; y < height; y++)
            {
                for (int x = 0; x < rowLength; x++) row[1 + x] = ToByte(pixels[y * rowLength + x]);
                zip.Write(row);
            }
        }
        return data.ToArray();
    }

    private static byte ToByte(double value) => double.IsNaN(value) ? (byte)0 : (byte)Math.Clamp(value * 255.5, 0, 255);

    private static void Chunk(MemoryStream file, string type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        byte[] name = Encoding.ASCII.GetBytes(type);
        file.Write(name);
        file.Write(content);
        var sum = new Crc32();
        sum.Append(name);
        sum.Append(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, sum.GetCurrentHashAsUInt32());
        file.Write(number);
    }
}
