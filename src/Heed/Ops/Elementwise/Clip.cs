namespace Heed;

public static partial class Ops
{
    /// <summary>Moves numbers into a range, element by element: <c>y = min(max(x, min), max)</c>.</summary>
    /// <param name="x">Numbers of any shape; booleans count as int32.</param>
    /// <param name="min">The lower end: a number, or a tensor whose shape broadcasts with <paramref name="x"/>'s.</param>
    /// <param name="max">The upper end, as <paramref name="min"/>.</param>
    /// <returns>The broadcast shape and the common type; NaN stays NaN.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    /// <remarks>Keras: <c>keras.ops.clip</c>, keras/src/ops/numpy.py. The slope is 1 in the range, its ends included, and 0 outside.</remarks>
    public static Tensor Clip(Tensor x, Tensor min, Tensor max)
    {
        x = AsNumber(x);
        Tensor atLeast = Where(x < min, min, x);
        return Where(atLeast > max, max, atLeast);
    }
}
