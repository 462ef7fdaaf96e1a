using System.Security.Cryptography;
using System.Text;
using Heed.Saving;

namespace Heed.Tests;

/// <summary>A file as text, a line for each attribute, group and dataset, in the words of <c>h5py_peer.py</c>.</summary>
internal static class Hdf5Dump
{
    private static readonly Comparer<byte[]> ByBytes = Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b));

    public static string Of(Hdf5File file)
    {
        var lines = new StringBuilder();
        Add(file.Root, "/", lines);
        return lines.ToString();
    }

    public static string Of(string path)
    {
        using Hdf5File file = Hdf5File.Open(path);
        return Of(file);
    }

    public static string Of(byte[] bytes)
    {
        using Hdf5File file = Hdf5File.Open(new MemoryStream(bytes), "x.h5");
        return Of(file);
    }

    private static void Add(Hdf5Object item, string path, StringBuilder lines)
    {
        foreach (Hdf5Attribute attribute in item.Attributes.Values.OrderBy(x => Encoding.UTF8.GetBytes(x.Name), ByBytes))
            lines.Append(Line("A", $"{path}@{attribute.Name}", attribute.Type, attribute.Shape, () => attribute.Type.IsText ? Joined(attribute.Texts) : attribute.Bytes.ToArray()));
        if (item is Hdf5Group group)
        {
            lines.Append($"G {path}\n");
            foreach ((string name, Hdf5Object child) in group.Children.OrderBy(x => Encoding.UTF8.GetBytes(x.Key), ByBytes))
                Add(child, $"{path.TrimEnd('/')}/{name}", lines);
        }
        else
        {
            var dataset = (Hdf5Dataset)item;
            lines.Append(Line("D", path, dataset.Type, dataset.Shape, () => Elements(dataset)));
        }
    }

    private static byte[] Elements(Hdf5Dataset dataset)
    {
        if (dataset.Type.IsText) return Joined(dataset.ToTensor().AsSpan<string>().ToArray());
        byte[] bytes = new byte[dataset.ByteLength];
        dataset.Read(bytes);
        return bytes;
    }

    private static byte[] Joined(IEnumerable<string> texts) => Encoding.UTF8.GetBytes(string.Join('\u0001', texts));

    private static string Line(string kind, string path, Hdf5Type type, long[] shape, Func<byte[]> elements)
    {
        if (type.Class == Hdf5Class.Other) return $"{kind} {path} other\n";
        string name = type.DType?.Name() ?? "opaque";
        return $"{kind} {path} {name} [{string.Join(',', shape)}] {Convert.ToHexString(SHA256.HashData(elements()))[..16]}\n";
    }
}
