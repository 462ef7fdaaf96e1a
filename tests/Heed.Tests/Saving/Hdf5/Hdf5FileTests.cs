using System.Runtime.InteropServices;
using Heed.Saving;
using PureHDF;

namespace Heed.Tests;

public sealed class Hdf5FileTests
{
    public static TheoryData<string> OfH5py => [.. Hdf5Files.OfH5py()];

    [Theory]
    [MemberData(nameof(OfH5py))]
    public void A_file_of_h5py_is_read_as_h5py_reads_it(string name) =>
        Assert.Equal(File.ReadAllText($"{Hdf5Files.Folder}files/{name}.txt").ReplaceLineEndings("\n"), Hdf5Dump.Of($"{Hdf5Files.Folder}files/{name}.h5"));

    [Fact]
    public void All_files_of_Keras_are_read_as_PureHDF_reads_them()
    {
        int files = 0, datasets = 0;
        foreach (string path in Hdf5Files.OfKeras())
        {
            byte[] bytes = Hdf5Files.Read(SourceTree.Root + path);
            using Hdf5File file = Hdf5File.Open(new MemoryStream(bytes), path);
            using PureHDF.VOL.Native.NativeFile other = H5File.Open(new MemoryStream(bytes));
            Hdf5Dataset[] all = [.. file.Root.AllDatasets()];
            foreach (Hdf5Dataset dataset in all)
            {
                IH5Dataset expected = other.Dataset(dataset.Path);
                Assert.Equal(expected.Space.Dimensions.Select(x => (long)x), dataset.Shape);
                byte[] elements = new byte[dataset.ByteLength];
                dataset.Read(elements);
                Assert.True(elements.AsSpan().SequenceEqual(Elements(expected, dataset)), $"{path}{dataset.Path}");
            }
            (files, datasets) = (files + 1, datasets + all.Length);
        }
        Assert.True(files > 100 && datasets > 3000, $"{files} files, {datasets} datasets");
    }

    private static ReadOnlySpan<byte> Elements(IH5Dataset other, Hdf5Dataset dataset)
    {
        ulong[] dims = [(ulong)(dataset.ByteLength / dataset.Type.Size)];
        return dataset.Type.DType switch
        {
            _ when dataset.ByteLength == 0 => [],
            DType.Float32 => MemoryMarshal.AsBytes<float>(other.Read<float[]>(memoryDims: dims)),
            DType.Int32 => MemoryMarshal.AsBytes<int>(other.Read<int[]>(memoryDims: dims)),
            DType.Int64 => MemoryMarshal.AsBytes<long>(other.Read<long[]>(memoryDims: dims)),
            _ => throw new InvalidOperationException($"{dataset}: {dataset.Type.Name}"),
        };
    }

    [Fact]
    public void Attributes_of_Keras_say_what_they_say()
    {
        using Hdf5File file = Hdf5File.Open(SourceTree.Root + "tests/reference/versions/keras_2_12_0_mlp.h5");
        Assert.Equal("2.12.0", file.Root.Attributes["keras_version"].Texts[0]);
        Assert.StartsWith("{\"class_name\"", file.Root.Attributes["model_config"].Texts[0]);
        var weights = Assert.IsType<Hdf5Group>(file.Root.Find("model_weights"));
        string layer = weights.Attributes["layer_names"].Texts.First(x => weights.Children[x].Attributes["weight_names"].Texts.Count > 0);
        foreach (string weight in weights.Children[layer].Attributes["weight_names"].Texts)
            Assert.IsType<Hdf5Dataset>(weights.Find($"{layer}/{weight}"));
    }

    [Fact]
    public void Children_come_in_the_order_of_creation_where_the_file_knows_it_else_by_name()
    {
        using Hdf5File kept = Hdf5File.Open(Hdf5Files.Folder + "files/v108.h5"), sorted = Hdf5File.Open(Hdf5Files.Folder + "files/types.h5");
        Assert.Equal(["di1le", "di1be", "di2le", "di2be"], kept.Root.Children.Keys.Take(4));
        Assert.Equal(kept.Root.Children.Keys.Except(["chunks"]).Order(StringComparer.Ordinal), sorted.Root.Children.Keys);
    }

