namespace Heed.Bench;

/// <summary>The same work in plain C# loops, as one would write them first.</summary>
internal static class Naive
{
    /// <summary>c (M, N) = a (M, K) · b (K, N), or b stored as (N, K).</summary>
    public static void MatMul(float[] a, float[] b, float[] c, int m, int k, int n, bool transposeB)
    {
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                float sum = 0;
                for (int p = 0; p < k; p++) sum += a[(i * k) + p] * (transposeB ? b[(j * k) + p] : b[(p * n) + j]);
                c[(i * n) + j] = sum;
            }
        }
    }

    /// <summary>A long short-term memory over x (B, T, D): all hidden states (B, T, U). Gates in Keras's order: input, forget, candidate, output.</summary>
    public static void Lstm(float[] x, float[] kernel, float[] recurrent, float[] bias, float[] result, int batch, int steps, int inputs, int units)
    {
        float[] hidden = new float[units], cell = new float[units], gates = new float[4 * units];
        for (int row = 0; row < batch; row++)
        {
            Array.Clear(hidden);
            Array.Clear(cell);
            for (int step = 0; step < steps; step++)
            {
                for (int g = 0; g < gates.Length; g++)
                {
                    float sum = bias[g];
                    for (int d = 0; d < inputs; d++) sum += x[(((row * steps) + step) * inputs) + d] * kernel[(d * gates.Length) + g];
                    for (int u = 0; u < units; u++) sum += hidden[u] * recurrent[(u * gates.Length) + g];
                    gates[g] = sum;
                }
                for (int u = 0; u < units; u++)
                {
                    float input = Sigmoid(gates[u]), forget = Sigmoid(gates[units + u]), candidate = MathF.Tanh(gates[(2 * units) + u]), output = Sigmoid(gates[(3 * units) + u]);
                    cell[u] = (forget * cell[u]) + (input * candidate);
                    hidden[u] = output * MathF.Tanh(cell[u]);
                    result[(((row * steps) + step) * units) + u] = hidden[u];
                }
            }
        }
    }

    private static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));
}
