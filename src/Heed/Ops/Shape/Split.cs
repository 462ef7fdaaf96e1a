using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>Cuts a tensor into parts of equal length.</summary>
    /// <param name="x">Any type, rank at least 1.</param>
    /// <param name="sections">How many parts; divides the length.</param>
    /// <param name="axis">The axis to cut; negative counts from the last.</param>
    /// <returns>The parts in order.</returns>
    /// <exception cref="ShapeException">The length does not divide, or the axis does not exist.</exception>
    /// <remarks>Keras: <c>keras.ops.split</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor[] Split(Tensor x, int sections, int axis = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sections);
        return new SplitOp(null, sections, Axis.Of(axis, x.Rank, nameof(Split))).ApplyAll(x);
    }

    /// <summary>Cuts a tensor in front of some elements.</summary>
    /// <param name="x">Any type, rank at least 1.</param>
    /// <param name="indices">Where each part after the first begins, ascending, in [0, length].</param>
    /// <param name="axis">The axis to cut; negative counts from the last.</param>
    /// <returns>One part more than there are <paramref name="indices"/>.</returns>
    /// <exception cref="ShapeException">The indices descend or lie outside, or the axis does not exist.</exception>
    public static Tensor[] Split(Tensor x, int[] indices, int axis = 0) =>
        new SplitOp(indices, indices.Length + 1, Axis.Of(axis, x.Rank, nameof(Split))).ApplyAll(x);
}

/// <summary>yᵢ = part i of x along an axis      dx = dy₀, dy₁, … one after the other</summary>
internal sealed class SplitOp(int[]? indices, int parts, int axis) : MultiOp
{
    public override bool Widens => false;

    public override IReadOnlyList<(string Key, object? Value)>? Settings => [("indices_or_sections", (object?)indices ?? parts), ("axis", axis)];

    public override TensorSpec[] InferAll(ReadOnlySpan<TensorSpec> x)
    {
        TensorSpec spec = x[0];
        Dim length = spec.Shape[axis];
        var lengths = new Dim[parts];
        if (indices is null)
        {
            Expect(!length.IsKnown || length.Value % parts == 0, $"a length of axis {axis} that {parts} divides", x);
            if (length.IsKnown) Array.Fill(lengths, length.Value / parts);
        }
        else
        {
            if (!IsAscending(indices, length.IsKnown ? length.Value : int.MaxValue))
                Expect(false, $"ascending indices between 0 and the length of axis {axis}, not [{string.Join(", ", indices.Take(8))}{(indices.Length > 8 ? ", …" : "")}]", x);
            int start = 0;
            for (int i = 0; i < indices.Length; start = indices[i++]) lengths[i] = indices[i] - start;
            if (length.IsKnown) lengths[^1] = length.Value - start;
        }
        return Array.ConvertAll(lengths, part => spec with { Shape = spec.Shape.With(axis, part) });
    }

    private static bool IsAscending(int[] indices, int length)
    {
        int start = 0;
        foreach (int index in indices)
        {
            if (index < start || index > length) return false;
            start = index;
        }
        return true;
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor[] y)
    {
        Lanes lanes = Lanes.Of(x[0].Shape, axis);
        int offset = 0;
        foreach (Tensor part in y)
        {
            int width = part.Shape[axis].Value * lanes.Inner;
            ElementBytes.Move(x[0], part, new Get(offset, lanes.Length * lanes.Inner, width, lanes.Outer));
            offset += width;
        }
    }

    internal override Tensor?[] Gradient(Saved saved, Tensor?[] dy)
    {
        Tensor[] outputs = saved.Outputs;
        return [Ops.Concatenate([.. dy.Select((part, i) => part ?? Ops.ZerosLike(outputs[i]))], axis)];
    }

    private readonly struct Get(int offset, int xStride, int width, int rows) : IMove
    {
        public void Run<T>(ReadOnlySpan<T> x, Span<T> y)
        {
            if (rows > 0) BlockCopy.Run(x[offset..], xStride, y, width, width, rows);
        }
    }
}
