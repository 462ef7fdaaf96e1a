using System.Text.Json;
using Heed.Callbacks;
using Heed.Layers;
using Heed.Optimizers;
using Heed.Saving;

namespace Heed.Tests.Training;

/// <summary>Trainings that real Keras recorded (tests/reference/training), on the one small model that they share.</summary>
public class KerasHistoryTests
{
    [Theory]
    [InlineData("early_stopping_restores_best")]
    [InlineData("ema_weights")]
    [InlineData("partial_last_batch")]
    [InlineData("sample_weight")]
    [InlineData("steps_per_epoch")]
    [InlineData("terminate_on_nan")]
    [InlineData("validation_data_weighted")]
    public void Training_goes_as_in_Keras(string name)
    {
        string file = $"{SourceTree.Root}tests/reference/training/{name}";
        JsonElement expected = JsonDocument.Parse(File.ReadAllText($"{file}.json")).RootElement, fit = expected.GetProperty("fit");
        IReadOnlyDictionary<string, Tensor> data = Safetensors.Load($"{file}.safetensors");
        Tensors? Data(string key) => data.TryGetValue(key, out Tensor? tensor) ? (Tensors)tensor : null;

        Model model = Compiled(name);
        var rates = new Rates();
        History history = model.Fit(data["in"], data["y"], fit.GetProperty("batch_size").GetInt32(), fit.GetProperty("epochs").GetInt32(),
            callbacks: [.. expected.GetProperty("callbacks").EnumerateArray().Select(Callback), rates], shuffle: false, sampleWeight: Data("sample_weight"),
            validationData: Data("val_in") is { } valX ? new(valX, Data("val_y"), Data("val_weight")) : null,
            stepsPerEpoch: fit.TryGetProperty("steps_per_epoch", out JsonElement steps) ? steps.GetInt32() : null);

        Assert.Equal(expected.GetProperty("epochs_run").EnumerateArray().Select(x => x.GetInt32()), history.Epochs);
        AssertClose(expected.GetProperty("history"), history.Values.ToDictionary(x => x.Key, x => x.Value.ToArray()));
        AssertClose([.. expected.GetProperty("learning_rates").EnumerateArray().Select(Number)], [.. rates.Values]);
        AssertClose([.. data["out"].ToArray<float>()], [.. ((Tensor)model.Predict(data["in"])).ToArray<float>()]);
        Logs evaluated = model.Evaluate(data["in"], data["y"], 8, sampleWeight: Data("sample_weight"));
        AssertClose(expected.GetProperty("evaluate"), evaluated.ToDictionary(x => x.Key, x => new[] { x.Value }));
    }

    private static Model Compiled(string name)
    {
        Model model = new Sequential([new InputLayer([5]), new Dense(8, "tanh"), new Dense(1)]);
        model.SetWeights([Tensor.From(Kernel1, [5, 8]), new float[8], Tensor.From(Kernel2, [8, 1]), new float[1]]);
        switch (name)
        {
            case "early_stopping_restores_best": model.Compile(new SGD(0.12, momentum: 0.9), "mse"); break;
            case "ema_weights": model.Compile(new Adam(0.02) { UseEma = true, EmaMomentum = 0.8 }, "mse"); break;
            case "partial_last_batch": model.Compile(new SGD(0.05), "mse", metrics: ["mse", "mae"]); break;
            case "sample_weight": model.Compile(new SGD(0.05), "mse", weightedMetrics: ["mae"]); break;
            case "validation_data_weighted": model.Compile(new SGD(0.05), "mse", metrics: ["mae"]); break;
            default: model.Compile(new SGD(0.05), "mse"); break;
        }
        return model;
    }

    private static Callback Callback(JsonElement callback) => callback.GetProperty("class_name").GetString() switch
    {
        "EarlyStopping" => new EarlyStopping("val_loss", minDelta: 1e-3, patience: 3, restoreBestWeights: true),
        "SwapEMAWeights" => new SwapEMAWeights(swapOnEpoch: true),
        "TerminateOnNaN" => new TerminateOnNaN(),
        var other => throw new NotSupportedException(other),
    };

    private static void AssertClose(JsonElement expected, Dictionary<string, double[]> received)
    {
        Assert.Equal(expected.EnumerateObject().Select(x => x.Name).Order(), received.Keys.Order());
        foreach (JsonProperty item in expected.EnumerateObject())
        {
            double[] values = item.Value.ValueKind == JsonValueKind.Array ? [.. item.Value.EnumerateArray().Select(Number)] : [Number(item.Value)];
            AssertClose(values, received[item.Name]);
        }
    }

    private static void AssertClose(double[] expected, double[] received)
    {
        Assert.Equal(expected.Length, received.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            bool isClose = expected[i].Equals(received[i]) || Math.Abs(expected[i] - received[i]) <= 1e-4 * Math.Max(1, Math.Abs(expected[i]));
            Assert.True(isClose, $"{received[i]} is not {expected[i]}");
        }
    }

    private static double Number(JsonElement value) => value.ValueKind == JsonValueKind.Object ? double.NaN : value.GetDouble();

    private sealed class Rates : Callback
    {
        public List<double> Values { get; } = [];

        public override void OnEpochEnd(int epoch, Logs logs) => Values.Add(Model.Optimizer!.LearningRate);
    }

    private static readonly float[] Kernel1 =
    [
        0.65813714f, 0.14168829f, 0.28409252f, 0.1066458f, -0.2585329f, -0.3455093f, -0.5393775f, 0.45156276f,
        0.1962886f, -0.27406034f, 0.6354701f, -0.420355f, 0.020612428f, 0.32559904f, 0.2941428f, 0.41184524f,
        -0.43381953f, -0.1585303f, 0.42637312f, -0.30209166f, -0.3991146f, -0.6307381f, -0.5864448f, 0.6023227f,
        -0.52562064f, 0.28043902f, 0.42702913f, 0.53217524f, 0.005738884f, 0.57068974f, -0.17828588f, 0.5599783f,
        -0.09923746f, 0.26587665f, 0.66614497f, -0.67567694f, 0.6485841f, -0.2503505f, 0.4064172f, -0.51511145f,
    ];

    private static readonly float[] Kernel2 = [0.7922677f, -0.23796542f, -0.6478402f, -0.6082595f, 0.13676962f, 0.297264f, -0.19672541f, -0.7050132f];
}
