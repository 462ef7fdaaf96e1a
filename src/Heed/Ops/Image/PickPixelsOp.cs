using Heed.Kernels;

namespace Heed;

/// <summary>y[r, c] = x[rows[r], columns[c]], for every image      dx = the dy of every place where a pixel went, added up</summary>
/// <param name="rows">The input row of each output row.</param>
/// <param name="columns">The input column of each output column.</param>
/// <param name="format">Where the channels stand.</param>
internal sealed class PickPixelsOp(int[] rows, int[] columns, DataFormat format) : Op
{
    public override bool Widens => false;

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x) => x[0] with { Shape = ImageShape.Resized(x[0].Shape, rows.Length, columns.Length, format) };

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y)
    {
        ImageShape image = ImageShape.Of(x[0].Shape, format);
        ElementBytes.Move(x[0], y, new Pick(rows, columns, image));
    }

    protected override Tensor?[] Gradient(Saved saved, Tensor dy)
    {
        var (height, width) = ImageShape.Size(saved.Input.Shape, format);
        return [ResampleOp.Back(dy, AxisWeights.Pick(height.Value, rows), AxisWeights.Pick(width.Value, columns), format)];
    }

    private readonly struct Pick(int[] rows, int[] columns, ImageShape image) : IMove
    {
        public void Run<T>(ReadOnlySpan<T> x, Span<T> y) => PixelPick.Run(x, y, rows, columns, image.Height, image.Width, image.Inner);
    }
}
