using System.Buffers.Binary;
using System.Text;

namespace Heed.Fuzz;

/// <summary>Weights alone, read by <see cref="Model.LoadWeights"/>: if a file is refused, no weight of the model has changed.</summary>
internal sealed class WeightsFormat : FuzzFormat
{
    private readonly Model[] _models;
    private readonly float[][][] _values;

    public WeightsFormat(string name, Corpus corpus) : base(name, $".{name}")
    {
        _models = corpus.SmallModels();
        _values = Array.ConvertAll(_models, Values);
        Seeds = [.. _models.Select((model, i) =>
        {
            string path = Path.Combine(corpus.Scratch, $"seed{i}.{name}");
            model.SaveWeights(path);
            return File.ReadAllBytes(path);
        })];
    }

    public override IReadOnlyList<byte[]> Seeds { get; }

    protected override byte[] Damage(byte[] file, byte[] other, Random random) => Name switch
    {
        "safetensors" => EmbeddedJson.Apply(file, other, random, WithLength),
        "weights.json" => Encoding.UTF8.GetBytes(JsonMutations.Apply(Encoding.UTF8.GetString(file), Encoding.UTF8.GetString(other), random)),
        "npz" => ZipMutations.Apply(file, other, random),
        _ => ByteMutations.Apply(file, other, random),
    };

    public override string? Run(string path)
    {
        string? fault = null;
        Exception? refusal = null;
        int reads = 0;
        for (int i = 0; i < _models.Length; i++)
        {
            bool isRead = false;
            try
            {
                _models[i].LoadWeights(path);
                isRead = true;
                reads++;
            }
            catch (Exception error) when (IsRefusal(error, Path.GetFileName(path)))
            {
                refusal = error;
            }
            if (!isRead && !Same(Values(_models[i]), _values[i])) fault = "weights changed though the file was refused";
            if (isRead || fault is not null) _models[i].SetWeights([.. _models[i].Weights.Zip(_values[i], (weight, values) => Tensor.From(values, weight.Shape).Cast(weight.DType))]);
        }
        if (fault is null && reads == 0) throw refusal!;
        return fault;
    }

    public override bool IsRefusal(Exception error, string file) => error is FormatException or ArgumentException;

    private static byte[] WithLength(byte[] before, byte[] text, byte[] after)
    {
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        return [.. length, .. text, .. after];
    }

    private static float[][] Values(Model model) => [.. model.Weights.Select(weight => weight.Value.Cast(DType.Float32).AsSpan<float>().ToArray())];

    private static bool Same(float[][] a, float[][] b) => a.Zip(b).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));
}
