namespace Heed;

/// <summary>An op that folds one run of neighbouring axes into length 1; <see cref="Over"/> puts several runs together.</summary>
internal abstract class ReduceOp(int first, int last) : Op
{
    /// <summary>The folded axes, from.</summary>
    protected int First => first;

    /// <summary>The folded axes, to (included).</summary>
    protected int Last => last;

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Dim[] dims = [.. x[0].Shape];
        Array.Fill(dims, 1, first, last - first + 1);
        return new(new Shape(dims), x[0].DType);
    }

    /// <summary>Applies an op to each run of neighbouring axes, from the innermost, and drops the axes unless they are kept.</summary>
    public static Tensor Over(Tensor x, int[]? axes, bool keepDims, Func<int, int, ReduceOp> op, string name)
    {
        int[] sorted = Axis.Of(axes, x.Rank, name);
        Tensor y = x;
        for (int end = sorted.Length - 1; end >= 0;)
        {
            int start = end;
            while (start > 0 && sorted[start - 1] == sorted[start] - 1) start--;
            y = op(sorted[start], sorted[end]).Apply(y);
            end = start - 1;
        }
        if (keepDims) return y;
        return Ops.Reshape(y, new Shape(x.Shape.Where((_, axis) => !sorted.Contains(axis))));
    }
}
