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
internal sealed class SoftmaxOp : NumericOp
{
    public override IReadOnlyList<(string Key, object? Value)>? Settings => [("axis", -1)];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x) => x[0];

    protected override void Run<T>(ReadOnlySpan<Tensor> x, Tensor y) =>
        SoftmaxKernel.Run<T, SoftmaxRow>(x[0].AsSpan<T>(), y.AsSpan<T>(), y.Writable<T>(), Length(y));

    /// <summary>In one pass, unless a tape records: that pass cannot be differentiated again.</summary>
    protected override Tensor?[] Gradient(Saved saved, Tensor dy)
    {
        if (Tape.IsAnyRecording || dy.DType is not (DType.Float32 or DType.Float64))
            return [saved.Output * (dy - Ops.Sum(dy * saved.Output, -1, keepDims: true))];
        Tensor dx = Tensor.Allocate(dy.Shape, dy.DType);
        if (dy.DType == DType.Float32) Backward<float>(saved.Output, dy, dx);
        else Backward<double>(saved.Output, dy, dx);
        return [dx];
    }

    private static int Length(Tensor y) => y.Shape[^1].Value;

    private static void Backward<T>(Tensor y, Tensor dy, Tensor dx) where T : unmanaged, System.Numerics.INumber<T> =>
        SoftmaxKernel.Run<T, SoftmaxGradientRow>(y.AsSpan<T>(), dy.AsSpan<T>(), dx.Writable<T>(), Length(y));
}
