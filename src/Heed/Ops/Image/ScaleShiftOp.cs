using System.Numerics;
using Heed.Kernels;

namespace Heed;

/// <summary>y = min(max(x · scale + shift, lower), upper), in one pass      those of the same by other ops</summary>
/// <remarks>Inputs: images of rank 4, scale and shift, both of one shape (B or 1, 1, 1, C or 1), or (B or 1, C or 1, 1, 1) with channels first.</remarks>
internal sealed class ScaleShiftOp(double lower, double upper) : Op
{
    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Expect(x[0].Shape.Rank == 4 && x[1].Shape.Rank == 4 && x[1].Shape.IsCompatibleWith(x[2].Shape), "images of rank 4, a scale and a shift of one shape", x);
        FourierOp.RequireFloat(Name, x[0]);
        return x[0];
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y)
    {
        if (y.DType == DType.Float64) Run<double>(x, y);
        else Run<float>(x, y);
    }

    protected override Tensor?[] Gradient(Saved saved, Tensor dy) => ComposedGradient.Of(saved, dy, x => Ops.Clip(x[0] * x[1] + x[2], lower, upper));

    private void Run<T>(ReadOnlySpan<Tensor> x, Tensor y) where T : unmanaged, INumber<T>
    {
        if (y.Length == 0) return;
        Shape images = y.Shape, pattern = x[1].Shape;
        bool byPlane = pattern[1].Value > 1;        // channels first
        int rows = images[0].Value * (byPlane ? images[1].Value : 1), length = byPlane ? 1 : pattern[3].Value;
        Shape each = byPlane ? [images[0], images[1], 1, 1] : [images[0], 1, 1, length];
        Tensor scale = x[1], shift = x[2];
        (scale, shift) = Tape.Pause(() => (Ops.BroadcastTo(scale, each), Ops.BroadcastTo(shift, each)));
        ScaleShiftKernel.Run(x[0].AsSpan<T>(), y.Writable<T>(), scale.AsSpan<T>(), shift.AsSpan<T>(), rows, T.CreateSaturating(lower), T.CreateSaturating(upper));
    }
}
