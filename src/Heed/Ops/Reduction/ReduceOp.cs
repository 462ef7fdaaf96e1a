using System.Numerics;

namespace Heed;

/// <summary>An op that folds some axes, different and in ascending order, into length 1.</summary>
internal abstract class ReduceOp(int[] axes) : NumericOp
{
    protected int[] Axes => axes;

    public override IReadOnlyList<(string Key, object? Value)>? Settings => [("axis", axes), ("keepdims", true)];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x) => new(Folded(x[0].Shape, axes), x[0].DType);

    /// <summary>Folds some axes of a tensor by an op, and drops them unless they are kept; no axes at all change nothing.</summary>
    public static Tensor Over(Tensor x, int[]? axes, bool keepDims, Func<int[], Op> op, string name)
    {
        int[] sorted = Axis.Of(axes, x.Rank, name);
        if (sorted.Length == 0) return x;
        Tensor y = op(sorted).Apply(x);
        return keepDims ? y : Ops.Squeeze(y, sorted);
    }

    /// <summary>Folds every run of neighbouring axes, from the innermost.</summary>
    protected sealed override void Run<T>(ReadOnlySpan<Tensor> x, Tensor y)
    {
        Tensor from = x[0];
        for (int end = axes.Length; end > 0;)
        {
            int start = end - 1;
            while (start > 0 && axes[start - 1] == axes[start] - 1) start--;
            Tensor to = start == 0 ? y : Tensor.Allocate(Folded(from.Shape, axes[start..end]), y.DType);
            Fold(from.AsSpan<T>(), to.Writable<T>(), Lanes.Of(from.Shape, axes[start], axes[end - 1]));
            (from, end) = (to, start);
        }
    }

    /// <summary>Folds neighbouring axes.</summary>
    protected abstract void Fold<T>(ReadOnlySpan<T> x, Span<T> y, Lanes lanes) where T : unmanaged, INumber<T>;

    /// <summary>Refuses to choose among no elements.</summary>
    protected void ExpectElements(ReadOnlySpan<TensorSpec> x)
    {
        Shape shape = x[0].Shape;
        Expect(!Array.Exists(axes, axis => shape[axis].Equals(0)), $"at least one element along the axes [{string.Join(", ", axes)}]", x, "length > 0");
    }

    private static Shape Folded(Shape shape, int[] axes) => new(shape.Select((dim, axis) => axes.Contains(axis) ? 1 : dim));
}
