using Heed.Layers;

namespace Heed.Bench;

/// <summary>Gated recurrent units over whole sequences, forward.</summary>
internal static class GruWorks
{
    private const int Batch = 32, Steps = 80, Inputs = 128, Units = 128;

    public static IEnumerable<Work> All() => [Gru()];

    private static Work Gru() => new($"GRU batch {Batch}, {Steps} steps, {Units} units", RnnLayout.Flops(3, Batch, Steps, Inputs, Units), () =>
    {
        float[] x = Draw.Uniform(Batch * Steps * Inputs, 1);
        float[] kernel = RnnLayout.Weights(Inputs * 3 * Units, 2), recurrent = RnnLayout.Weights(Units * 3 * Units, 3), bias = Draw.Uniform(2 * 3 * Units, 4);
        Tensor input = Tensor.From(x, [Batch, Steps, Inputs]);
        var layer = new GRU(Units, returnSequences: true);
        layer.BuildFor(input.Shape);
        layer.SetWeights([Tensor.From(kernel, [Inputs, 3 * Units]), Tensor.From(recurrent, [Units, 3 * Units]), Tensor.From(bias, [2, 3 * Units])]);

        int[] order = [0, 1, 2];        // update, reset, candidate in both; both biases as they are
        OnnxModel graph = new OnnxModel()
            .Weight("W", RnnLayout.ToOnnx(kernel, Inputs, Units, order), [1, 3 * Units, Inputs])
            .Weight("R", RnnLayout.ToOnnx(recurrent, Units, Units, order), [1, 3 * Units, Units])
            .Weight("B", bias, [1, 6 * Units])
            .Node("GRU", ["x", "W", "R", "B"], ["y"], ("hidden_size", Units), ("linear_before_reset", 1));
        return
        [
            Contender.Heed(() => layer.Apply(input)),
            OnnxRuntimePeer.Of(graph, [("x", RnnLayout.SwapBatchAndTime(x, Batch, Steps, Inputs), [Steps, Batch, Inputs])], ("y", [Steps, 1, Batch, Units]),
                y => RnnLayout.SwapBatchAndTime(y, Steps, Batch, Units)),
        ];
    });
}
