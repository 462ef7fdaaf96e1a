namespace Heed;

public static partial class Ops
{
    /// <summary>The standard deviation over some axes.</summary>
    /// <param name="x">Numbers or booleans of any shape.</param>
    /// <param name="axes">The axes to average over; negative ones count from the last; <see langword="null"/>: all.</param>
    /// <param name="keepDims">Keep these axes with length 1?</param>
    /// <returns>As the <see cref="Variance(Tensor, int[], bool)">variance</see>, of which it is the root.</returns>
    /// <exception cref="ShapeException">An axis does not exist or occurs twice.</exception>
    /// <remarks>Keras: <c>keras.ops.std</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Std(Tensor x, int[]? axes = null, bool keepDims = false) => Sqrt(Variance(x, axes, keepDims));

    /// <summary>The standard deviation over one axis.</summary>
    /// <param name="x">Numbers or booleans of any shape.</param>
    /// <param name="axis">The axis to average over; negative counts from the last.</param>
    /// <param name="keepDims">Keep the axis with length 1?</param>
    /// <returns>As over several axes.</returns>
    /// <exception cref="ShapeException">The axis does not exist.</exception>
    public static Tensor Std(Tensor x, int axis, bool keepDims = false) => Std(x, [axis], keepDims);
}
