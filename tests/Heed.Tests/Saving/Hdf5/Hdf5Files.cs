using System.IO.Compression;
using Heed.Saving;

namespace Heed.Tests;

/// <summary>The HDF5 files that the tests read: those of real Keras, and those that <c>h5py_peer.py make</c> wrote.</summary>
internal static class Hdf5Files
{
    private static readonly string[] Letters = ["a", "b", "Z", "_", ":", ".", "0", "ß", "漢", "😀", " "];

    private static readonly string Keras = SourceTree.Root + "tests/reference";

    /// <summary>Where <c>h5py_peer.py</c> lies.</summary>
    public static readonly string Folder = SourceTree.Root + "tests/Heed.Tests/Saving/Hdf5/";

    /// <summary>Files of real Keras, by their path; those in a <c>.keras</c> archive too.</summary>
    public static IEnumerable<string> OfKeras() =>
        from path in Directory.EnumerateFiles(Keras, "*", SearchOption.AllDirectories)
        where Path.GetExtension(path) is ".h5" or ".hdf5" or ".keras" && Read(path).Length > 0
        orderby path
        select Path.GetRelativePath(SourceTree.Root, path);

    /// <summary>Names of the files that h5py made for the tests; beside each lies what h5py reads in it.</summary>
    public static IEnumerable<string> OfH5py() =>
        from path in Directory.EnumerateFiles(Folder + "files", "*.txt")
        orderby path
        select Path.GetFileNameWithoutExtension(path);

    /// <summary>The bytes of an HDF5 file, or of that inside a <c>.keras</c> archive; none if there is none.</summary>
    public static byte[] Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        return bytes.AsSpan().StartsWith("PK"u8) ? Unzipped(bytes) : bytes;
    }

    /// <summary>The weights in a <c>.keras</c> archive.</summary>
    public static byte[] Unzipped(byte[] bytes)
    {
        using var archive = new ZipArchive(new MemoryStream(bytes));
        if (archive.GetEntry("model.weights.h5") is not { } entry) return [];
        using Stream stream = entry.Open();
        var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>A tree of all types, of names in many scripts, deep and wide, which is the same for the same seed.</summary>
    /// <param name="seed">Which tree.</param>
    /// <param name="empty">May arrays be without elements? h5diff does not compare such.</param>
    public static Hdf5NewGroup RandomTree(int seed, bool empty = true)
    {
        var random = new Random(seed);
        var root = new Hdf5NewGroup();
        Fill(root, 0);
        return root;

        void Fill(Hdf5NewGroup group, int depth)
        {
            AddAttributes(group);
            foreach (string name in Names(depth < 2 ? 40 : 4))
            {
                if (depth < 6 && random.Next(3) == 0)
                    Fill(group.AddGroup(name), depth + 1);
                else
                    AddAttributes(group.AddDataset(name, Values()));
            }
        }

        void AddAttributes(Hdf5NewObject item)
        {
            foreach (string name in Names(3))
                item.Add(random.Next(4) switch
                {
                    0 => Hdf5Attribute.OfText(name, Text()),
                    1 => Hdf5Attribute.OfTexts(name, [.. Enumerable.Range(0, random.Next(4)).Select(_ => Text())]),
                    _ => Hdf5Attribute.Of(name, Values()),
                });
        }

        IEnumerable<string> Names(int most) => Enumerable.Range(0, random.Next(most)).Select(_ => Text(longest: 12)).Where(x => x is not ("" or ".")).Distinct();

        string Text(int longest = 3000) => string.Concat(random.GetItems(Letters, random.Next(random.Next(10) == 0 ? longest : 12)));

        Tensor Values()
        {
            var shape = new Shape(Enumerable.Range(0, random.Next(4)).Select(_ => (Dim)random.Next(empty ? 0 : 1, 6)));
            DType dtype = random.GetItems(Enum.GetValues<DType>(), 1)[0];
            if (dtype == DType.String) return Tensor.From(Enumerable.Range(0, shape.Size).Select(_ => Text()).ToArray(), shape);
            Tensor tensor = Tensor.Allocate(shape, dtype);
            Span<byte> bytes = ElementBytes.Bits<byte>(tensor);
            int most = dtype == DType.Bool ? 2 : 100;       // no NaN, whose bits a reader may change
            foreach (ref byte value in bytes) value = (byte)random.Next(most);
            return tensor;
        }
    }

    /// <summary>The file that the writer makes of a tree.</summary>
    public static byte[] Written(Hdf5NewGroup root)
    {
        using var stream = new MemoryStream();
        new Hdf5Writer(root).Write(stream);
        return stream.ToArray();
    }
}
