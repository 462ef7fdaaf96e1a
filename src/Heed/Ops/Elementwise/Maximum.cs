using System.Numerics;

namespace Heed;

public static partial class Ops
{
    /// <summary>The larger one of two numbers, element by element; NaN wins.</summary>
    /// <param name="x">Numbers or booleans of any shape.</param>
    /// <param name="y">A shape that broadcasts with <paramref name="x"/>'s.</param>
    /// <returns>The broadcast shape and the common type; of booleans, the logical or.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    /// <remarks>Keras: <c>keras.ops.maximum</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Maximum(Tensor x, Tensor y) =>
        Promotion.Of(x, y) == DType.Bool ? LogicalOr(x, y) : Binary.Apply<MaximumOp>(x, y);
}

/// <summary>z = max(x, y)      the larger one gets dz; equal ones half of it each</summary>
internal readonly struct MaximumOp : IBinary
{
    public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y) where T : unmanaged, INumber<T> => Vector.Max(x, y);

    public static Tensor?[] Gradient(Saved saved, Tensor dz)
    {
        var (x, y) = (saved.Inputs[0], saved.Inputs[1]);
        Tensor half = Ops.Where(Ops.Equal(x, y), 0.5 * dz, dz);
        return [saved.Needs(0) ? Ops.Where(x < y, 0, half) : null, saved.Needs(1) ? Ops.Where(y < x, 0, half) : null];
    }
}
