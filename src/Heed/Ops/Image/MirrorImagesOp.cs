using Heed.Kernels;

namespace Heed;

/// <summary>y = x, the images marked in <paramref name="turns"/> turned over      dx = dy, turned over likewise</summary>
/// <param name="turns">Which images of the batch.</param>
/// <param name="upsideDown">Does the first row become the last?</param>
/// <param name="leftRight">Does the first column become the last?</param>
/// <param name="format">Where the channels stand.</param>
internal sealed class MirrorImagesOp(bool[] turns, bool upsideDown, bool leftRight, DataFormat format) : Op
{
    public override bool Widens => false;

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Expect(x[0].Shape.Rank == 4 && x[0].Shape[0] == turns.Length, $"a batch of {turns.Length} images of rank 4", x);
        return x[0];
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y) =>
        ElementBytes.Move(x[0], y, new Mirror(turns, upsideDown, leftRight, ImageShape.Of(x[0].Shape, format)));

    protected override Tensor?[] Gradient(Saved saved, Tensor dy) => [new MirrorImagesOp(turns, upsideDown, leftRight, format).Apply(dy)];

    private readonly struct Mirror(bool[] turns, bool upsideDown, bool leftRight, ImageShape image) : IMove
    {
        public void Run<T>(ReadOnlySpan<T> x, Span<T> y) =>
            MirrorKernel.Run(x, y, turns, image.Outer / Math.Max(1, turns.Length), image.Height, image.Width, image.Inner, upsideDown, leftRight);
    }
}
