using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The place of the largest element along an axis; the first where several are.</summary>
    /// <param name="x">Numbers or booleans of any shape.</param>
    /// <param name="axis">The axis to search; negative counts from the last; <see langword="null"/>: all elements in row-major order.</param>
    /// <param name="keepDims">Keep the axis (or all axes) with length 1?</param>
    /// <returns>int32, from 0. A NaN counts as largest.</returns>
    /// <exception cref="ShapeException">The axis does not exist or has no elements.</exception>
    /// <remarks>Keras: <c>keras.ops.argmax</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor ArgMax(Tensor x, int? axis = null, bool keepDims = false) => ArgOp<ArgMaxOp>.Over(x, axis, keepDims);
}

/// <summary>The larger number wins; NaN wins against everything but NaN.</summary>
internal readonly struct ArgMaxOp : IBetter
{
    public static bool Test<T>(T candidate, T best) where T : INumber<T> => candidate > best || (T.IsNaN(candidate) && !T.IsNaN(best));
}
