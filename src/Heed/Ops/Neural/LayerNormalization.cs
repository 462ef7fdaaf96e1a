namespace Heed;

public static partial class Ops
{
    /// <summary>Brings every sample to mean 0 and variance 1 over some axes: <c>y = gamma (x − mean) / √(variance + epsilon) + beta</c>.</summary>
    /// <param name="x">Has the axes; computed in float32 or wider.</param>
    /// <param name="gamma">A factor for each place, of the lengths of the axes; <see langword="null"/>: 1.</param>
    /// <param name="beta">A summand for each place; <see langword="null"/>: 0.</param>
    /// <param name="axis">The axes over which mean and variance are taken; <see langword="null"/>: the last.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <returns>Same shape; integers and booleans give float32.</returns>
    /// <exception cref="ShapeException">An axis does not exist or occurs twice, or a factor's shape does not fit.</exception>
    /// <remarks>Keras: <c>keras.ops.layer_normalization</c>, keras/src/ops/nn.py. Along trailing axes it is one op, else a composition.</remarks>
    public static Tensor LayerNormalization(Tensor x, Tensor? gamma = null, Tensor? beta = null, Axes? axis = null, double epsilon = 1e-7) =>
        NormalizedRows(x, gamma, beta, axis ?? -1, epsilon, center: true, nameof(LayerNormalization));

    private static Tensor NormalizedRows(Tensor x, Tensor? gamma, Tensor? beta, Axes axis, double epsilon, bool center, string name)
    {
        x = AsFloat(x);
        DType wide = Op.Wide(x.DType);
        int[] axes = Axis.Of(axis.ToArray(), x.Rank, name);
        Tensor input = x.Cast(wide);
        (gamma, beta) = (gamma?.Cast(wide), beta?.Cast(wide));
        Tensor y = axes[0] == x.Rank - axes.Length
            ? new RowNormalizationOp(axes.Length, center, gamma is not null, beta is not null, epsilon).ApplyAll(RowNormalizationOp.Inputs(input, gamma, beta))[0]
            : RowNormalizationOp.Plain(input, gamma, beta, axes, center, epsilon);
        return y.Cast(x.DType);
    }
}
