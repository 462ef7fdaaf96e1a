using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>A sigmoid that reaches 0 and 1: <c>y = min(max((x + 1) / 2, 0), 1)</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <returns>Same shape, values in [0, 1].</returns>
    /// <remarks>Keras: <c>keras.ops.sparse_sigmoid</c>, keras/src/ops/nn.py.</remarks>
    public static Tensor SparseSigmoid(Tensor x) => new ElementwiseOp<SparseSigmoidOp>().Apply(AsFloat(x));
}

/// <summary>y = min(max((x + 1) / 2, 0), 1)      dy/dx = 1/2 where −1 &lt; x &lt; 1, 1/4 at −1 and 1, else 0</summary>
internal readonly struct SparseSigmoidOp : IElementwise
{
    public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> =>
        Vector.Min(Vector.Max((x + Vector<T>.One) / Simd.Constant<T>(2), Vector<T>.Zero), Vector<T>.One);

    public static Tensor Slope(Tensor x, Tensor y)
    {
        Tensor size = Ops.Abs(x);
        return ((size < 1).Cast(x.DType) + (size <= 1).Cast(x.DType)) / 4;
    }
}
