using System.Buffers.Binary;

namespace Heed;

/// <summary>Reads RIFF/WAVE files of 16-bit PCM, as tf.audio.decode_wav does.</summary>
internal static class WavFile
{
    private const int Pcm = 1, Extensible = 0xFFFE;

    /// <summary>The samples in [−1, 1), of shape (samples, channels), and how many of them make a second.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="length">Samples wanted: shorter sounds are filled up with 0; null: those that are there.</param>
    /// <exception cref="InvalidDataException">It is not such a file, or it is cut off.</exception>
    public static (Tensor Sound, int Rate) Decode(ReadOnlySpan<byte> file, int? length = null)
    {
        if (file.Length < 12 || !file[..4].SequenceEqual("RIFF"u8) || !file[8..12].SequenceEqual("WAVE"u8)) throw new InvalidDataException("it is not a WAV file.");
        ReadOnlySpan<byte> format = Chunk(file, "fmt "u8), data = Chunk(file, "data"u8);
        if (format.Length < 16) throw new InvalidDataException("its format is cut off.");
        int kind = Word(format, 0), channels = Word(format, 2), bits = Word(format, 14), rate = BinaryPrimitives.ReadInt32LittleEndian(format[4..]);
        if (kind == Extensible && format.Length >= 26) kind = Word(format, 24);
        if (kind != Pcm || bits != 16 || channels == 0) throw new InvalidDataException($"it is not 16-bit PCM (format {kind}, {bits} bits, {channels} channels).");

        int there = data.Length / (2 * channels), samples = length ?? there;
        var values = new float[samples * channels];
        for (int i = 0; i < Math.Min(there, samples) * channels; i++) values[i] = BinaryPrimitives.ReadInt16LittleEndian(data[(2 * i)..]) / 32768f;
        return (Tensor.From(values, [samples, channels]), rate);
    }

    private static ReadOnlySpan<byte> Chunk(ReadOnlySpan<byte> file, ReadOnlySpan<byte> name)
    {
        for (long at = 12; at + 8 <= file.Length;)
        {
            ReadOnlySpan<byte> head = file.Slice((int)at, 8);
            uint size = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            if (head[..4].SequenceEqual(name))
                return at + 8 + size <= file.Length ? file.Slice((int)at + 8, (int)size) : throw new InvalidDataException("it is cut off.");
            at += 8 + size + (size & 1);
        }
        throw new InvalidDataException($"it has no part '{System.Text.Encoding.ASCII.GetString(name)}'.");
    }

    private static int Word(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);
}
