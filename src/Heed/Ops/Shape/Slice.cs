using System.Runtime.CompilerServices;

namespace Heed;

public static partial class Ops
{
    /// <summary>A part of a tensor, as Python's <c>x[start:stop:step, …]</c>.</summary>
    /// <param name="x">Any type.</param>
    /// <param name="starts">The first element along each axis; <see langword="null"/>: from the end where the step starts.</param>
    /// <param name="stops">The first element not taken along each axis; <see langword="null"/>: up to the end.</param>
    /// <param name="steps">The step along each axis, not 0; negative walks backwards; <see langword="null"/>: 1 everywhere.</param>
    /// <returns>As many axes as <paramref name="x"/> has; axes that are not mentioned stay whole.</returns>
    /// <exception cref="ShapeException">The arrays differ in length or name more axes than there are.</exception>
    /// <remarks>What lies outside is left out, as in Python. Keras: <c>keras.ops.slice</c>, keras/src/ops/core.py, and indexing.</remarks>
    public static Tensor Slice(Tensor x, int?[] starts, int?[] stops, int[]? steps = null)
    {
        if (starts.Length != stops.Length || steps is not null && steps.Length != starts.Length)
            throw new ShapeException(
                $"Slice expects as many starts as stops and steps. Received {starts.Length}, {stops.Length} and {steps?.Length ?? starts.Length}.");
        return Slice(x, [.. starts.Select((start, axis) => TensorIndex.Slice(start, stops[axis], steps?[axis] ?? 1))]);
    }

    /// <summary>A part of a tensor: the indexer.</summary>
    internal static Tensor Slice(Tensor x, ReadOnlySpan<TensorIndex> indices)
    {
        if (indices.Length > x.Rank)
            throw new ShapeException($"Slice expects at most one index for each of the {x.Rank} axes of {x.Spec}. Received {indices.Length}.");
        foreach (TensorIndex index in indices)
            if (!index.IsWhole) return new SliceOp(indices.ToArray()).Apply(x);
        return x;
    }
}

public sealed partial class Tensor
{
    /// <summary>A part of this tensor: an element or a range along each axis, outermost first.</summary>
    /// <param name="indices">Such as <c>x[0, ^1, 1..3]</c>; axes that are not mentioned stay whole.</param>
    /// <returns>A tensor without the axes of which one element was taken.</returns>
    /// <exception cref="ShapeException">There are more indices than axes, or one lies outside its axis.</exception>
    /// <remarks>Steps: <see cref="TensorIndex.Slice"/> or <see cref="Ops.Slice(Tensor, int?[], int?[], int[])"/>.</remarks>
    [IndexerName("Slice")]   // "Item", the default, is a method here
    public Tensor this[params ReadOnlySpan<TensorIndex> indices] => Ops.Slice(this, indices);
}

/// <summary>y = part of x      dx = dy at its place, 0 elsewhere</summary>
internal sealed class SliceOp(TensorIndex[] indices) : Op
{
    public override bool Widens => false;

    /// <summary>For each axis, from the first.</summary>
    public IReadOnlyList<TensorIndex> Indices => indices;

    public override IReadOnlyList<(string Key, object? Value)>? Settings => [];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Shape shape = x[0].Shape;
        return new(new Shape(Kept(shape.Rank).Select(axis => axis < indices.Length ? indices[axis].Count(shape, axis) : shape[axis])), x[0].DType);
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y)
    {
        if (y.Length == 0) return;
        Shape shape = x[0].Shape;
        int[] strides = ElementBytes.Strides(shape);
        int offset = 0;
        for (int axis = 0; axis < indices.Length; axis++)
        {
            (int start, _, int step) = indices[axis].Resolve(shape, axis);
            offset += start * strides[axis];
            strides[axis] *= step;
        }
        ElementBytes.CopyStrided(x[0], offset, [.. Kept(shape.Rank).Select(axis => strides[axis])], y);
    }

    protected override Tensor?[] Gradient(Saved saved, Tensor dy)
    {
        Shape shape = saved.Input.Shape;
        int[] before = new int[shape.Rank], after = new int[shape.Rank], steps = new int[shape.Rank], counts = shape.ToArray();
        Array.Fill(steps, 1);
        for (int axis = 0; axis < indices.Length; axis++)
        {
            (int start, counts[axis], int step) = indices[axis].Resolve(shape, axis);
            int span = counts[axis] == 0 ? 0 : (counts[axis] - 1) * Math.Abs(step) + 1;
            before[axis] = counts[axis] == 0 ? 0 : step > 0 ? start : start - span + 1;
            after[axis] = shape[axis].Value - before[axis] - span;
            steps[axis] = Math.Abs(step);
        }
        Tensor whole = Ops.Reshape(dy, new Shape(counts.Select(count => (Dim)count)));
        int[] reversed = [.. Enumerable.Range(0, indices.Length).Where(axis => indices[axis].IsReversed)];
        return [new PadOp(before, after, steps, 0).Apply(Ops.Flip(whole, reversed))];
    }

    private IEnumerable<int> Kept(int rank) => Enumerable.Range(0, rank).Where(axis => axis >= indices.Length || !indices[axis].DropsAxis);
}
