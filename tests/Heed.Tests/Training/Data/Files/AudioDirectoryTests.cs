namespace Heed.Tests.Training;

public class AudioDirectoryTests
{
    /// <summary>A 16-bit WAV file with a part that nobody knows before the samples.</summary>
    private static byte[] Wav(short[] samples, int channels = 1, int rate = 8000, int bits = 16)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("RIFF"u8);
        writer.Write(4 + 24 + 8 + 4 + 8 + 2 * samples.Length);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)channels);
        writer.Write(rate);
        writer.Write(rate * channels * 2);
        writer.Write((short)(channels * 2));
        writer.Write((short)bits);
        writer.Write("odd "u8);
        writer.Write(3);
        writer.Write(0);     // three bytes and one to fill up
        writer.Write("data"u8);
        writer.Write(2 * samples.Length);
        foreach (short sample in samples) writer.Write(sample);
        return stream.ToArray();
    }

    [Fact]
    public void Sounds_are_filled_up_to_the_longest_of_the_batch()
    {
        using var folder = new Folder();
        folder.Write("a/1.wav", Wav([16384, -32768]));
        folder.Write("b/2.wav", Wav([8192]));
        Examples batch = Utils.AudioDatasetFromDirectory(folder, shuffle: false).Single();
        Assert.Equal(new Shape(2, 2, 1), batch.X[0].Shape);
        Assert.Equal([0.5f, -1, 0.25f, 0], batch.X[0].ToArray<float>());
        Assert.Equal([0, 1], batch.Y![0].ToArray<int>());
        Assert.Equal([0.5f, 0.25f], Utils.AudioDatasetFromDirectory(folder, shuffle: false, outputSequenceLength: 1).Single().X[0].ToArray<float>());
        Assert.Equal(new Shape(2, 5, 1), Utils.AudioDatasetFromDirectory(folder, outputSequenceLength: 5).Single().X[0].Shape);
    }

    [Fact]
    public void Channels_stand_last()
    {
        (Tensor sound, int rate) = WavFile.Decode(Wav([1, 2, 3, 4], channels: 2, rate: 16000));
        Assert.Equal((new Shape(2, 2), 16000), (sound.Shape, rate));
    }

    [Fact]
    public void Files_that_are_not_16_bit_PCM_or_of_another_rate_are_named()
    {
        using var folder = new Folder();
        string path = folder.Write("a/1.wav", Wav([1], bits: 8));
        void Refused(string why, int? rate = null)
        {
            string message = Assert.Throws<InvalidDataException>(() => Utils.AudioDatasetFromDirectory(folder, samplingRate: rate).Count()).Message;
            Assert.Contains(path, message);
            Assert.Contains(why, message);
        }
        Refused("8 bits");
        folder.Write("a/1.wav", Wav([1])[..^1]);
        Refused("cut off");
        folder.Write("a/1.wav", "text");
        Refused("not a WAV");
        folder.Write("a/1.wav", Wav([1]));
        Refused("8000 samples a second", rate: 16000);
        Assert.Single(Utils.AudioDatasetFromDirectory(folder, samplingRate: 8000));
    }
}
