using System.Numerics;

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
internal sealed class SearchSortedOp(SearchSide side) : ConstantOp
{
    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Expect(x[0].Shape.Rank == 1, "a vector as the sequence", x);
        return new(x[1].Shape, DType.Int32);
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y)
    {
        switch (x[0].DType)
        {
            case DType.Float32: Run<float>(x[0], x[1], y); break;
            case DType.Float64: Run<double>(x[0], x[1], y); break;
            case DType.Int32: Run<int>(x[0], x[1], y); break;
            case DType.Int64: Run<long>(x[0], x[1], y); break;
            case DType.UInt64: Run<ulong>(x[0], x[1], y); break;
            default: Throw.Type_OpExpectsNumbers(Name, x[0].Spec); break;
        }
    }

    private void Run<T>(Tensor sequence, Tensor values, Tensor y) where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<T> ascending = sequence.AsSpan<T>(), wanted = values.AsSpan<T>();
        Span<int> places = y.Writable<int>();
        for (int i = 0; i < wanted.Length; i++)
        {
            int low = 0, high = ascending.Length;
            while (low < high)
            {
                int middle = (low + high) / 2;
                bool goesBehind = ascending[middle] < wanted[i] || T.IsNaN(wanted[i]) || (side == SearchSide.Right && ascending[middle] == wanted[i]);
                if (goesBehind) low = middle + 1;
                else high = middle;
            }
            places[i] = low;
        }
    }
}
