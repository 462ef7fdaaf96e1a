using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>Joins tensors along an axis that they have.</summary>
    /// <param name="tensors">At least one; equal shapes but for the length of <paramref name="axis"/>; any type.</param>
    /// <param name="axis">The axis that grows; negative counts from the last.</param>
    /// <returns>The common type.</returns>
    /// <exception cref="ShapeException">There is no tensor, the ranks or other lengths differ, or the axis does not exist.</exception>
    /// <remarks>Keras: <c>keras.ops.concatenate</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Concatenate(IReadOnlyList<Tensor> tensors, int axis = 0)
    {
        if (tensors.Count == 0) throw new ShapeException("Concatenate expects at least one tensor. Received an empty list.");
        DType type = tensors.Select(x => x.DType).Aggregate(Promotion.Of);
        return new ConcatenateOp(Axis.Of(axis, tensors[0].Rank, nameof(Concatenate))).Apply([.. tensors.Select(x => x.Cast(type))]);
    }
}

/// <summary>y = x₀, x₁, … one after the other along an axis      dxᵢ = their parts of dy</summary>
internal sealed class ConcatenateOp(int axis) : Op
{
    public override bool Widens => false;

    public override IReadOnlyList<(string Key, object? Value)>? Settings => [("axis", axis)];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Dim[] dims = [.. x[0].Shape];
        foreach (TensorSpec next in x[1..])
        {
            Expect(next.Shape.Rank == dims.Length, "tensors of one rank", x);
            for (int i = 0; i < dims.Length; i++)
            {
                if (i == axis)
                {
                    dims[i] += next.Shape[i];
                    continue;
                }
                Expect(dims[i] == next.Shape[i], $"equal lengths along all axes but {axis}", x);
                if (!dims[i].IsKnown) dims[i] = next.Shape[i];
            }
        }
        return new(new Shape(dims), x[0].DType);
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y)
    {
        Lanes lanes = Lanes.Of(y.Shape, axis);
        int offset = 0;
        foreach (Tensor part in x)
        {
            int width = part.Shape[axis].Value * lanes.Inner;
            ElementBytes.Move(part, y, new Put(offset, width, lanes.Length * lanes.Inner, lanes.Outer));
            offset += width;
        }
    }

    protected override Tensor?[] Gradient(Saved saved, Tensor dy)
    {
        int end = 0;
        int[] ends = Array.ConvertAll(saved.Inputs, x => end += x.Shape[axis].Value);
        return Ops.Split(dy, ends[..^1], axis);
    }

    private readonly struct Put(int offset, int width, int yStride, int rows) : IMove
    {
        public void Run<T>(ReadOnlySpan<T> x, Span<T> y)
        {
            if (rows > 0) BlockCopy.Run(x, width, y[offset..], yStride, width, rows);
        }
    }
}
