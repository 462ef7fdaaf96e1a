using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The logarithm of softmax: <c>yᵢ = xᵢ − ln Σⱼ exp xⱼ</c>, without overflow, along one axis.</summary>
    /// <param name="x">Rank at least 1; integers and booleans count as float32.</param>
    /// <param name="axis">The axis along which is summed; negative counts from the last.</param>
    /// <returns>Same shape, numbers of at most 0; NaN where all are −∞.</returns>
    /// <exception cref="ShapeException">The axis does not exist.</exception>
    /// <remarks>Keras: <c>keras.ops.log_softmax</c>, keras/src/ops/nn.py.</remarks>
    public static Tensor LogSoftmax(Tensor x, int axis = -1)
    {
        x = AsFloat(x);
        return Axis.Of(axis, x.Rank, nameof(LogSoftmax)) == x.Rank - 1
            ? new LogSoftmaxOp().Apply(x)
            : SwapAxes(new LogSoftmaxOp().Apply(SwapAxes(x, axis, -1)), axis, -1);
    }

    /// <summary>The logarithm of softmax: <c>yᵢ = xᵢ − ln Σⱼ exp xⱼ</c>, without overflow, over several axes together.</summary>
    /// <param name="x">Integers and booleans count as float32.</param>
    /// <param name="axes">The axes over which is summed; negative ones count from the last; <see langword="null"/>: all.</param>
    /// <returns>Same shape, numbers of at most 0; NaN where all are −∞.</returns>
    /// <exception cref="ShapeException">An axis does not exist or occurs twice.</exception>
    /// <remarks>Keras: <c>keras.ops.log_softmax</c> with a tuple of axes, keras/src/ops/nn.py.</remarks>
    public static Tensor LogSoftmax(Tensor x, int[]? axes)
    {
        if (axes is [int axis]) return LogSoftmax(x, axis);
        x = AsFloat(x);
        return x - LogSumExp(x, axes, keepDims: true);
    }
}

/// <summary>y = x − ln Σ eˣ along the last axis      dx = dy − eʸ Σ dy</summary>
internal sealed class LogSoftmaxOp : SoftmaxFamilyOp<LogSoftmaxRow, LogSoftmaxGradientRow>
{
    protected override Tensor PlainGradient(Tensor y, Tensor dy) => dy - Ops.Exp(y) * Ops.Sum(dy, -1, keepDims: true);
}
