using System.Numerics;

namespace Heed;

public static partial class Ops
{
    /// <summary>The smaller one of two numbers, element by element; NaN wins.</summary>
    /// <param name="x">Numbers or booleans of any shape.</param>
    /// <param name="y">A shape that broadcasts with <paramref name="x"/>'s.</param>
    /// <returns>The broadcast shape and the common type; of booleans, the logical and.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    /// <remarks>Keras: <c>keras.ops.minimum</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Minimum(Tensor x, Tensor y) =>
        Promotion.Of(x, y) == DType.Bool ? LogicalAnd(x, y) : Binary.Apply<MinimumOp>(x, y);
}

/// <summary>z = min(x, y)      the smaller one gets dz; equal ones half of it each</summary>
internal readonly struct MinimumOp : IBinary
{
    public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y) where T : unmanaged, INumber<T> => Vector.Min(x, y);

    public static Tensor?[] Gradient(Saved saved, Tensor dz)
    {
        var (x, y) = (saved.Inputs[0], saved.Inputs[1]);
        Tensor half = Ops.Where(Ops.Equal(x, y), 0.5 * dz, dz);
        return [saved.Needs(0) ? Ops.Where(x > y, 0, half) : null, saved.Needs(1) ? Ops.Where(y > x, 0, half) : null];
    }
}
