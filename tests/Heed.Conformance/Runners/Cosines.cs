namespace Heed.Conformance;

/// <summary>The weights of the reference gradients: cos(0.5 k + 0.25) for the element number k.</summary>
internal static class Cosines
{
    /// <summary>The weights in the shape and type of an output.</summary>
    public static Tensor Like(Tensor output)
    {
        double[] values = new double[output.Length];
        for (int k = 0; k < values.Length; k++) values[k] = Math.Cos((0.5 * k) + 0.25);
        return Tensor.From(values, output.Shape).Cast(output.DType);
    }
}
