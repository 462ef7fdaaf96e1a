using System.Buffers.Binary;
using System.Text;
using Heed.Saving;

namespace Heed.Tests;

/// <summary>Files that were made to do harm: each is refused, by name and field, before it takes memory or time.</summary>
public sealed class Hdf5HostileTests
{
    private const int RootHeader = 96, RootTree = 136, RootLeaf = 800;      // where the writer, as h5py, puts them
    private const int EntryLength = 40, EntryHeader = 8;

    [Fact]
    public void A_header_that_continues_in_itself_is_refused()
    {
        byte[] file = TwoDatasets();
        file[RootHeader + 16] = 0x10;       // its symbol table message becomes a continuation
        Put(file, RootHeader + 24, RootHeader, 40);
        AssertRefused(file, "object header", "to be its own");
    }

    [Fact]
    public void A_tree_node_below_itself_is_refused()
    {
        byte[] file = TwoDatasets();
        file[RootTree + 5] = 1;         // its level
        Put(file, RootTree + 32, RootTree);
        AssertRefused(file, "group tree node", "level", "to be 0. Received 1");
    }

    [Fact]
    public void A_group_within_itself_is_refused()
    {
        byte[] file = TwoDatasets();
        Put(file, RootLeaf + 8 + EntryHeader, RootHeader);
        AssertRefused(file, "must be a tree", "'/a'");
    }

    [Fact]
    public void A_group_of_two_names_is_refused_and_a_dataset_of_two_names_is_read()
    {
        var root = new Hdf5NewGroup();
        root.AddGroup("a");
        root.AddGroup("b");
        byte[] groups = Hdf5Files.Written(root), datasets = TwoDatasets();
        foreach (byte[] file in new[] { groups, datasets })
            file.AsSpan(RootLeaf + 8 + EntryLength + EntryHeader, 8).CopyTo(file.AsSpan(RootLeaf + 8 + EntryHeader));
        AssertRefused(groups, "must be a tree");
        using Hdf5File read = Hdf5File.Open(new MemoryStream(datasets), "x.h5");
        Assert.Same(read.Root.Children["a"], read.Root.Children["b"]);
    }

