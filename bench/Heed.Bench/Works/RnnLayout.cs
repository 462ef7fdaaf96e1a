namespace Heed.Bench;

/// <summary>How Keras and ONNX lay out the numbers of a recurrent layer: Keras batch by batch, ONNX step by step; Keras's weights (D, gates · U), ONNX's (gates · U, D).</summary>
internal static class RnnLayout
{
    /// <summary>Operations of the products of inputs and of states with their weights.</summary>
    public static double Flops(int gates, int batch, int steps, int inputs, int units) => 2.0 * batch * steps * gates * units * (inputs + units);

    /// <summary>Small weights, so that no gate saturates.</summary>
    public static float[] Weights(int count, int seed) => Array.ConvertAll(Draw.Uniform(count, seed), weight => weight / 10);

    /// <summary>Keras's weights in ONNX's layout and order of gates.</summary>
    public static float[] ToOnnx(float[] weights, int inputs, int units, int[] order)
    {
        int width = order.Length * units;
        float[] result = new float[weights.Length];
        for (int gate = 0; gate < order.Length; gate++)
            for (int unit = 0; unit < units; unit++)
                for (int input = 0; input < inputs; input++)
                    result[(((gate * units) + unit) * inputs) + input] = weights[(input * width) + (order[gate] * units) + unit];
        return result;
    }

    /// <summary>(A, B, D) → (B, A, D).</summary>
    public static float[] SwapBatchAndTime(float[] x, int a, int b, int width)
    {
        float[] result = new float[x.Length];
        for (int i = 0; i < a; i++)
            for (int j = 0; j < b; j++)
                x.AsSpan(((i * b) + j) * width, width).CopyTo(result.AsSpan(((j * a) + i) * width));
        return result;
    }
}
