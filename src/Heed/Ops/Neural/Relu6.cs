using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The rectifier with a ceiling: <c>y = min(max(x, 0), 6)</c>.</summary>
    /// <param name="x">Numbers of any shape; booleans count as int32.</param>
    /// <returns>Same shape and type, values in [0, 6].</returns>
    /// <remarks>Keras: <c>keras.ops.relu6</c>, keras/src/ops/nn.py.</remarks>
    public static Tensor Relu6(Tensor x) => new ElementwiseOp<Relu6Op>().Apply(AsNumber(x));
}

/// <summary>y = min(max(x, 0), 6)      dy/dx = 1 where 0 &lt; x &lt; 6, else 0</summary>
internal readonly struct Relu6Op : IElementwise
{
    public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> => Vector.Min(Vector.Max(x, Vector<T>.Zero), Simd.Constant<T>(6));

    public static Tensor Slope(Tensor x, Tensor y) => ((y > 0) & (y < 6)).Cast(y.DType);
}
