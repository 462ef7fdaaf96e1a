namespace Heed.Fuzz;

/// <summary>Whole models, read by <see cref="Model.Load"/>.</summary>
internal sealed class ModelFormat(string name, string ending, IReadOnlyList<byte[]> seeds, Func<byte[], byte[], Random, byte[]> damage) : FuzzFormat(name, ending)
{
    public override IReadOnlyList<byte[]> Seeds => seeds;

    protected override byte[] Damage(byte[] file, byte[] other, Random random) => damage(file, other, random);

    public override string? Run(string path)
    {
        Model model = Model.Load(path);
        return model.Layers.Prepend(model).All(layer => layer.Weights.All(weight => weight.Value.Length >= 0)) ? null : "no values";
    }
}
