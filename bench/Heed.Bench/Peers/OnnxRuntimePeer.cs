using Microsoft.ML.OnnxRuntime;

namespace Heed.Bench;

/// <summary>ONNX Runtime, Microsoft's native inference engine, with its CPU kernels and its own settings but for the number of threads.</summary>
/// <remarks>Inputs and outputs are arrays of ours, which it reads and writes in place; outputs are allocated once, so it never waits for memory.</remarks>
internal sealed class OnnxRuntimePeer : IDisposable
{
    public const string Name = "onnxruntime";

    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly string[] _inputNames, _outputNames;
    private readonly OrtValue[] _inputs, _outputs;
    private readonly float[] _result;

    private OnnxRuntimePeer(byte[] model, (string Name, Array Values, int[] Shape)[] inputs, (string Name, int[] Shape) output)
    {
        using var settings = new SessionOptions { IntraOpNumThreads = Runtime.Threads, InterOpNumThreads = 1 };
        _session = new InferenceSession(model, settings);
        _result = new float[output.Shape.Aggregate(1, (size, dim) => size * dim)];
        (_inputNames, _outputNames) = ([.. inputs.Select(input => input.Name)], [output.Name]);
        _inputs = [.. inputs.Select(input => Wrap(input.Values, input.Shape))];
        _outputs = [Wrap(_result, output.Shape)];
    }

    /// <summary>Makes a contender of a model with one output.</summary>
    /// <param name="graph">Nodes and weights; inputs and output are added here.</param>
    /// <param name="inputs">Arrays of float or int.</param>
    /// <param name="output">What to compute.</param>
    /// <param name="toHeedsOrder">Brings the result into Heed's order, for the comparison; <see langword="null"/>: it is.</param>
    public static Contender Of(OnnxModel graph, (string Name, Array Values, int[] Shape)[] inputs, (string Name, int[] Shape) output,
                               Func<float[], float[]>? toHeedsOrder = null)
    {
        foreach ((string name, Array values, int[] shape) in inputs) graph.Input(name, shape, values is int[]);
        var peer = new OnnxRuntimePeer(graph.Output(output.Name, output.Shape).ToArray(), inputs, output);
        return new(Name, peer.Run, () =>
        {
            peer.Run();
            return toHeedsOrder is null ? peer._result : toHeedsOrder(peer._result);
        }, peer);
    }

    private void Run() => _session.Run(_options, _inputNames, _inputs, _outputNames, _outputs);

    private static OrtValue Wrap(Array values, int[] shape)
    {
        long[] dims = Array.ConvertAll(shape, dim => (long)dim);
        return values is int[] integers ? OrtValue.CreateTensorValueFromMemory(integers, dims) : OrtValue.CreateTensorValueFromMemory((float[])values, dims);
    }

    public void Dispose()
    {
        foreach (OrtValue value in (OrtValue[])[.. _inputs, .. _outputs]) value.Dispose();
        _options.Dispose();
        _session.Dispose();
    }
}
