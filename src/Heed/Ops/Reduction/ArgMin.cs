using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The place of the smallest element along an axis; the first where several are.</summary>
    /// <param name="x">Numbers or booleans of any shape.</param>
    /// <param name="axis">The axis to search; negative counts from the last; <see langword="null"/>: all elements in row-major order.</param>
    /// <param name="keepDims">Keep the axis (or all axes) with length 1?</param>
    /// <returns>int32, from 0. A NaN counts as smallest.</returns>
    /// <exception cref="ShapeException">The axis does not exist or has no elements.</exception>
    /// <remarks>Keras: <c>keras.ops.argmin</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor ArgMin(Tensor x, int? axis = null, bool keepDims = false) => ArgOp<ArgMinOp>.Over(x, axis, keepDims);
}

/// <summary>The smaller number wins; NaN wins against everything but NaN.</summary>
internal readonly struct ArgMinOp : IBetter
{
    public static bool Test<T>(T candidate, T best) where T : INumber<T> => candidate < best || (T.IsNaN(candidate) && !T.IsNaN(best));
}
