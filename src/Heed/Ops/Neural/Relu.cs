using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The rectifier: <c>y = max(x, 0)</c>.</summary>
    /// <param name="x">Numbers of any shape; booleans count as int32.</param>
    /// <returns>Same shape and type.</returns>
    /// <remarks>Keras: <c>keras.ops.relu</c>, keras/src/ops/nn.py. The slope at 0 is 0.</remarks>
    public static Tensor Relu(Tensor x) => new FusedElementwiseOp<ReluOp>().Apply(AsNumber(x));
}

/// <summary>y = max(x, 0)      dy/dx = 1 where x &gt; 0, else 0</summary>
internal readonly struct ReluOp : IElementwise, IMap3
{
    public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> => Vector.Max(x, Vector<T>.Zero);

    public static Vector<T> Invoke<T>(Vector<T> x, Vector<T> y, Vector<T> dy) where T : unmanaged, INumber<T> =>
        Vector.ConditionalSelect(Vector.GreaterThan(y, Vector<T>.Zero), dy, Vector<T>.Zero);

    public static Tensor Slope(Tensor x, Tensor y) => (y > 0).Cast(y.DType);
}