    [Fact]
    public void Values_become_tensors_of_their_types()
    {
        using Hdf5File file = Hdf5File.Open(Hdf5Files.Folder + "files/types.h5");
        Tensor Read(string name) => Assert.IsType<Hdf5Dataset>(file.Root.Children[name]).ToTensor();
        BFloat16[] expected = [(BFloat16)1f, (BFloat16)(-2.5f), (BFloat16)3e30f, (BFloat16)float.PositiveInfinity];
        Assert.Equal(expected, Read("bfloat16le").AsSpan<BFloat16>().ToArray());
        Assert.Equal(expected, Read("bfloat16be").AsSpan<BFloat16>().ToArray());
        Assert.Equal([true, false, false, true], Read("bool").AsSpan<bool>().ToArray());
        Assert.Equal([5, 1], Read("enum").AsSpan<short>().ToArray());
        Assert.Equal(["ab", "", "abcde"], Read("fixed").AsSpan<string>().ToArray());
        Assert.Equal(["one", "", "drei: ä€😀", new string('x', 5000)], Read("texts").AsSpan<string>().ToArray());
        Assert.Equal(2.5f, Read("scalar").AsSpan<float>()[0]);
        Assert.Equal([0, 4], Read("no elements").Shape.ToArray());
        Assert.Contains("compound", Assert.Throws<FormatException>(() => Read("compound")).Message);
        Assert.True(file.Root.Attributes["bool"].ToTensor().AsSpan<bool>()[0]);
        Assert.Equal(["a", "bc"], file.Root.Attributes["list"].ToTensor().AsSpan<string>().ToArray());
    }

    [Fact]
    public void A_destination_of_another_length_is_refused()
    {
        using Hdf5File file = Hdf5File.Open(Hdf5Files.Folder + "files/types.h5");
        var dataset = (Hdf5Dataset)file.Root.Children["scalar"];
        Assert.Contains("4 bytes", Assert.Throws<ArgumentException>(() => dataset.Read(new byte[5])).Message);
    }

    [Theory]
    [InlineData("soft_link", "soft link")]
    [InlineData("soft_link_new", "soft link 'soft'")]
    [InlineData("external_link", "into another file")]
    [InlineData("external_link_new", "into another file")]
    [InlineData("virtual", "virtual dataset")]
    [InlineData("external_data", "data in other files")]
    [InlineData("cycle", "must be a tree")]
    [InlineData("committed", "committed type")]
    [InlineData("lzf", "filter lzf")]
    [InlineData("index4", "index of version 4")]
    public void What_Heed_does_not_read_is_refused_by_name(string file, string reason)
    {
        string message = Assert.Throws<FormatException>(() => Hdf5Dump.Of($"{Hdf5Files.Folder}files/refused_{file}.h5")).Message;
        Assert.Contains(reason, message);
        Assert.Contains($"refused_{file}.h5", message);
    }

    [Fact]
    public void A_file_that_is_no_HDF5_is_refused() =>
        Assert.Contains("signature", Assert.Throws<FormatException>(() => Hdf5File.Open(new MemoryStream("PK and so on, longer than eight bytes"u8.ToArray()), "x.keras")).Message);

    [Fact]
    public void Two_threads_may_read_at_once()
    {
        using Hdf5File file = Hdf5File.Open(Hdf5Files.Folder + "files/chunks.h5");
        Hdf5Dataset[] numbers = [.. file.Root.AllDatasets().Where(x => !x.Type.IsText)];
        byte[][] expected = [.. numbers.Select(Read)];
        Parallel.For(0, 50, i => Assert.Equal(expected[i % numbers.Length], Read(numbers[i % numbers.Length])));

        static byte[] Read(Hdf5Dataset dataset)
        {
            byte[] bytes = new byte[dataset.ByteLength];
            dataset.Read(bytes);
            return bytes;
        }
    }
}
