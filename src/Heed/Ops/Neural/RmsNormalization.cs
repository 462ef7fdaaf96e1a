namespace Heed;

public static partial class Ops
{
    /// <summary>Brings every sample to a root mean square of 1 over some axes: <c>y = scale · x / √(mean x² + epsilon)</c>.</summary>
    /// <param name="x">Has the axes; computed in float32 or wider.</param>
    /// <param name="scale">A factor for each place, of the lengths of the axes; <see langword="null"/>: 1.</param>
    /// <param name="axis">The axes over which the mean is taken; <see langword="null"/>: the last.</param>
    /// <param name="epsilon">Added to the mean square.</param>
    /// <returns>Same shape; integers and booleans give float32.</returns>
    /// <exception cref="ShapeException">An axis does not exist or occurs twice, or the factor's shape does not fit.</exception>
    /// <remarks>Keras: <c>keras.ops.rms_normalization</c>, keras/src/ops/nn.py. Along trailing axes it is one op, else a composition.</remarks>
    public static Tensor RmsNormalization(Tensor x, Tensor? scale = null, Axes? axis = null, double epsilon = 1e-7) =>
        NormalizedRows(x, scale, null, axis ?? -1, epsilon, center: false, nameof(RmsNormalization));
}
