namespace Heed;

public static partial class Ops
{
    /// <summary>The logarithm of the sum of exponentials, <c>ln Σ eˣ</c> without overflow, over some axes.</summary>
    /// <param name="x">Numbers or booleans of any shape.</param>
    /// <param name="axes">The axes to sum over; negative ones count from the last; <see langword="null"/>: all.</param>
    /// <param name="keepDims">Keep these axes with length 1?</param>
    /// <returns>Floats keep their type; integers and booleans give float32.</returns>
    /// <exception cref="ShapeException">An axis does not exist or occurs twice, or has no elements.</exception>
    /// <remarks>Keras: <c>keras.ops.logsumexp</c>, keras/src/ops/math.py.</remarks>
    public static Tensor LogSumExp(Tensor x, int[]? axes = null, bool keepDims = false)
    {
        x = AsFloat(x);
        Tensor largest = StopGradient(Max(x, axes, keepDims: true));
        largest = Where(IsFinite(largest), largest, 0);                  // ∞ − ∞ would be NaN
        Tensor y = Log(Sum(Exp(x - largest), axes, keepDims: true)) + largest;
        return keepDims ? y : Squeeze(y, Axis.Of(axes, x.Rank, nameof(LogSumExp)));
    }

    /// <summary>The logarithm of the sum of exponentials, <c>ln Σ eˣ</c> without overflow, over one axis.</summary>
    /// <param name="x">Numbers or booleans of any shape.</param>
    /// <param name="axis">The axis to sum over; negative counts from the last.</param>
    /// <param name="keepDims">Keep the axis with length 1?</param>
    /// <returns>As over several axes.</returns>
    /// <exception cref="ShapeException">The axis does not exist, or has no elements.</exception>
    public static Tensor LogSumExp(Tensor x, int axis, bool keepDims = false) => LogSumExp(x, [axis], keepDims);
}
