using System.Numerics;

namespace Heed;

public static partial class Ops
{
    /// <summary>The sign, element by element: −1, 0 or 1.</summary>
    /// <param name="x">Numbers of any shape.</param>
    /// <returns>Same shape and type; NaN stays NaN.</returns>
    /// <remarks>Keras: <c>keras.ops.sign</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Sign(Tensor x) => new ElementwiseOp<SignOp>().Apply(x);
}

/// <summary>y = −1, 0 or 1      dy/dx = 0 (constant between its steps)</summary>
internal readonly struct SignOp : IElementwise
{
    public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> => Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), Vector<T>.One,
        Vector.ConditionalSelect(Vector.LessThan(x, Vector<T>.Zero), -Vector<T>.One, x));

    public static Tensor Slope(Tensor x, Tensor y) => 0;
}
