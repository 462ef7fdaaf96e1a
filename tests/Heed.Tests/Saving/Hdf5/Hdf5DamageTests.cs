using Heed.Saving;

namespace Heed.Tests;

/// <summary>Damaged files are read or refused with a <see cref="FormatException"/>; nothing else ever happens.</summary>
/// <remarks><c>HEED_DAMAGE=all</c> cuts every file at 200 places and flips 20,000 of its bits.</remarks>
public sealed class Hdf5DamageTests
{
    private static readonly bool All = Environment.GetEnvironmentVariable("HEED_DAMAGE") == "all";
    private static readonly int Cuts = All ? 200 : 20, Flips = All ? 20_000 : 200;

    public static TheoryData<string> Folders => ["models", "versions", "pretrained", "training", "h5py"];

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_cut_file_is_refused(string folder)
    {
        foreach ((string path, byte[] file) in Files(folder))
        {
            var random = new Random(file.Length);
            for (int i = 0; i < Cuts; i++)
            {
                int length = i == 0 ? file.Length - 1 : random.Next(file.Length);
                FormatException? error = ErrorOf(file[..length], path);
                Assert.True(error is not null, $"{path} cut at {length} was read");
                Assert.Contains(path, error.Message);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_flipped_bit_is_refused_or_harmless(string folder)
    {
        int refused = 0;
        foreach ((string path, byte[] file) in Files(folder))
        {
            Assert.Null(ErrorOf(file, path));
            var random = new Random(file.Length);
            byte[] damaged = [.. file];
            for (int i = 0; i < Flips; i++)
            {
                int bit = random.Next(8 * (i % 2 == 0 ? file.Length : Math.Min(file.Length, 4096)));      // half of them where structures lie
                damaged[bit >> 3] ^= (byte)(1 << (bit & 7));
                if (ErrorOf(damaged, path) is { } error)
                {
                    Assert.Contains(path, error.Message);
                    refused++;
                }
                damaged[bit >> 3] ^= (byte)(1 << (bit & 7));
            }
        }
        Assert.True(refused > 0);
    }

    private static IEnumerable<(string Path, byte[] File)> Files(string folder)
    {
        IEnumerable<string> paths = folder == "h5py"
            ? Hdf5Files.OfH5py().Select(name => $"{Hdf5Files.Folder}files/{name}.h5")
            : Hdf5Files.OfKeras().Where(path => path.Contains($"/{folder}/")).Select(path => SourceTree.Root + path);
        return paths.Select(path => (path, Hdf5Files.Read(path)));
    }

    /// <summary>Reads everything; other exceptions than those of damage go through.</summary>
    private static FormatException? ErrorOf(byte[] bytes, string path)
    {
        try
        {
            using Hdf5File file = Hdf5File.Open(new MemoryStream(bytes, writable: false), path);
            foreach (Hdf5Dataset dataset in file.Root.AllDatasets())
                if (dataset.Type.DType is not null) dataset.ToTensor();
            return null;
        }
        catch (FormatException error)
        {
            return error;
        }
    }
}
