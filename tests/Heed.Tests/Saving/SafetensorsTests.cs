using System.Buffers.Binary;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Heed.Saving;

namespace Heed.Tests;

public sealed class SafetensorsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("heed-").FullName;

    private static readonly Dictionary<string, Tensor> Tensors = new()
    {
        ["kernel"] = Tensor.From<float>([1, -2, 3.5f, float.NaN, float.PositiveInfinity, -0f], [2, 3]),
        ["bias \"ä\""] = Tensor.From([(BFloat16)1.5f, (BFloat16)(-2f)], [2]),
        ["half"] = Tensor.From([(Half)0.25f], [1, 1]),
        ["scalar"] = Tensor.FromScalar(Math.PI),
        ["empty"] = Tensor.From<long>([], [0, 5]),
        ["flags"] = Tensor.From([true, false, true], [3]),
        ["small"] = Tensor.From<sbyte>([-128, 127], [2]),
        ["large"] = Tensor.From([ulong.MaxValue], [1]),
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_written_is_read_bit_by_bit_in_the_same_order()
    {
        string path = Path.Combine(_folder, "a.safetensors");
        Safetensors.Save(path, Tensors);
        IReadOnlyDictionary<string, Tensor> read = Safetensors.Load(path);

        Assert.Equal(Tensors.Keys, read.Keys);
        foreach ((string name, Tensor tensor) in Tensors)
        {
            Assert.Equal(tensor.Spec, read[name].Spec);
            Assert.Equal(ElementBytes.Bits<byte>(tensor), ElementBytes.Bits<byte>(read[name]));
        }
    }

    [Fact]
    public void Metadata_is_kept_and_the_data_begins_aligned()
    {
        using var stream = new MemoryStream();
        Safetensors.Write(stream, [.. Tensors], [KeyValuePair.Create("format", "heed")]);
        stream.Position = 0;
        SafetensorsHeader header = SafetensorsHeader.Read(stream, "x");
        Assert.Equal("heed", header.Metadata["format"]);
        Assert.Equal(0, stream.Position % 8);
    }

    [Fact]
    public void A_failed_save_leaves_the_old_file_whole_and_nothing_else()
    {
        string path = Path.Combine(_folder, "a.safetensors");
        File.WriteAllText(path, "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write("half of the new"u8);
            throw new InvalidOperationException("the power went out");
        }));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder));

        AtomicFile.Write(path, stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_name_given_twice_is_refused() =>
        Assert.Contains("'half'", Assert.Throws<ArgumentException>(() => Safetensors.Save(Path.Combine(_folder, "a"), [.. Tensors, .. Tensors.Skip(2)])).Message);

    [Fact]
    public void Text_is_refused_and_leaves_no_file()
    {
        Assert.Contains("'names'", Assert.Throws<ArgumentException>(() => Safetensors.Save(Path.Combine(_folder, "a"), [KeyValuePair.Create("names", Tensor.FromScalar("x"))])).Message);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_boolean_that_is_neither_0_nor_1_is_refused()
    {
        using var stream = new MemoryStream();
        Safetensors.Write(stream, [KeyValuePair.Create("flags", Tensors["flags"])], []);
        byte[] bytes = stream.ToArray();
        bytes[^1] = 2;
        Assert.Contains("flags", Assert.Throws<FormatException>(() => Safetensors.Read(new MemoryStream(bytes), "x")).Message);
    }

    [Theory]
    [InlineData("{", "JSON")]
    [InlineData("[]", "header")]
    [InlineData("""{"a":1}""", "a: a JSON object")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1]}}""", "a.data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":"0, 4"}}""", "a.data_offsets")]
    [InlineData("""{"a":{"dtype":"F33","shape":[1],"data_offsets":[0,4]}}""", "a.dtype")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", "a.shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", "a.shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", "a.shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[65536,65536,65536,65536],"data_offsets":[0,4]}}""", "a.shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2147483647,2147483647,4,0],"data_offsets":[0,4]}}""", "a.shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}}""", "a.data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", "a.data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[0],"data_offsets":[-4,-4]}}""", "a.data_offsets")]
    [InlineData("""{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"b":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}}""", "b.data_offsets")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}}""", "b.data_offsets")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", "header")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "repeated")]
    [InlineData("""{"a\ud800":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "JSON")]
    [InlineData("""{"__metadata__":{"a":1},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "__metadata__.a")]
    public void A_damaged_header_is_refused_by_file_and_field(string json, string named)
    {
        byte[] text = Encoding.UTF8.GetBytes(json);
        byte[] file = new byte[8 + text.Length + 4];
        BinaryPrimitives.WriteInt64LittleEndian(file, text.Length);
        text.CopyTo(file, 8);
        string message = Assert.Throws<FormatException>(() => Safetensors.Read(new MemoryStream(file), "weights.safetensors")).Message;
        Assert.Contains("weights.safetensors", message);
        Assert.Contains(named, message);
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 1, 2, 3 })]
    [InlineData(new byte[] { 255, 255, 255, 255, 255, 255, 255, 255, (byte)'{', (byte)'}' })]
    [InlineData(new byte[] { 3, 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'}' })]
    public void A_header_longer_than_the_file_is_refused(byte[] file) =>
        Assert.Contains("header", Assert.Throws<FormatException>(() => Safetensors.Read(new MemoryStream(file), "x")).Message);

    [Fact]
    public void A_flipped_byte_is_refused_or_harmless()
    {
        using var whole = new MemoryStream();
        Safetensors.Write(whole, [.. Tensors], []);
        byte[] bytes = whole.ToArray();
        Prop.ForAll(Gen.Choose(0, bytes.Length - 1).Zip(Gen.Choose(1, 255)).ToArbitrary(), change =>
        {
            byte[] damaged = [.. bytes];
            damaged[change.Item1] ^= (byte)change.Item2;
            try
            {
                Assert.Equal(Tensors.Count, Safetensors.Read(new MemoryStream(damaged), "x").Count);
            }
            catch (FormatException error)
            {
                Assert.NotEmpty(error.Message);
            }
        }).Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(500));
    }
}
