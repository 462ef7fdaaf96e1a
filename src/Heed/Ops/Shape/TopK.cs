using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>The largest elements of every row, the largest first, and where they stand.</summary>
    /// <param name="x">Numbers of shape (…, N); NaN counts as the largest.</param>
    /// <param name="k">How many, in [0, N].</param>
    /// <returns>Values and places (int32) of shape (…, k); of equal elements the earlier one comes first.</returns>
    /// <exception cref="ShapeException">The rows have fewer than <paramref name="k"/> elements, or there are no axes.</exception>
    /// <remarks>Keras: <c>keras.ops.top_k</c>, keras/src/ops/math.py; always sorted.</remarks>
    public static (Tensor Values, Tensor Indices) TopK(Tensor x, int k)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        Tensor places = new TopKOp(k).Apply(AsNumber(x));
        return (TakeAlongAxis(x, places, -1), places);
    }
}

/// <summary>y = the places of the k largest elements of each row; a place has no slope</summary>
internal sealed class TopKOp(int k) : NumericConstantOp
{
    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Shape shape = x[0].Shape;
        Expect(shape.Rank > 0 && (!shape[^1].IsKnown || shape[^1].Value >= k), $"rows of at least {k} elements", x);
        return new(shape.With(^1, k), DType.Int32);
    }

    protected override void Run<T>(ReadOnlySpan<Tensor> x, Tensor y)
    {
        int length = x[0].Shape[^1].Value;
        for (int row = 0; (row + 1) * k <= y.Length && k > 0; row++)
            SortKernel.Largest(x[0].AsSpan<T>().Slice(row * length, length), y.Writable<int>().Slice(row * k, k));
    }
}
