namespace Heed.Tests;

/// <summary>Damaged files of models and of weights are read or refused with an error that names them; nothing else ever happens.</summary>
/// <remarks>
/// Some files are cut at 20 places and flipped at 200 bits, the others at 2 and 20. <c>HEED_DAMAGE=files</c>: 20 and 200 each; <c>HEED_DAMAGE=all</c>: 200 and 20,000 each.
/// </remarks>
public sealed class ModelDamageTests : IDisposable
{
    private static readonly string? Damage = Environment.GetEnvironmentVariable("HEED_DAMAGE");

    /// <summary>One of each kind: trained, masked, nested, of Keras 2, an HDF5 file named .keras, published by others.</summary>
    private static readonly string[] Sample =
    [
        "models/mlp_sgd_momentum", "models/lstm_masked", "versions/keras_2_12_0_mlp", "versions/keras_2_15_0_nested", "versions/keras_3_3_3_attention",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("heed").FullName;

    public static TheoryData<string, string> Folders => new(
        from folder in (string[])["models", "training", "versions", "pretrained"] from ending in (string[])[".keras", ".h5"] where FilesIn(folder, ending).Any() select (folder, ending));

    public static TheoryData<string> WeightEndings => [".weights.h5", ".weights.json", ".npz", ".safetensors"];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_damaged_model_loads_or_is_refused(string folder, string ending)
    {
        foreach (string file in FilesIn(folder, ending))
        {
            byte[] whole = File.ReadAllBytes(SourceTree.Root + file);
            int flips = Damage switch { "all" => 20_000, "files" => 200, _ => Array.Exists(Sample, file.Contains) ? 200 : 20 }, cuts = Damage == "all" ? 200 : flips / 10;
            foreach (byte[] damaged in Damaged(whole, cuts, flips))
            {
                string path = Write(damaged, ending);
                try
                {
                    Model.Load(path);
                }
                catch (FormatException error)
                {
                    Assert.Contains(Path.GetFileName(path), error.Message);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(WeightEndings))]
    public void A_damaged_file_of_weights_is_read_whole_or_changes_no_weight(string ending)
    {
        Model model = Model.Load($"{SourceTree.Root}tests/reference/models/mlp_sgd_momentum.keras", new() { Compile = false });
        string whole = Path.Combine(_folder, $"whole{ending}");
        model.SaveWeights(whole);
        Clear(model);
        int refused = 0;
        foreach (byte[] damaged in Damaged(File.ReadAllBytes(whole), cuts: 20, flips: Damage == "all" ? 20_000 : 200))
        {
            string path = Write(damaged, ending);
            try
            {
                model.LoadWeights(path);
                Clear(model);
            }
            catch (Exception error) when (error is FormatException or ArgumentException)
            {
                refused++;
                Assert.All(model.Weights, weight => Assert.False(weight.Value.AsSpan<float>().ContainsAnyExcept(0f), $"{weight.Path}: {error.Message}"));
            }
        }
        Assert.True(refused > 20);
    }

    private static void Clear(Model model)
    {
        foreach (Variable weight in model.Weights) weight.Assign(Heed.Ops.ZerosLike(weight.Value));
    }

    private static IEnumerable<byte[]> Damaged(byte[] whole, int cuts, int flips)
    {
        var random = new Random(whole.Length);
        for (int i = 0; i < cuts; i++) yield return whole[..random.Next(whole.Length)];
        for (int i = 0; i < flips; i++)
        {
            byte[] flipped = [.. whole];
            // most bytes are numbers, where a flipped bit is only another number: every second one goes to where structures are
            int place = i % 2 == 0 ? random.Next(whole.Length) : i % 4 == 1 ? random.Next(Math.Min(6000, whole.Length)) : whole.Length - 1 - random.Next(Math.Min(300, whole.Length));
            flipped[place] ^= (byte)(1 << random.Next(8));
            yield return flipped;
        }
    }

    private static IEnumerable<string> FilesIn(string folder, string ending) =>
        from path in Directory.EnumerateFiles($"{SourceTree.Root}tests/reference/{folder}", $"*{ending}")
        where !path.EndsWith(".weights.h5", StringComparison.Ordinal)
        orderby path
        select Path.GetRelativePath(SourceTree.Root, path);

    private string Write(byte[] bytes, string ending)
    {
        string path = Path.Combine(_folder, $"damaged{ending}");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
