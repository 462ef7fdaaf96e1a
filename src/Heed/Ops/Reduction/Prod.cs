using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The product over some axes.</summary>
    /// <param name="x">Numbers or booleans of any shape.</param>
    /// <param name="axes">The axes to multiply over; negative ones count from the last; <see langword="null"/>: all.</param>
    /// <param name="keepDims">Keep these axes with length 1?</param>
    /// <returns>Floats and integers of 32 and 64 bits keep their type; booleans and narrower integers are multiplied as int32, unsigned ones as uint32.</returns>
    /// <exception cref="ShapeException">An axis does not exist or occurs twice.</exception>
    /// <remarks>Keras: <c>keras.ops.prod</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Prod(Tensor x, int[]? axes = null, bool keepDims = false) =>
        ReduceOp.Over(x.Cast(SumOp.Accumulator(x.DType)), axes, keepDims, axes => new ProdOp(axes), nameof(Prod));

    /// <summary>The product over one axis.</summary>
    /// <param name="x">Numbers or booleans of any shape.</param>
    /// <param name="axis">The axis to multiply over; negative counts from the last.</param>
    /// <param name="keepDims">Keep the axis with length 1?</param>
    /// <returns>As over several axes.</returns>
    /// <exception cref="ShapeException">The axis does not exist.</exception>
    public static Tensor Prod(Tensor x, int axis, bool keepDims = false) => Prod(x, [axis], keepDims);
}

/// <summary>y = Π x      dxᵢ = dy · Π of the others</summary>
internal sealed class ProdOp(int[] axes) : ReduceOp(axes)
{
    protected override void Fold<T>(ReadOnlySpan<T> x, Span<T> y, Lanes lanes) => ReduceKernel.Prod(x, y, lanes.Outer, lanes.Length, lanes.Inner);

    /// <remarks>Without division by zero: one zero leaves its own factor the product of the others, two zeros leave nothing.</remarks>
    protected override Tensor?[] Gradient(Saved saved, Tensor dy)
    {
        Tensor isZero = Ops.Equal(saved.Input, 0), zeros = Ops.Sum(isZero, Axes, keepDims: true);
        Tensor factors = Ops.Where(isZero, 1, saved.Input), product = Ops.Prod(factors, Axes, keepDims: true);
        Tensor others = Ops.Where(Ops.Equal(zeros, Ops.Cast(isZero, DType.Int32)), product / factors, 0);
        return [dy * others];
    }
}
