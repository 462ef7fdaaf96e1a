using Heed.Kernels;

namespace Heed;

/// <summary>y = x, with a box of each image from an image of the source      dx = dy outside, dsource = dy inside the boxes</summary>
/// <remarks>Inputs: images of rank 4, a source of as large images and the same type.</remarks>
internal sealed class PasteBoxesOp(PasteBox[] boxes, DataFormat format) : Op
{
    public override bool Widens => false;

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Expect(x[0].Shape.Rank == 4 && x[0].Shape[1..].IsCompatibleWith(x[1].Shape[1..]) && x[0].DType == x[1].DType && x[0].Shape[0] == boxes.Length,
            $"{boxes.Length} images of rank 4 and a source of as large images", x);
        return x[0];
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y)
    {
        if (y.Length == 0) return;
        ImageShape image = ImageShape.Of(y.Shape, format);
        int planes = image.Outer / boxes.Length, row = image.Width * image.Inner;
        switch (y.DType.ItemSize())
        {
            case 1: Run<byte>(x, y); break;
            case 2: Run<ushort>(x, y); break;
            case 4: Run<uint>(x, y); break;
            default: Run<ulong>(x, y); break;
        }

        void Run<T>(ReadOnlySpan<Tensor> x, Tensor y) where T : unmanaged =>
            PasteKernel.Run<T>(ElementBytes.Bits<T>(x[0]), ElementBytes.Bits<T>(x[1]), ElementBytes.Bits<T>(y), boxes, planes, image.Height, row, image.Inner);
    }

    protected override Tensor?[] Gradient(Saved saved, Tensor dy)
    {
        Tensor zeros = Ops.ZerosLike(dy), outside = new PasteBoxesOp(Array.ConvertAll(boxes, box => box with { Source = 0 }), format).Apply(dy, Ops.ZerosLike(dy));
        if (!saved.Needs(1)) return [outside, null];
        Tensor sources = Tensor.From(Array.ConvertAll(boxes, box => box.Source), [boxes.Length]);
        PasteBox[] own = [.. boxes.Select((box, i) => box with { Source = i })];
        Tensor inside = new PasteBoxesOp(own, format).Apply(zeros, dy);
        return [outside, Ops.ScatterAdd(inside, sources, saved.Inputs[1].Shape[0].Value)];
    }
}
