using System.IO.Compression;
using System.Text;
using Heed.Saving;

namespace Heed.Tests;

public sealed class Hdf5WriterTests
{
    [Fact]
    public void The_smallest_file_has_the_bytes_of_h5py()
    {
        var root = new Hdf5NewGroup();
        root.AddGroup("g");
        byte[] file = Hdf5Files.Written(root);
        // superblock, root header at 96, its tree at 136, heap at 680, as h5py lays them out
        Assert.Equal("89484446 0D0A1A0A 00000000 00080800 0400100000000000".Replace(" ", ""), Convert.ToHexString(file.AsSpan(0, 24)));
        Assert.Equal([0, -1, file.Length, -1, 0, 96, 1, 136, 680], Enumerable.Range(0, 9).Select(i => BitConverter.ToInt64(file, 24 + (8 * i))));
        Assert.Equal("01000100010000001800000000000000" + "1100100000000000" + "8800000000000000" + "A802000000000000", Convert.ToHexString(file.AsSpan(96, 40)));
        Assert.Equal("TREE", Encoding.ASCII.GetString(file, 136, 4));
        Assert.Equal("HEAP", Encoding.ASCII.GetString(file, 680, 4));
        Assert.Equal([88, 16, 712, 0, 'g', 1, 72], new[] { 688, 696, 704, 712, 720, 728, 736 }.Select(at => BitConverter.ToInt64(file, at)));
        Assert.Equal("SNOD", Encoding.ASCII.GetString(file, 800, 4));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(9000)]       // three levels of the tree
    public void Any_number_of_children_is_read_again(int count)
    {
        var root = new Hdf5NewGroup();
        for (int i = 0; i < count; i++) root.AddGroup($"layer_{i}").AddDataset("0", Tensor.FromScalar(i));
        using Hdf5File file = Hdf5File.Open(new MemoryStream(Hdf5Files.Written(root)), "x");
        Assert.Equal(Enumerable.Range(0, count).Select(i => $"layer_{i}").Order(StringComparer.Ordinal), file.Root.Children.Keys);
        Assert.All(file.Root.Children, x => Assert.Equal(x.Key, $"layer_{((Hdf5Dataset)((Hdf5Group)x.Value).Children["0"]).ToTensor().AsSpan<int>()[0]}"));
    }

    [Fact]
    public void Random_trees_are_read_again_value_by_value()
    {
        for (int seed = 0; seed < 30; seed++)
        {
            Hdf5NewGroup root = Hdf5Files.RandomTree(seed);
            using Hdf5File file = Hdf5File.Open(new MemoryStream(Hdf5Files.Written(root)), "x");
            AssertSame(root, file.Root);
        }
    }

    [Fact]
    public void The_length_is_known_before_and_the_stream_need_not_seek()
    {
        var writer = new Hdf5Writer(Hdf5Files.RandomTree(3));
        using var zipped = new MemoryStream();
        using (var archive = new ZipArchive(zipped, ZipArchiveMode.Create, leaveOpen: true))
        using (Stream entry = archive.CreateEntry("model.weights.h5").Open())
            writer.Write(entry);
        byte[] read = Hdf5Files.Unzipped(zipped.ToArray());
        Assert.Equal(writer.Length, read.Length);
        Assert.Equal(Hdf5Files.Written(Hdf5Files.RandomTree(3)), read);
    }

    [Fact]
    public void Elements_are_written_as_they_are_made()
    {
        var root = new Hdf5NewGroup();
        root.AddDataset("x", Hdf5Type.Of(DType.Int32), [2, 3], stream =>
        {
            for (int i = 0; i < 6; i++) stream.Write(BitConverter.GetBytes(i * i));
        });
        root.AddDataset("opaque", new Hdf5Type(Hdf5Class.Opaque, 2), [2], stream => stream.Write("abcd"u8));
        using Hdf5File file = Hdf5File.Open(new MemoryStream(Hdf5Files.Written(root)), "x");
        Assert.Equal([0, 1, 4, 9, 16, 25], ((Hdf5Dataset)file.Root.Children["x"]).ToTensor().AsSpan<int>().ToArray());
        byte[] opaque = new byte[4];
        ((Hdf5Dataset)file.Root.Children["opaque"]).Read(opaque);
        Assert.Equal("abcd"u8, opaque);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(9)]
    public void A_source_of_another_length_is_an_error(int written)
    {
        var root = new Hdf5NewGroup();
        root.AddDataset("kernel", Hdf5Type.Of(DType.Float32), [2], stream => stream.Write(new byte[written]));
        string message = Assert.Throws<InvalidOperationException>(() => Hdf5Files.Written(root)).Message;
        Assert.Contains("'kernel' expects 8 bytes", message);
    }

