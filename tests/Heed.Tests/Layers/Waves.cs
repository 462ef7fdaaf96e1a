namespace Heed.Tests.Layers;

/// <summary>Numbers in [−1, 1] that look random and are the same every time.</summary>
internal static class Waves
{
    public static Tensor Of(Shape shape, double phase = 0, DType dtype = DType.Float64) =>
        Tensor.From([.. Enumerable.Range(0, shape.Size).Select(i => Math.Sin(1.7 * i + phase))], shape).Cast(dtype);

    /// <summary>Gives every weight of a built layer such numbers.</summary>
    public static T Fill<T>(T layer) where T : Heed.Layers.Layer
    {
        layer.SetWeights([.. layer.Weights.Select((weight, i) => Of(weight.Shape, i))]);
        return layer;
    }

    public static void AssertClose(Tensor expected, Tensor actual, double tolerance = 1e-12)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        double[] x = expected.Cast(DType.Float64).ToArray<double>(), y = actual.Cast(DType.Float64).ToArray<double>();
        for (int i = 0; i < x.Length; i++) Assert.True(Math.Abs(x[i] - y[i]) <= tolerance, $"element {i}: expected {x[i]}, received {y[i]}");
    }
}
