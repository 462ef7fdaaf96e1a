namespace Heed;

public static partial class Ops
{
    /// <summary>The number of elements that are not 0 over some axes.</summary>
    /// <param name="x">Numbers or booleans of any shape.</param>
    /// <param name="axes">The axes to count over; negative ones count from the last; <see langword="null"/>: all.</param>
    /// <param name="keepDims">Keep these axes with length 1?</param>
    /// <returns>int32.</returns>
    /// <exception cref="ShapeException">An axis does not exist or occurs twice.</exception>
    /// <remarks>Keras: <c>keras.ops.count_nonzero</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor CountNonzero(Tensor x, int[]? axes = null, bool keepDims = false) => Sum(NotEqual(x, 0), axes, keepDims);

    /// <summary>The number of elements that are not 0 over one axis.</summary>
    /// <param name="x">Numbers or booleans of any shape.</param>
    /// <param name="axis">The axis to count over; negative counts from the last.</param>
    /// <param name="keepDims">Keep the axis with length 1?</param>
    /// <returns>As over several axes.</returns>
    /// <exception cref="ShapeException">The axis does not exist.</exception>
    public static Tensor CountNonzero(Tensor x, int axis, bool keepDims = false) => CountNonzero(x, [axis], keepDims);
}
