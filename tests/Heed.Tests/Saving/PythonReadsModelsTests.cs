using System.Security.Cryptography;
using Heed.Layers;
using Heed.Saving;

namespace Heed.Tests;

/// <summary>What h5py and NumPy find in the files that Heed writes: every array of the model, with its type, shape and values, and nothing else.</summary>
public sealed class PythonReadsModelsTests : IDisposable
{
    private const string Script = """
        import hashlib, io, sys, zipfile
        import numpy
        path = sys.argv[1]
        def say(name, value):
            value = numpy.ascontiguousarray(value) if numpy.ndim(value) else numpy.asarray(value)
            print(name, value.dtype.name, list(value.shape), hashlib.sha256(value.tobytes()).hexdigest().upper())
        if zipfile.is_zipfile(path): assert zipfile.ZipFile(path).testzip() is None
        if path.endswith(".npz"):
            with numpy.load(path, allow_pickle=False) as arrays:
                for name in arrays.files: say(name, arrays[name])
        else:
            import h5py
            source = io.BytesIO(zipfile.ZipFile(path).read("model.weights.h5")) if path.endswith(".keras") else path
            with h5py.File(source, "r") as h5:
                h5.visititems(lambda name, item: say(name, item[()]) if isinstance(item, h5py.Dataset) else None)
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("heed").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("model.keras")]
    [InlineData("model.weights.h5")]
    [InlineData("model.h5")]
    [InlineData("model.npz")]
    public void Python_finds_every_array(string name)
    {
        string? numpy = H5pyTests.Python ?? new[] { "/usr/bin/python3", "python3" }.FirstOrDefault(python => H5pyTests.Run(python, "-c", "import numpy") is not null);
        string? python = name.EndsWith(".npz", StringComparison.Ordinal) ? numpy : H5pyTests.Python;
        Assert.SkipWhen(python is null, H5pyTests.Missing);

        Model model = Trained();
        string path = Path.Combine(_folder, name);
        if (name is "model.keras" or "model.h5") model.Save(path);
        else model.SaveWeights(path);
        string[] expected = [.. (name == "model.h5" ? OfLayers(model) : OfParts(model)).Order(StringComparer.Ordinal)];
        Assert.True(expected.Length > 10);
        string found = H5pyTests.Run(python, "-c", Script, path) ?? throw new InvalidOperationException($"Python cannot read '{name}'.");
        Assert.Equal(expected, found.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    private static Sequential Trained()
    {
        var model = new Sequential([new InputLayer([6, 4]), new Bidirectional(new LSTM(3)), new BatchNormalization(), new Dropout(0.5), new Dense(2)], "row");
        model.Compile("adam", "mse");
        model.Fit(GradientCheck.Random([8, 6, 4], new Random(1)).Cast(DType.Float32), GradientCheck.Random([8, 2], new Random(2)).Cast(DType.Float32), epochs: 1, verbose: 0);
        return model;
    }

    private static IEnumerable<string> OfParts(Model model) => StateTree.Of(model).All()
        .SelectMany(part => part.Node.Arrays.Select(array => Line(StateNode.Join(part.Path, $"vars/{array.Key}"), array.Get())));

    private static IEnumerable<string> OfLayers(Model model) =>
    [
        .. model.Layers.SelectMany(layer => layer.Weights.Select(weight => Line($"model_weights/{layer.Name}/{weight.Path}", weight.Value))),
        .. model.Optimizer!.Variables.Select(variable => Line($"optimizer_weights/{variable.Path}", variable.Value)),
    ];

    private static string Line(string name, Tensor value) =>
        $"{name} {value.DType.Name()} [{string.Join(", ", value.Shape.ToArray())}] {Convert.ToHexString(SHA256.HashData(ElementBytes.Bits<byte>(value)))}";
}
