namespace Heed;

public static partial class Ops
{
    /// <summary>Sums up to and including each element.</summary>
    /// <param name="x">Numbers or booleans; booleans are summed as int32.</param>
    /// <param name="axis">The axis along which is summed; <see langword="null"/>: the flattened tensor.</param>
    /// <returns>Same shape (or flat) and type.</returns>
    /// <exception cref="ShapeException">The axis does not exist.</exception>
    /// <remarks>Keras: <c>keras.ops.cumsum</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor CumSum(Tensor x, int? axis = null)
    {
        if (axis is not { } along) return CumSum(Reshape(x, [Dim.Unknown]), 0);
        x = AsNumber(x);
        return new RecurrenceOp(Axis.Of(along, x.Rank, nameof(CumSum)), backwards: false).Apply(OnesLike(x), x);
    }
}
