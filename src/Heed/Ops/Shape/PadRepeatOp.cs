namespace Heed;

/// <summary>y = x with its own elements before and after: takes along each axis that grows</summary>
internal sealed class PadRepeatOp(int[] before, int[] after, PadMode mode) : CompositeOp
{
    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Shape shape = x[0].Shape;
        for (int axis = 0; axis < before.Length; axis++)
        {
            int widest = Math.Max(before[axis], after[axis]), needed = mode switch
            {
                PadMode.Reflect => widest + 1,
                PadMode.Symmetric => widest,
                _ => Math.Min(widest, 1),
            };
            Expect(widest == 0 || !shape[axis].IsKnown || shape[axis].Value >= needed,
                $"at least {needed} elements along axis {axis}, to repeat {widest} of them", x);
        }
        return new(new Shape(shape.Select((length, axis) => before[axis] + length + after[axis])), x[0].DType);
    }

    protected override Tensor Expand(ReadOnlySpan<Tensor> x)
    {
        Tensor y = x[0];
        for (int axis = 0; axis < before.Length; axis++)
        {
            if (before[axis] == 0 && after[axis] == 0) continue;
            int length = y.Shape[axis].Value;
            int[] sources = [.. Enumerable.Range(-before[axis], before[axis] + length + after[axis]).Select(place => Source(place, length))];
            y = Ops.Take(y, sources, axis);
        }
        return y;
    }

    /// <summary>Which element stands at a place, if the old ones stand at 0 … length − 1.</summary>
    private int Source(int place, int length)
    {
        int mirrored = mode is PadMode.Reflect ? 0 : 1;   // how often the edge is repeated
        return mode is PadMode.Edge ? Math.Clamp(place, 0, length - 1)
            : place < 0 ? -place - mirrored
            : place >= length ? 2 * (length - 1) + mirrored - place
            : place;
    }
}
