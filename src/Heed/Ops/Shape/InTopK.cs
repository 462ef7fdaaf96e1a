namespace Heed;

public static partial class Ops
{
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
