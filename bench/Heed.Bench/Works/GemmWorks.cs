using Heed.Layers;

namespace Heed.Bench;

/// <summary>Matrix products: squares, skinny ones, a transposed operand, and the dense layer with its fused bias and activation.</summary>
internal static class GemmWorks
{
    private const double MostForLoops = 3e8;    // operations; plain loops take a tenth of a second for them

    public static IEnumerable<Work> All() =>
    [
        .. new[] { 64, 128, 256, 512, 1024, 2048 }.Select(size => Product(size, size, size)),
        Product(32, 784, 128), Product(64, 512, 512), Product(128, 784, 512), Product(1, 1024, 1024),
        .. new[] { 64, 256, 1024 }.Select(size => Product(size, size, size, transposeB: true)),
        Dense(128, 784, 512), Dense(1, 784, 512),
    ];

    private static Work Product(int m, int k, int n, bool transposeB = false) => new($"{m}x{k}x{n}{(transposeB ? " transposed" : "")}", 2.0 * m * k * n, () =>
    {
        float[] a = Draw.Uniform(m * k, 1), b = Draw.Uniform(k * n, 2);
        int[] shapeB = transposeB ? [n, k] : [k, n];
        Tensor left = Tensor.From(a, [m, k]), right = Tensor.From(b, [shapeB[0], shapeB[1]]);
        OnnxModel graph = transposeB
            ? new OnnxModel().Node("Gemm", ["a", "b"], ["c"], ("transB", 1))
            : new OnnxModel().Node("MatMul", ["a", "b"], ["c"]);
        List<Contender> all =
        [
            Contender.Heed(() => Ops.MatMul(left, right, transposeB: transposeB)),
            OnnxRuntimePeer.Of(graph, [("a", a, [m, k]), ("b", b, shapeB)], ("c", [m, n])),
        ];
        if (2.0 * m * k * n <= MostForLoops)
        {
            float[] c = new float[m * n];
            all.Add(Contender.Loops(() => Naive.MatMul(a, b, c, m, k, n, transposeB), c));
        }
        return [.. all];
    });

    /// <summary>relu(x · W + b), where W never changes: ONNX Runtime packs it in advance.</summary>
    private static Work Dense(int batch, int inputs, int units) => new($"dense relu {batch}x{inputs}x{units}", 2.0 * batch * inputs * units, () =>
    {
        float[] x = Draw.Uniform(batch * inputs, 1), kernel = Draw.Uniform(inputs * units, 2), bias = Draw.Uniform(units, 3);
        Tensor input = Tensor.From(x, [batch, inputs]);
        var layer = new Dense(units, activation: "relu");
        layer.BuildFor([batch, inputs]);
        layer.SetWeights([Tensor.From(kernel, [inputs, units]), Tensor.From(bias, [units])]);
        OnnxModel graph = new OnnxModel().Weight("kernel", kernel, [inputs, units]).Weight("bias", bias, [units])
            .Node("Gemm", ["x", "kernel", "bias"], ["sum"]).Node("Relu", ["sum"], ["y"]);
        return [Contender.Heed(() => layer.Apply(input)), OnnxRuntimePeer.Of(graph, [("x", x, [batch, inputs])], ("y", [batch, units]))];
    });
}
