namespace Heed.Fuzz;

/// <summary>A format: files to begin with, how they are damaged, and what must hold of every file.</summary>
/// <param name="name">What commands call it.</param>
/// <param name="ending">Of the file's name.</param>
internal abstract class FuzzFormat(string name, string ending)
{
    /// <summary>All formats, each with its corpus from <c>tests/reference</c>.</summary>
    public static IReadOnlyDictionary<string, Func<Corpus, FuzzFormat>> All { get; } = new OrderedDictionary<string, Func<Corpus, FuzzFormat>>
    {
        ["keras"] = corpus => new ModelFormat("keras", ".keras", corpus.Files(".keras", isModel: true, start: "PK"), ZipMutations.Apply),
        ["h5"] = corpus => new ModelFormat("h5", ".h5",
            [.. corpus.Files(".h5", isModel: true), .. corpus.Files(".keras", isModel: true, start: "\u0089H")], (file, other, random) => EmbeddedJson.Apply(file, other, random)),
        ["json"] = corpus => new JsonFormat(corpus),
        ["weights.h5"] = corpus => new WeightsFormat("weights.h5", corpus),
        ["weights.json"] = corpus => new WeightsFormat("weights.json", corpus),
        ["npz"] = corpus => new WeightsFormat("npz", corpus),
        ["safetensors"] = corpus => new WeightsFormat("safetensors", corpus),
        ["hdf5"] = corpus => new Hdf5Format(corpus),
    };

    /// <summary>What commands call it.</summary>
    public string Name => name;

    /// <summary>Of the file's name.</summary>
    public string Ending => ending;

    /// <summary>Whole files, from which damaged ones are made.</summary>
    public abstract IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>A damaged file.</summary>
    /// <param name="random">Decides everything.</param>
    public byte[] Mutate(Random random)
    {
        byte[] file = Seeds[random.Next(Seeds.Count)], other = Seeds[random.Next(Seeds.Count)];
        return random.Next(4) == 0 ? ByteMutations.Apply(file, other, random) : Damage(file, other, random);
    }

    /// <summary>Damage that knows the format.</summary>
    protected virtual byte[] Damage(byte[] file, byte[] other, Random random) => ByteMutations.Apply(file, other, random);

    /// <summary>Reads a file.</summary>
    /// <param name="path">Of that file.</param>
    /// <returns>null: as it should be, else a word for what was not.</returns>
    /// <exception cref="Exception">What <see cref="IsRefusal"/> allows.</exception>
    public abstract string? Run(string path);

    /// <summary>Is this how the format's reader says that a file is no good?</summary>
    public virtual bool IsRefusal(Exception error, string file) => error is FormatException && error.Message.Contains(file, StringComparison.Ordinal);
}
