using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>Softmax: <c>yᵢ = exp(xᵢ − max x) / Σⱼ exp(xⱼ − max x)</c>, along one axis.</summary>
    /// <param name="x">Rank at least 1; integers and booleans count as float32.</param>
    /// <param name="axis">The axis along which is summed; negative counts from the last.</param>
    /// <returns>Same shape, numbers in [0, 1] that sum to 1; NaN where all are −∞.</returns>
    /// <exception cref="ShapeException">The axis does not exist.</exception>
    /// <remarks>Keras: <c>keras.ops.softmax</c>, keras/src/ops/nn.py.</remarks>
    public static Tensor Softmax(Tensor x, int axis = -1)
    {
        x = AsFloat(x);
        if (x.DType == DType.Float16) return Softmax(x.Cast(DType.Float32), axis).Cast(DType.Float16);     // as Keras: the gradient too needs more digits of y
        return Axis.Of(axis, x.Rank, nameof(Softmax)) == x.Rank - 1
            ? new SoftmaxOp().Apply(x)
            : SwapAxes(new SoftmaxOp().Apply(SwapAxes(x, axis, -1)), axis, -1);
    }

    /// <summary>Softmax: <c>yᵢ = exp(xᵢ − max x) / Σⱼ exp(xⱼ − max x)</c>, over several axes together.</summary>
    /// <param name="x">Integers and booleans count as float32.</param>
    /// <param name="axes">The axes over which is summed; negative ones count from the last; <see langword="null"/>: all.</param>
    /// <returns>Same shape, numbers in [0, 1] that sum to 1; NaN where all are −∞.</returns>
    /// <exception cref="ShapeException">An axis does not exist or occurs twice.</exception>
    /// <remarks>Keras: <c>keras.ops.softmax</c> with a tuple of axes, keras/src/ops/nn.py.</remarks>
    public static Tensor Softmax(Tensor x, int[]? axes)
    {
        if (axes is [int axis]) return Softmax(x, axis);
        x = AsFloat(x);
        Tensor shifted = x - StopGradient(Max(x, axes, keepDims: true)), exp = Exp(shifted);
        return exp / Sum(exp, axes, keepDims: true);
    }
}

/// <summary>y = softmax(x) along the last axis      dx = y (dy − Σ dy · y)</summary>
internal sealed class SoftmaxOp : SoftmaxFamilyOp<SoftmaxRow, SoftmaxGradientRow>
{
    protected override Tensor PlainGradient(Tensor y, Tensor dy) => y * (dy - Ops.Sum(dy * y, -1, keepDims: true));
}
