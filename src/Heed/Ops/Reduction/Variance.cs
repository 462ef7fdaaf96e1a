namespace Heed;

public static partial class Ops
{
    /// <summary>The mean squared distance from the mean over some axes.</summary>
    /// <param name="x">Numbers or booleans of any shape.</param>
    /// <param name="axes">The axes to average over; negative ones count from the last; <see langword="null"/>: all.</param>
    /// <param name="keepDims">Keep these axes with length 1?</param>
    /// <returns>Floats keep their type, computed in float32 at least; the variance of integers and booleans is float32.</returns>
    /// <exception cref="ShapeException">An axis does not exist or occurs twice.</exception>
    /// <remarks>Keras: <c>keras.ops.var</c>, keras/src/ops/numpy.py. Divided by n, not by n − 1.</remarks>
    public static Tensor Variance(Tensor x, int[]? axes = null, bool keepDims = false)
    {
        Tensor wide = x.Cast(Op.Wide(Promotion.Floating(x.DType)));
        Tensor variance = Mean(Square(wide - Mean(wide, axes, keepDims: true)), axes, keepDims);
        return variance.Cast(Promotion.Floating(x.DType));
    }

    /// <summary>The mean squared distance from the mean over one axis.</summary>
    /// <param name="x">Numbers or booleans of any shape.</param>
    /// <param name="axis">The axis to average over; negative counts from the last.</param>
    /// <param name="keepDims">Keep the axis with length 1?</param>
    /// <returns>As over several axes.</returns>
    /// <exception cref="ShapeException">The axis does not exist.</exception>
    public static Tensor Variance(Tensor x, int axis, bool keepDims = false) => Variance(x, [axis], keepDims);
}
