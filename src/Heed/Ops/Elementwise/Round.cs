using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The nearest number with a few decimals, element by element; halves go to the even neighbour.</summary>
    /// <param name="x">Numbers of any shape.</param>
    /// <param name="decimals">Digits kept after the point; negative ones round to tens, hundreds and so on.</param>
    /// <returns>Same shape and type.</returns>
    /// <remarks>Keras: <c>keras.ops.round</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Round(Tensor x, int decimals = 0)
    {
        if (x.DType.IsInteger() && decimals >= 0) return x;
        if (decimals == 0) return new ElementwiseOp<RoundOp>().Apply(x);
        double step = Math.Pow(10, Math.Abs(decimals));
        Tensor y = AsFloat(x);
        y = decimals > 0 ? Round(y * step) / step : Round(y / step) * step;
        return y.Cast(x.DType);
    }
}

/// <summary>y = the nearest integer      dy/dx = 0 (constant between its steps)</summary>
internal readonly struct RoundOp : IElementwise
{
    public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> => Simd.Round(x);

    public static Tensor Slope(Tensor x, Tensor y) => 0;
}
