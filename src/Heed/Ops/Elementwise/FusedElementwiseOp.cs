using Heed.Kernels;

namespace Heed;

/// <summary>An elementwise op whose gradient is also a formula of vectors, (x, y, dy) → dx: for ops that training runs often.</summary>
/// <remarks>The plain gradient takes over where a tape records, because this one cannot be differentiated again, and for narrow types.</remarks>
internal sealed class FusedElementwiseOp<TOp> : ElementwiseOp<TOp> where TOp : struct, IElementwise, IMap3
{
    protected override Tensor?[] Gradient(Saved saved, Tensor dy)
    {
        if (Tape.IsAnyRecording || dy.DType is not (DType.Float32 or DType.Float64)) return base.Gradient(saved, dy);
        Tensor dx = Tensor.Allocate(dy.Shape, dy.DType);
        if (dy.DType == DType.Float32) Fused<float>(saved, dy, dx);
        else Fused<double>(saved, dy, dx);
        return [dx];
    }

    private static void Fused<T>(Saved saved, Tensor dy, Tensor dx) where T : unmanaged, System.Numerics.INumber<T> =>
        Elementwise.Map3<T, TOp>(saved.Input.AsSpan<T>(), saved.Output.AsSpan<T>(), dy.AsSpan<T>(), dx.Writable<T>());
}
