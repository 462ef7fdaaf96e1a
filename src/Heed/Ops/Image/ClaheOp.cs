using Heed.Kernels;

namespace Heed;

/// <summary>y = x equalized tile by tile, float32 images (B, H, W, C) of 0 to 255; whole values decide, so there is no slope</summary>
internal sealed class ClaheOp(double limit, int gridHeight, int gridWidth) : ConstantOp
{
    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Expect(x[0].Shape.Rank == 4 && x[0].DType == DType.Float32, "float32 images of rank 4", x);
        return x[0];
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y)
    {
        if (y.Length == 0) return;
        Shape shape = y.Shape;
        ClaheKernel.Run(x[0].AsSpan<float>(), y.Writable<float>(), new TileGrid(shape[1].Value, shape[2].Value, shape[3].Value, gridHeight, gridWidth), limit);
    }
}
