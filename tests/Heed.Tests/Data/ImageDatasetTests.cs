using System.Buffers.Binary;
using Heed.Tests.Training;

namespace Heed.Tests.Data;

public sealed class ImageDatasetTests : IDisposable
{
    /// <summary>3 × 2 pixels: red, green, blue; (10, 20, 30), black, white.</summary>
    private static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAFUlEQVR4nGP4z8DAAMFcInIg+v9/ADStBjceQlYJAAAAAElFTkSuQmCC");

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A 24-bit BMP file of one grey.</summary>
    private static byte[] Bmp(int width, int height, byte grey)
    {
        int stride = (3 * width + 3) / 4 * 4;
        var file = new byte[54 + stride * height];
        "BM"u8.CopyTo(file);
        void Write(int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);
        Write(2, file.Length);
        Write(10, 54);
        Write(14, 40);
        Write(18, width);
        Write(22, height);
        Write(26, 1 | (24 << 16));
        file.AsSpan(54).Fill(grey);
        return file;
    }

    [Fact]
    public void Pixels_keep_their_values_at_their_own_size()
    {
        _folder.Write("a/1.png", Png);
        Examples batch = Utils.ImageDatasetFromDirectory(_folder, imageSize: (2, 3)).Single();
        Assert.Equal(new TensorSpec(new Shape(1, 2, 3, 3), DType.Float32), batch.X[0].Spec);
        Assert.Equal([255f, 0, 0, 0, 255, 0, 0, 0, 255, 10, 20, 30, 0, 0, 0, 255, 255, 255], batch.X[0].ToArray<float>());
        Assert.Equal([0], batch.Y![0].ToArray<int>());
    }

    [Fact]
    public void Colours_and_axes_can_be_chosen()
    {
        _folder.Write("a/1.png", Png);
        Assert.Equal([255f, 0, 0, 255], Utils.ImageDatasetFromDirectory(_folder, imageSize: (2, 3), colorMode: ColorMode.Rgba).Single().X[0].ToArray<float>()[..4]);
        float[] grey = Utils.ImageDatasetFromDirectory(_folder, imageSize: (2, 3), colorMode: ColorMode.Grayscale).Single().X[0].ToArray<float>();
        Assert.Equal((6, 0f, 255f), (grey.Length, grey[4], grey[5]));
        Tensor first = Utils.ImageDatasetFromDirectory(_folder, imageSize: (2, 3), dataFormat: DataFormat.ChannelsFirst).Single().X;
        Assert.Equal([255f, 0, 0, 10, 0, 255], first[0][0].ToArray<float>());
    }

    [Fact]
    public void Pictures_of_all_sizes_become_one_batch_in_their_classes()
    {
        for (int i = 0; i < 6; i++) _folder.Write($"{(i < 4 ? "dark" : "light")}/{i}.bmp", Bmp(3 + i, 8 - i, (byte)(i < 4 ? 10 : 200)));
        Dataset dataset = Utils.ImageDatasetFromDirectory(_folder, imageSize: (5, 4), seed: 1, batchSize: 4, labelMode: LabelMode.Binary);
        Assert.Equal(["dark", "light"], dataset.ClassNames!);
        Examples[] batches = [.. dataset];
        Assert.Equal([new Shape(4, 5, 4, 3), new Shape(2, 5, 4, 3)], batches.Select(batch => batch.X[0].Shape));
        foreach (Examples batch in batches)
            Assert.Equal(batch.X[0].ToArray<float>().Chunk(60).Select(image => image[0] == 200 ? 1f : 0), batch.Y![0].ToArray<float>());
    }

    [Fact]
    public void Proportions_are_kept_by_cutting_or_filling_up()
    {
        _folder.Write("a/1.bmp", Bmp(8, 4, 100));
        float[] padded = Utils.ImageDatasetFromDirectory(_folder, imageSize: (4, 4), padToAspectRatio: true).Single().X[0].ToArray<float>();
        Assert.Equal((0f, 100f), (padded[0], padded[24]));
        Assert.All(Utils.ImageDatasetFromDirectory(_folder, imageSize: (4, 4), cropToAspectRatio: true).Single().X[0].ToArray<float>(), x => Assert.Equal(100f, x));
        Assert.Throws<ArgumentException>(() => Utils.ImageDatasetFromDirectory(_folder, cropToAspectRatio: true, padToAspectRatio: true));
        Assert.Throws<ArgumentOutOfRangeException>(() => Utils.ImageDatasetFromDirectory(_folder, imageSize: (0, 4)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    public void A_broken_picture_is_named(int length)
    {
        string path = _folder.Write("a/1.png", Png[..length]);
        Assert.Contains(path, Assert.Throws<InvalidDataException>(() => Utils.ImageDatasetFromDirectory(_folder).Count()).Message);
    }

    [Fact]
    public void A_folder_without_pictures_is_refused()
    {
        _folder.Write("a/1.txt", "no picture");
        Assert.Contains(".bmp, .gif, .jpeg, .jpg, .png", Assert.Throws<ArgumentException>(() => Utils.ImageDatasetFromDirectory(_folder)).Message);
    }
}
