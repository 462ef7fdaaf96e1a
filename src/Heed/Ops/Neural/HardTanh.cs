using System.Numerics;

namespace Heed;

public static partial class Ops
{
    /// <summary>A tangent of three straight pieces: <c>y = min(max(x, −1), 1)</c>.</summary>
    /// <param name="x">Any shape; integers and booleans count as float32.</param>
    /// <returns>Same shape, values in [−1, 1].</returns>
    /// <remarks>Keras: <c>keras.ops.hard_tanh</c>, keras/src/ops/nn.py.</remarks>
    public static Tensor HardTanh(Tensor x) => new ElementwiseOp<HardTanhOp>().Apply(AsFloat(x));
}

/// <summary>y = min(max(x, −1), 1)      dy/dx = 1 where −1 ≤ x ≤ 1, else 0</summary>
internal readonly struct HardTanhOp : IElementwise
{
    public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> => Vector.Min(Vector.Max(x, -Vector<T>.One), Vector<T>.One);

    public static Tensor Slope(Tensor x, Tensor y) => (Ops.Abs(x) <= 1).Cast(y.DType);
}
