using Heed.Kernels;

namespace Heed;

/// <summary>On which side of equal elements <see cref="Ops.SearchSorted"/> puts a value.</summary>
public enum SearchSide
{
    /// <summary>In front of them.</summary>
    Left,
    /// <summary>Behind them.</summary>
    Right,
}

public static partial class Ops
{
    /// <summary>Where values would have to be inserted into an ascending sequence, so that it stays ascending.</summary>
    /// <param name="sortedSequence">A vector of numbers in ascending order.</param>
    /// <param name="values">Numbers of any shape.</param>
    /// <param name="side">On which side of equal elements.</param>
    /// <returns>Places (int32) in [0, length], of the shape of <paramref name="values"/>.</returns>
    /// <exception cref="ShapeException">The sequence is no vector.</exception>
    /// <remarks>Keras: <c>keras.ops.searchsorted</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor SearchSorted(Tensor sortedSequence, Tensor values, SearchSide side = SearchSide.Left)
    {
        DType type = Promotion.Of(sortedSequence, values);
        return new SearchSortedOp(side).Apply(sortedSequence.Cast(type), values.Cast(type));
    }
}

/// <summary>y = how many elements of the sequence are less than the value, or not greater; a place has no slope</summary>
internal sealed class SearchSortedOp(SearchSide side) : NumericConstantOp
{
    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Expect(x[0].Shape.Rank == 1, "a vector as the sequence", x);
        return new(x[1].Shape, DType.Int32);
    }

    protected override void Run<T>(ReadOnlySpan<Tensor> x, Tensor y) =>
        SearchKernel.Run(x[0].AsSpan<T>(), x[1].AsSpan<T>(), y.Writable<int>(), behindEqual: side == SearchSide.Right);
}
