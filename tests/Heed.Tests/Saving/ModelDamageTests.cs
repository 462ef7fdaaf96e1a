using System.Text.Json.Nodes;

namespace Heed.Tests;

/// <summary>Damaged files of models and of weights are read or refused with an error that names them; nothing else ever happens.</summary>
/// <remarks>Every file is cut at 20 places and flipped at 200 bits; <c>HEED_DAMAGE=all</c>: at 200 and 20,000.</remarks>
public sealed class ModelDamageTests : IDisposable
{
    private static readonly bool All = Environment.GetEnvironmentVariable("HEED_DAMAGE") == "all";
    private static readonly int Cuts = All ? 200 : 20, Flips = All ? 20_000 : 200;

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
            foreach (byte[] damaged in Damaged(whole))
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
    [InlineData("models")]
    [InlineData("versions")]
    public void Damaged_weights_of_Keras_are_read_or_refused(string folder)
    {
        foreach (string file in Directory.EnumerateFiles($"{SourceTree.Root}tests/reference/{folder}", "*.weights.h5").Order())
        {
            string model = File.Exists($"{file}.json") ? (string)JsonNode.Parse(File.ReadAllText($"{file}.json"))!["model"]! : $"{Path.GetFileName(file)[..^".weights.h5".Length]}.keras";
            Model made = Model.Load(Path.Combine(Path.GetDirectoryName(file)!, model), new() { Compile = false });
            int refused = 0;
            foreach (byte[] damaged in Damaged(File.ReadAllBytes(file)))
            {
                string path = Write(damaged, ".weights.h5");
                try
                {
                    made.LoadWeights(path);
                }
                catch (Exception error) when (error is FormatException or ArgumentException)
                {
                    Assert.Contains(Path.GetFileName(path), error.Message);
                    refused++;
                }
            }
            Assert.True(refused > 20, file);
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
        foreach (byte[] damaged in Damaged(File.ReadAllBytes(whole)))
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

    private static IEnumerable<byte[]> Damaged(byte[] whole)
    {
        var random = new Random(whole.Length);
        for (int i = 0; i < Cuts; i++) yield return whole[..random.Next(whole.Length)];
        for (int i = 0; i < Flips; i++)
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
