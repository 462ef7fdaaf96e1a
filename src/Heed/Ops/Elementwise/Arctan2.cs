using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The angle of the point with coordinates <c>(x, y)</c>, element by element.</summary>
    /// <param name="y">The second coordinates: any shape; integers and booleans count as float32.</param>
    /// <param name="x">The first coordinates; a shape that broadcasts with <paramref name="y"/>'s.</param>
    /// <returns>The broadcast shape; radians in [−π, π].</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    /// <remarks>Keras: <c>keras.ops.arctan2</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Arctan2(Tensor y, Tensor x) => Binary.Apply<Arctan2Op>(y, x, Promotion.Floating(Promotion.Of(y, x)));
}

/// <summary>z = the angle of (x, y)      dy = dz · x / (x² + y²), dx = −dz · y / (x² + y²)</summary>
internal readonly struct Arctan2Op : IBinary
{
    public static Vector<T> Invoke<T>(Vector<T> y, Vector<T> x) where T : unmanaged, INumber<T> => Simd.Atan2(y, x);

    public static Tensor?[] Gradient(Saved saved, Tensor dz)
    {
        var (y, x) = (saved.Inputs[0], saved.Inputs[1]);
        Tensor share = dz / (Ops.Square(x) + Ops.Square(y));
        return [saved.Needs(0) ? share * x : null, saved.Needs(1) ? -(share * y) : null];
    }
}
