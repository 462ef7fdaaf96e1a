namespace Heed;

public static partial class Ops
{
    /// <summary>Whether any element is true over some axes.</summary>
    /// <param name="x">Booleans of any shape; a number counts as true unless it is 0.</param>
    /// <param name="axes">The axes to search; negative ones count from the last; <see langword="null"/>: all.</param>
    /// <param name="keepDims">Keep these axes with length 1?</param>
    /// <returns>Booleans; false over axes without elements.</returns>
    /// <exception cref="ShapeException">An axis does not exist or occurs twice.</exception>
    /// <remarks>Keras: <c>keras.ops.any</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Any(Tensor x, int[]? axes = null, bool keepDims = false) =>
        Sum(x.Cast(DType.Bool), axes, keepDims) > 0;

    /// <summary>Whether any element is true over one axis.</summary>
    /// <param name="x">Booleans of any shape; a number counts as true unless it is 0.</param>
    /// <param name="axis">The axis to search; negative counts from the last.</param>
    /// <param name="keepDims">Keep the axis with length 1?</param>
    /// <returns>As over several axes.</returns>
    /// <exception cref="ShapeException">The axis does not exist.</exception>
    public static Tensor Any(Tensor x, int axis, bool keepDims = false) => Any(x, [axis], keepDims);
}