    [Fact]
    public void Data_that_overlap_are_refused()
    {
        byte[] file = TwoDatasets();
        int layout = Find(file, 8, 3, 1);
        Put(file, layout + 2, BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(layout + 2)) + 8);
        AssertRefused(file, "data", "Received an overlap");
    }

    [Theory]
    [InlineData(long.MaxValue, "to hold at most")]
    [InlineData(1L << 62, "to hold at most")]
    [InlineData(-1, "to be at most")]
    [InlineData(1L << 33, "unpack to")]
    [InlineData(5, "length")]
    public void A_shape_that_is_too_large_is_refused(long axis, string reason)
    {
        byte[] file = TwoDatasets();
        Put(file, Find(file, 1, 1, 1) + 8, axis);
        AssertRefused(file, reason);
    }

    [Fact]
    public void A_dataset_that_nobody_wrote_is_read_as_zeros_up_to_a_limit()
    {
        byte[] small = TwoDatasets(), large = TwoDatasets();
        foreach (byte[] file in new[] { small, large }) Put(file, Find(file, 8, 3, 1) + 2, -1);
        Put(large, Find(large, 1, 1, 1) + 8, 1 << 25);       // 128 MiB in a file of 2 KB
        using Hdf5File read = Hdf5File.Open(new MemoryStream(small), "x.h5");
        Assert.Equal(new float[4], ((Hdf5Dataset)read.Root.Children["a"]).ToTensor().AsSpan<float>().ToArray());
        AssertRefused(large, "unpack to");
    }

    [Fact]
    public void An_address_outside_the_file_is_refused()
    {
        byte[] file = TwoDatasets();
        Put(file, RootLeaf + 8 + EntryHeader, file.Length);
        AssertRefused(file, "symbol table node", "object header", "to be an address within");
    }

    [Fact]
    public void Names_out_of_order_or_twice_are_refused()
    {
        byte[] file = TwoDatasets();
        int b = Array.LastIndexOf(file, (byte)'b', RootLeaf);
        file[b] = (byte)'a';
        AssertRefused(file, "name", "to come after 'a'. Received 'a'");
        file[b] = (byte)'/';
        AssertRefused(file, "name", "to come after 'a'. Received '/'");
        file[b] = 0xFF;
        AssertRefused(file, "name", "to be UTF-8. Received FF");
    }

    [Fact]
    public void Texts_that_all_refer_to_one_are_refused()
    {
        var root = new Hdf5NewGroup();
        root.Add(Hdf5Attribute.OfText("long", new string('x', 10_000)));
        for (int i = 0; i < 100; i++) root.Add(Hdf5Attribute.OfText($"a{i:00}", "y"));
        byte[] file = Hdf5Files.Written(root);
        int first = file.AsSpan().IndexOf("long\0"u8) + 8 + 24 + 8;     // behind the name, the type and the shape
        for (int i = 0, at = first; i < 100; i++)
        {
            at += file.AsSpan(at).IndexOf(Encoding.ASCII.GetBytes($"a{i:00}\0")) + 8 + 24 + 8;
            file.AsSpan(first, 16).CopyTo(file.AsSpan(at));
        }
        AssertRefused(file, "so many references");
    }

    [Fact]
    public void Depth_and_number_of_objects_are_limited()
    {
        var root = new Hdf5NewGroup();
        Hdf5NewGroup group = root;
        for (int i = 0; i < 130; i++) group = group.AddGroup("g");
        byte[] file = Hdf5Files.Written(root);
        AssertRefused(file, "depth", "to be at most 128");
        using Hdf5File read = Hdf5File.Open(new MemoryStream(file), "x.h5", new Hdf5Limits { MaxDepth = 130 });
        Assert.Single(read.Root.Children);
        FormatException error = Assert.Throws<FormatException>(() => Hdf5File.Open(new MemoryStream(file), "x.h5", new Hdf5Limits { MaxObjects = 100 }));
        Assert.Contains("number of objects", error.Message);
    }

    [Fact]
    public void A_chunk_that_unpacks_to_more_than_it_says_is_refused()
    {
        byte[] file = File.ReadAllBytes(Hdf5Files.Folder + "files/chunks.h5");
        // the chunk shape of 'one chunk', (7, 10, 3) of 4 bytes, is made smaller
        int layout = file.AsSpan().IndexOf((ReadOnlySpan<byte>)[7, 0, 0, 0, 10, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0]);
        file[layout] = 6;
        using Hdf5File read = Hdf5File.Open(new MemoryStream(file), "x.h5");
        FormatException error = Assert.Throws<FormatException>(() => ((Hdf5Dataset)read.Root.Children["one chunk"]).ToTensor());
        Assert.Contains("chunk", error.Message);
        Assert.Contains("'/one chunk'", error.Message);
        Assert.Contains("Received more", error.Message);
    }

    [Fact]
    public void A_chunk_too_large_for_its_bytes_is_refused_before_there_is_memory_for_it()
    {
        byte[] file = File.ReadAllBytes(Hdf5Files.Folder + "files/chunks.h5");
        int layout = file.AsSpan().IndexOf((ReadOnlySpan<byte>)[7, 0, 0, 0, 10, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0]);
        file[layout + 2] = 1;       // 65,543 instead of 7 rows
        AssertRefused(file, "chunk tree node", "size of the chunk", "to unpack to 7865160 bytes");
    }

    [Theory]
    [InlineData("OHDR")]
    [InlineData("OCHK")]
    [InlineData("BTHD")]
    [InlineData("BTLF")]
    [InlineData("FRHP")]
    public void A_changed_structure_with_a_checksum_is_refused(string signature)
    {
        byte[] file = File.ReadAllBytes(Hdf5Files.Folder + "files/latest.h5");
        int at = file.AsSpan().IndexOf(Encoding.ASCII.GetBytes(signature));
        string[] errors = [.. Enumerable.Range(at + 4, 12).Select(i =>
        {
            byte[] changed = [.. file];
            changed[i] ^= 1;
            return Assert.Throws<FormatException>(() => Hdf5File.Open(new MemoryStream(changed), "x.h5")).Message;
        })];
        Assert.Contains(errors, x => x.Contains("checksum"));
    }

    [Fact]
    public void A_changed_chunk_with_a_checksum_is_refused()
    {
        byte[] file = File.ReadAllBytes(Hdf5Files.Folder + "files/chunks.h5");
        using (Hdf5File read = Hdf5File.Open(new MemoryStream(file), "x.h5"))
        {
            byte[] elements = new byte[7 * 10 * 3];
            ((Hdf5Dataset)read.Root.Children["fletcher"]).Read(elements);
            file[file.AsSpan().IndexOf(elements.AsSpan(0, 15))]++;     // a chunk begins with the first rows of 5 by 3
        }
        using Hdf5File changed = Hdf5File.Open(new MemoryStream(file), "x.h5");
        Assert.Contains("checksum", Assert.Throws<FormatException>(() => ((Hdf5Dataset)changed.Root.Children["fletcher"]).ToTensor()).Message);
    }

    private static byte[] TwoDatasets()
    {
        var root = new Hdf5NewGroup();
        root.AddDataset("a", Tensor.From([1f, 2, 3, 4], [4]));
        root.AddDataset("b", Tensor.From([5f, 6, 7, 8], [4]));
        return Hdf5Files.Written(root);
    }

    /// <summary>The content of the first message of a type that begins so.</summary>
    private static int Find(byte[] file, byte type, params ReadOnlySpan<byte> content)
    {
        for (int at = RootLeaf; ; at += 8)
            if (file[at] == type && file[at + 1] == 0 && file.AsSpan(at + 8).StartsWith(content)) return at + 8;
    }

    private static void Put(byte[] file, int at, params ReadOnlySpan<long> values)
    {
        foreach (long value in values)
        {
            BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(at), value);
            at += 8;
        }
    }

    /// <summary>Refused with these words, and without much memory.</summary>
    private static void AssertRefused(byte[] file, params string[] words)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert.Throws<FormatException>(() => Hdf5File.Open(new MemoryStream(file), "evil.h5")).Message;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
        Assert.Contains("evil.h5", message);
        foreach (string word in words) Assert.Contains(word, message);
    }
}
