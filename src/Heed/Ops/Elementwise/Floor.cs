using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The largest integer that is not above, element by element: <c>y = ⌊x⌋</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <returns>Same shape; a whole number in a floating-point type.</returns>
    /// <remarks>Keras: <c>keras.ops.floor</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Floor(Tensor x) => new ElementwiseOp<FloorOp>().Apply(AsFloat(x));
}

/// <summary>y = ⌊x⌋      dy/dx = 0 (constant between its steps)</summary>
internal readonly struct FloorOp : IElementwise
{
    public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> => Simd.Floor(x);

    public static Tensor Slope(Tensor x, Tensor y) => 0;
}
