using System.Numerics;
using Heed.Kernels;

namespace Heed;

/// <summary>y = (x − m) s + o with numbers m, s, o for every channel      dx = dy s, dm = −s Σ dy, ds = Σ dy (x − m), do = Σ dy</summary>
/// <param name="axis">The channels' axis, from 0.</param>
internal sealed class ChannelScaleOp(int axis) : Op
{
    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Expect(axis < x[0].Shape.Rank, $"an input of rank {axis + 1} or more", x);
        for (int i = 1; i < x.Length; i++) Expect(x[i].Shape.IsCompatibleWith([x[0].Shape[axis]]), "as many means, scales and offsets as there are channels", x);
        return x[0];
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y)
    {
        if (y.DType == DType.Float64) Forward<double>(x, y);
        else Forward<float>(x, y);
    }

    protected override Tensor?[] Gradient(Saved saved, Tensor dy)
    {
        Tensor[] x = saved.Inputs;
        Tensor scale = Aligned(x[2], x[0].Rank), dx = dy * scale;
        if (!saved.Needs(1) && !saved.Needs(2) && !saved.Needs(3)) return [dx, null, null, null];
        if (Tape.IsAnyRecording)
        {
            int[] others = [.. Enumerable.Range(0, x[0].Rank).Where(i => i != axis)];
            Tensor plainSum = Ops.Sum(dy, others);
            return [dx, -plainSum * x[2], Ops.Sum(dy * (x[0] - Aligned(x[1], x[0].Rank)), others), plainSum];
        }
        Tensor sum = Tensor.Allocate(x[1].Shape, dy.DType), product = Tensor.Allocate(x[1].Shape, dy.DType);
        if (dy.DType == DType.Float64) Sums<double>(x, dy, sum, product);
        else Sums<float>(x, dy, sum, product);
        return [dx, -sum * x[2], product, sum];
    }

    private void Forward<T>(ReadOnlySpan<Tensor> x, Tensor y) where T : unmanaged, IFloatingPointIeee754<T> => ChannelNormalization.Scale(
        Layout(x[0].Shape), x[0].AsSpan<T>(), x[1].AsSpan<T>(), x[2].AsSpan<T>(), x[3].AsSpan<T>(), y.Writable<T>());

    private void Sums<T>(Tensor[] x, Tensor dy, Tensor sum, Tensor product) where T : unmanaged, IFloatingPointIeee754<T> => ChannelNormalization.Slopes(
        Layout(x[0].Shape), x[0].AsSpan<T>(), dy.AsSpan<T>(), x[1].AsSpan<T>(), sum.Writable<T>(), product.Writable<T>());

    private ChannelShape Layout(Shape shape)
    {
        Lanes lanes = Lanes.Of(shape, axis);
        return new(1, lanes.Outer, lanes.Length, lanes.Inner, lanes.Length);
    }

    private Tensor Aligned(Tensor numbers, int rank) => Ops.Reshape(numbers, new Shape(Enumerable.Range(0, rank).Select(i => i == axis ? numbers.Shape[0] : 1)));
}
