using System.Numerics;
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

    /// <summary>Is the prediction for each target among the <paramref name="k"/> largest of its row?</summary>
    /// <param name="targets">Class numbers of shape (B), integers.</param>
    /// <param name="predictions">Numbers of shape (B, classes).</param>
    /// <param name="k">How many of the largest count.</param>
    /// <returns>Booleans of shape (B): are fewer than <paramref name="k"/> predictions larger? NaN is never among the largest.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A target is not a class number.</exception>
    /// <remarks>Keras: <c>keras.ops.in_top_k</c>, keras/src/ops/math.py.</remarks>
    public static Tensor InTopK(Tensor targets, Tensor predictions, int k)
    {
        Tensor own = TakeAlongAxis(predictions, ExpandDims(targets, -1), -1);
        if (own.DType.IsFloat()) own = Where(IsNan(own), double.NegativeInfinity, own);
        return Less(Sum(Greater(predictions, own), axis: -1), k);
    }
}

/// <summary>y = the places of the k largest elements of each row; a place has no slope</summary>
internal sealed class TopKOp(int k) : ConstantOp
{
    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Shape shape = x[0].Shape;
        Expect(shape.Rank > 0 && (!shape[^1].IsKnown || shape[^1].Value >= k), $"rows of at least {k} elements", x);
        return new(shape.With(^1, k), DType.Int32);
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y)
    {
        switch (x[0].DType)
        {
            case DType.Float32: Run<float>(x[0], y); break;
            case DType.Float64: Run<double>(x[0], y); break;
            case DType.Int32: Run<int>(x[0], y); break;
            case DType.Int64: Run<long>(x[0], y); break;
            case DType.UInt64: Run<ulong>(x[0], y); break;
            default: Throw.Type_OpExpectsNumbers(Name, x[0].Spec); break;
        }
    }

    private void Run<T>(Tensor x, Tensor y) where T : unmanaged, INumber<T>
    {
        int length = x.Shape[^1].Value;
        for (int row = 0; (row + 1) * k <= y.Length && k > 0; row++)
            SortKernel.Largest(x.AsSpan<T>().Slice(row * length, length), y.Writable<int>().Slice(row * k, k));
    }
}
