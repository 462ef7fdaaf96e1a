using Heed.Kernels;

namespace Heed;

/// <summary>What <see cref="Ops.Pad(Tensor, ValueTuple{int, int}[], PadMode, double)"/> puts around a tensor.</summary>
public enum PadMode
{
    /// <summary>One value.</summary>
    Constant,
    /// <summary>The mirror image, the edge element not repeated: <c>3 2 | 1 2 3 | 2 1</c>.</summary>
    Reflect,
    /// <summary>The mirror image, the edge element repeated: <c>2 1 | 1 2 3 | 3 2</c>.</summary>
    Symmetric,
    /// <summary>The edge element: <c>1 1 | 1 2 3 | 3 3</c>.</summary>
    Edge,
}

public static partial class Ops
{
    /// <summary>Makes a tensor longer at both ends of its axes.</summary>
    /// <param name="x">Numbers or booleans; with a mode that repeats elements, any type.</param>
    /// <param name="padWidth">Elements before and after for each axis, or one pair for all axes; not negative.</param>
    /// <param name="mode">What the new elements are.</param>
    /// <param name="constantValue">The value of new elements for <see cref="PadMode.Constant"/>.</param>
    /// <returns>Each axis longer by both widths.</returns>
    /// <exception cref="ShapeException">
    /// There is not one pair or one for each axis, a width is negative, or a mirror image is shorter than the width.
    /// </exception>
    /// <remarks>Keras: <c>keras.ops.pad</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor Pad(Tensor x, (int Before, int After)[] padWidth, PadMode mode = PadMode.Constant, double constantValue = 0)
    {
        if (padWidth.Length != 1 && padWidth.Length != x.Rank || padWidth.Any(width => width.Before < 0 || width.After < 0))
            throw new ShapeException(
                $"Pad expects one pair of widths of at least 0 for each axis of {x.Spec}, or one pair for all. Received {string.Join(", ", padWidth)}.");
        int[] before = new int[x.Rank], after = new int[x.Rank], steps = new int[x.Rank];
        Array.Fill(steps, 1);
        for (int axis = 0; axis < x.Rank; axis++) (before[axis], after[axis]) = padWidth[padWidth.Length == 1 ? 0 : axis];
        return mode is PadMode.Constant ? new PadOp(before, after, steps, constantValue).Apply(x) : new PadRepeatOp(before, after, mode).Apply(x);
    }
}

/// <summary>y = x, its elements <c>steps</c> apart, with a value between, before and after      dx = dy at the places of x</summary>
internal sealed class PadOp(int[] before, int[] after, int[] steps, double value) : Op
{
    public override bool Widens => false;

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        if (x[0].DType == DType.String)
            throw new ArgumentException($"Pad expects numbers or booleans beside a constant value. Received {x[0]}. Use another mode for strings.");
        return new(new Shape(x[0].Shape.Select((length, axis) => before[axis] + Span(length, axis) + after[axis])), x[0].DType);
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y)
    {
        int[] strides = ElementBytes.Strides(y.Shape);
        int offset = 0;
        for (int axis = 0; axis < strides.Length; axis++)
        {
            offset += before[axis] * strides[axis];
            strides[axis] *= steps[axis];
        }
        if (x[0].Length < y.Length) ElementBytes.Broadcast(CastOp.Number(value, y.DType), y);
        ElementBytes.Move(x[0], y, new Put(x[0].Shape.ToArray(), offset, strides));
    }

    protected override Tensor?[] Gradient(Saved saved, Tensor dy)
    {
        Shape shape = saved.Input.Shape;
        int?[] starts = Array.ConvertAll(before, start => (int?)start);
        return [Ops.Slice(dy, starts, [.. shape.Select((length, axis) => before[axis] + Span(length, axis).Value)], steps)];
    }

    /// <summary>From the first to the last element of x.</summary>
    private Dim Span(Dim length, int axis) => !length.IsKnown ? length : length.Value == 0 ? 0 : (length.Value - 1) * steps[axis] + 1;

    private readonly struct Put(int[] dims, int offset, int[] strides) : IMove
    {
        public void Run<T>(ReadOnlySpan<T> x, Span<T> y) => StridedStore.Run(x, dims, y, offset, strides);
    }
}
