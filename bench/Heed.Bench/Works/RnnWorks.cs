using Heed.Layers;

namespace Heed.Bench;

/// <summary>Recurrent layers over whole sequences, forward.</summary>
internal static class RnnWorks
{
    private const int Batch = 32, Steps = 80, Inputs = 128, Units = 128;

    public static IEnumerable<Work> All() => [Lstm()];

    private static Work Lstm() => new($"LSTM batch {Batch}, {Steps} steps, {Units} units", RnnLayout.Flops(4, Batch, Steps, Inputs, Units), () =>
    {
        float[] x = Draw.Uniform(Batch * Steps * Inputs, 1);
        float[] kernel = RnnLayout.Weights(Inputs * 4 * Units, 2), recurrent = RnnLayout.Weights(Units * 4 * Units, 3), bias = Draw.Uniform(4 * Units, 4);
        Tensor input = Tensor.From(x, [Batch, Steps, Inputs]);
        var layer = new LSTM(Units, returnSequences: true);
        layer.BuildFor([Batch, Steps, Inputs]);
        layer.SetWeights([Tensor.From(kernel, [Inputs, 4 * Units]), Tensor.From(recurrent, [Units, 4 * Units]), Tensor.From(bias, [4 * Units])]);

        int[] order = [0, 3, 1, 2];     // ONNX: input, output, forget, candidate; Keras: input, forget, candidate, output
        OnnxModel graph = new OnnxModel()
            .Weight("W", RnnLayout.ToOnnx(kernel, Inputs, Units, order), [1, 4 * Units, Inputs])
            .Weight("R", RnnLayout.ToOnnx(recurrent, Units, Units, order), [1, 4 * Units, Units])
            .Weight("B", [.. RnnLayout.ToOnnx(bias, 1, Units, order), .. new float[4 * Units]], [1, 8 * Units])
            .Node("LSTM", ["x", "W", "R", "B"], ["y"], ("hidden_size", Units));
        float[] result = new float[Batch * Steps * Units];
        return
        [
            Contender.Heed(() => layer.Apply(input)),
            OnnxRuntimePeer.Of(graph, [("x", RnnLayout.SwapBatchAndTime(x, Batch, Steps, Inputs), [Steps, Batch, Inputs])], ("y", [Steps, 1, Batch, Units]),
                y => RnnLayout.SwapBatchAndTime(y, Steps, Batch, Units)),
            Contender.Loops(() => Naive.Lstm(x, kernel, recurrent, bias, result, Batch, Steps, Inputs, Units), result),
        ];
    });
}
