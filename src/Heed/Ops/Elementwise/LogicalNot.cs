using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The opposite truth, element by element: <c>y = ¬x</c>.</summary>
    /// <param name="x">Booleans of any shape; a number counts as true unless it is 0.</param>
    /// <returns>Booleans of the same shape.</returns>
    /// <remarks>Keras: <c>keras.ops.logical_not</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor LogicalNot(Tensor x) => new LogicalNotOp().Apply(x.Cast(DType.Bool));
}

/// <summary>y = ¬x; truth has no slope</summary>
internal sealed class LogicalNotOp : ConstantOp
{
    public override IReadOnlyList<(string Key, object? Value)>? Settings => [];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x) => x[0];

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y) =>
        Elementwise.Map<byte, Flip>(ElementBytes.Bits<byte>(x[0]), ElementBytes.Bits<byte>(y));

    private readonly struct Flip : IMap
    {
        public static Vector<T> Invoke<T>(Vector<T> x) where T : unmanaged, INumber<T> => x ^ Vector<T>.One;
    }
}