    [Fact]
    public void Writing_can_be_stopped()
    {
        var root = new Hdf5NewGroup();
        root.AddDataset("x", Tensor.FromScalar(1f));
        Assert.Throws<OperationCanceledException>(() => new Hdf5Writer(root).Write(Stream.Null, new CancellationToken(canceled: true)));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a/b")]
    [InlineData("a\0")]
    public void A_name_that_HDF5_cannot_have_is_refused(string name) =>
        Assert.Contains("name", Assert.Throws<ArgumentException>(() => new Hdf5NewGroup().AddGroup(name)).Message);

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var root = new Hdf5NewGroup();
        root.AddGroup("x");
        Assert.Contains("'x' twice", Assert.Throws<ArgumentException>(() => root.AddDataset("x", Tensor.FromScalar(1f))).Message);
        root.Add(Hdf5Attribute.OfText("a", "text"));
        Assert.Contains("'a'", Assert.Throws<ArgumentException>(() => root.Add(Hdf5Attribute.OfText("a", "text"))).Message);
        string[] names = [.. Enumerable.Range(0, 7000).Select(i => $"weight_{i:0000}")];
        Assert.Contains("Split it", Assert.Throws<ArgumentException>(() => root.Add(Hdf5Attribute.OfTexts("weight_names", names))).Message);
        root.Add(Hdf5Attribute.OfText("zero", "a\0b"));
        Assert.Contains("zero characters", Assert.Throws<ArgumentException>(() => new Hdf5Writer(root)).Message);
        Assert.ThrowsAny<ArgumentException>(() => root.AddGroup("\ud800"));
        Assert.Contains("opaque", Assert.Throws<ArgumentException>(() => root.AddDataset("texts", Hdf5Type.Text(), [1], _ => { })).Message);
    }

    [Fact]
    public void A_text_of_a_megabyte_and_one_of_nothing_are_read_again()
    {
        var root = new Hdf5NewGroup();
        string json = new('x', 1 << 20);
        root.Add(Hdf5Attribute.OfText("model_config", json, utf8: false));
        root.Add(Hdf5Attribute.OfText("empty", ""));
        root.Add(Hdf5Attribute.OfTexts("names", []));
        using Hdf5File file = Hdf5File.Open(new MemoryStream(Hdf5Files.Written(root)), "x");
        Assert.Equal(json, file.Root.Attributes["model_config"].Texts[0]);
        Assert.False(file.Root.Attributes["model_config"].Type.Utf8);
        Assert.Equal([""], file.Root.Attributes["empty"].Texts);
        Assert.Equal(new TensorSpec([0], DType.Float64), file.Root.Attributes["names"].ToTensor().Spec);
    }

    private static void AssertSame(Hdf5NewObject written, Hdf5Object read)
    {
        Assert.Equal(written.Attributes.Select(x => x.Name), read.Attributes.Keys);
        foreach (Hdf5Attribute attribute in written.Attributes)
        {
            Hdf5Attribute other = read.Attributes[attribute.Name];
            Assert.Equal(attribute.Type.DType, other.Type.DType);
            Assert.Equal(attribute.Shape, other.Shape);
            Assert.Equal(attribute.Texts, other.Texts);
            Assert.Equal(attribute.Bytes.ToArray(), other.Bytes.ToArray());
        }
        if (written is Hdf5NewGroup group)
        {
            var children = Assert.IsType<Hdf5Group>(read).Children;
            Assert.Equal(group.Children.Keys.Select(Encoding.UTF8.GetString), children.Keys);
            foreach ((Hdf5NewObject child, Hdf5Object other) in group.Children.Values.Zip(children.Values)) AssertSame(child, other);
            return;
        }
        var (dataset, result) = ((Hdf5NewDataset)written, Assert.IsType<Hdf5Dataset>(read));
        Assert.Equal((dataset.Type.DType, dataset.ByteLength), (result.Type.DType, result.ByteLength));
        Assert.Equal(dataset.Shape, result.Shape);
        if (dataset.Texts is not null)
        {
            Assert.Equal(dataset.Texts, result.ToTensor().AsSpan<string>().ToArray());
            return;
        }
        var expected = new MemoryStream();
        dataset.Write!(expected);
        Assert.Equal(expected.ToArray(), ElementBytes.Bits<byte>(result.ToTensor()).ToArray());
    }
}
