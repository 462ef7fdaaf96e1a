using System.Text;
using Heed.Saving;

namespace Heed.Fuzz;

/// <summary>Architectures of Keras 2 and 3, read by <see cref="Model.FromJson"/>.</summary>
internal sealed class JsonFormat(Corpus corpus) : FuzzFormat("json", ".json")
{
    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. corpus.Files(".keras", isModel: true, start: "PK").Select(file => ZipMutations.Read(file).First(entry => entry.Name == "config.json").Bytes),
        .. corpus.Files(".h5", isModel: true).Select(Config),
        .. corpus.LayerModels(),
    ];

    protected override byte[] Damage(byte[] file, byte[] other, Random random) =>
        Encoding.UTF8.GetBytes(JsonMutations.Apply(Encoding.UTF8.GetString(file), Encoding.UTF8.GetString(other), random));

    public override string? Run(string path)
    {
        Model model = Model.FromJson(File.ReadAllText(path));
        return model.Name.Length > 0 ? null : "no name";
    }

    /// <summary>A text has no file: an argument that is wrong is all that can be said.</summary>
    public override bool IsRefusal(Exception error, string file) => error is ArgumentException;

    private static byte[] Config(byte[] file)
    {
        using Hdf5File h5 = Hdf5File.Open(new MemoryStream(file), "seed");
        return Encoding.UTF8.GetBytes(h5.Root.Attributes["model_config"].Texts[0]);
    }
}
