using Heed.Kernels;

namespace Heed;

/// <summary>An op along the last axis whose gradient needs its output alone: softmax and its logarithm.</summary>
/// <typeparam name="TRow">One row of the output.</typeparam>
/// <typeparam name="TGradientRow">One row of the gradient, from those of the output and of its gradient.</typeparam>
internal abstract class SoftmaxFamilyOp<TRow, TGradientRow> : NumericOp
    where TRow : struct, ISoftmaxRow
    where TGradientRow : struct, ISoftmaxRow
{
    public sealed override IReadOnlyList<(string Key, object? Value)>? Settings => [("axis", -1)];

    public sealed override TensorSpec Infer(ReadOnlySpan<TensorSpec> x) => x[0];

    protected sealed override void Run<T>(ReadOnlySpan<Tensor> x, Tensor y) =>
        SoftmaxKernel.Run<T, TRow>(x[0].AsSpan<T>(), y.AsSpan<T>(), y.Writable<T>(), y.Shape[^1].Value);

    /// <summary>In one pass, unless a tape records: that pass cannot be differentiated again.</summary>
    protected sealed override Tensor?[] Gradient(Saved saved, Tensor dy)
    {
        if (Tape.IsAnyRecording || dy.DType is not (DType.Float32 or DType.Float64)) return [PlainGradient(saved.Output, dy)];
        Tensor dx = Tensor.Allocate(dy.Shape, dy.DType);
        if (dy.DType == DType.Float32) Backward<float>(saved.Output, dy, dx);
        else Backward<double>(saved.Output, dy, dx);
        return [dx];
    }

    /// <summary>The gradient in ops.</summary>
    protected abstract Tensor PlainGradient(Tensor y, Tensor dy);

    private static void Backward<T>(Tensor y, Tensor dy, Tensor dx) where T : unmanaged, System.Numerics.INumber<T> =>
        SoftmaxKernel.Run<T, TGradientRow>(y.AsSpan<T>(), dy.AsSpan<T>(), dx.Writable<T>(), y.Shape[^1].Value);
}
