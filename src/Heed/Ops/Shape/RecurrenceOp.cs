namespace Heed;

/// <summary>yᵢ = aᵢ · yᵢ₋₁ + bᵢ along an axis, or aᵢ · yᵢ₊₁ + bᵢ      db = the other way round with a one step further, da = db · yᵢ₋₁</summary>
/// <remarks>What has no predecessor is its b alone. Cumulative sums and products are made of it.</remarks>
internal sealed class RecurrenceOp(int axis, bool backwards) : NumericOp
{
    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Expect(x[0].Shape.IsCompatibleWith(x[1].Shape), "factors and summands of one shape", x);
        return x[1];
    }

    protected override void Run<T>(ReadOnlySpan<Tensor> x, Tensor y)
    {
        Lanes lanes = Lanes.Of(y.Shape, axis);
        ReadOnlySpan<T> a = x[0].AsSpan<T>(), b = x[1].AsSpan<T>();
        Span<T> result = y.Writable<T>();
        int step = backwards ? -lanes.Inner : lanes.Inner;
        for (int o = 0; o < lanes.Outer; o++)
        {
            int row = (o * lanes.Length + (backwards ? lanes.Length - 1 : 0)) * lanes.Inner;
            for (int i = 0; i < lanes.Length; i++, row += step)
                for (int j = row; j < row + lanes.Inner; j++)
                    result[j] = i == 0 ? b[j] : a[j] * result[j - step] + b[j];
        }
    }

    protected override Tensor?[] Gradient(Saved saved, Tensor dy)
    {
        Tensor db = new RecurrenceOp(axis, !backwards).Apply(Shift(saved.Inputs[0], backwards), dy);
        return [saved.Needs(0) ? db * Shift(saved.Output, !backwards) : null, db];
    }

    /// <summary>Every element moves one place; the free place becomes 0.</summary>
    private Tensor Shift(Tensor x, bool towardsEnd)
    {
        if (x.Shape[axis].Equals(0)) return x;
        TensorIndex kept = towardsEnd ? ..^1 : 1..;
        (int, int)[] free = [.. Enumerable.Range(0, x.Rank).Select(i => i != axis ? (0, 0) : towardsEnd ? (1, 0) : (0, 1))];
        return Ops.Pad(x[[.. Enumerable.Repeat((TensorIndex)(..), axis), kept]], free);
    }
}
