namespace Heed;

/// <summary>y[o, indices[o, i, j], j] += x[o, i, j]      dx[o, i, j] = dy[o, indices[o, i, j], j]</summary>
internal sealed class AddAlongAxisOp(int length, int axis) : NumericOp
{
    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Expect(x[0].Shape.IsCompatibleWith(x[1].Shape), "values and indices of one shape", x);
        return new(x[0].Shape.With(axis, length), x[0].DType);
    }

    protected override void Run<T>(ReadOnlySpan<Tensor> x, Tensor y)
    {
        Lanes lanes = Lanes.Of(x[0].Shape, axis);
        ReadOnlySpan<T> values = x[0].AsSpan<T>();
        ReadOnlySpan<int> indices = Indices.Resolve(x[1], length, Name);
        Span<T> sums = y.Writable<T>();
        sums.Clear();
        for (int o = 0, at = 0; o < lanes.Outer; o++)
            for (int i = 0; i < lanes.Length; i++)
                for (int j = 0; j < lanes.Inner; j++, at++)
                    sums[(o * length + indices[at]) * lanes.Inner + j] += values[at];
    }

    protected override Tensor?[] Gradient(Saved saved, Tensor dy) => [Ops.TakeAlongAxis(dy, saved.Inputs[1], axis), null];
}
