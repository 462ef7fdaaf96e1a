namespace Heed;

public static partial class Ops
{
    /// <summary>The elements along an axis in ascending order; NaN comes last.</summary>
    /// <param name="x">Numbers or booleans, rank at least 1.</param>
    /// <param name="axis">The axis to sort along; negative counts from the last.</param>
    /// <returns>Same shape and type.</returns>
    /// <exception cref="ShapeException">The axis does not exist.</exception>
    /// <remarks>Keras: <c>keras.ops.sort</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Sort(Tensor x, int axis = -1) => TakeAlongAxis(x, ArgSort(x, axis), axis);
}
