namespace Heed;

/// <summary>y = x on one side of a diagonal, 0 on the other      dx = the same of dy</summary>
internal sealed class TriangleOp(int k, bool isUpper) : Op
{
    public override string KerasName => isUpper ? "Triu" : "Tril";

    public override bool Widens => false;

    public override IReadOnlyList<(string Key, object? Value)>? Settings => [("k", k)];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Expect(x[0].Shape.Rank >= 2, "matrices", x);
        Expect(x[0].DType != DType.String, "numbers or booleans", x);
        return x[0];
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y) =>
        ElementBytes.Move(x[0], y, new Cut(k, isUpper, y.Shape[^2].Value, y.Shape[^1].Value));

    protected override Tensor?[] Gradient(Saved saved, Tensor dy) => [new TriangleOp(k, isUpper).Apply(dy)];

    private readonly struct Cut(int k, bool isUpper, int rows, int columns) : IMove
    {
        public void Run<T>(ReadOnlySpan<T> x, Span<T> y)
        {
            y.Clear();
            if (columns == 0) return;
            for (int start = 0, row = 0; start < y.Length; start += columns, row = (row + 1) % rows)
            {
                int split = (int)Math.Clamp((long)row + k + (isUpper ? 0 : 1), 0, columns);
                Range kept = isUpper ? (start + split)..(start + columns) : start..(start + split);
                x[kept].CopyTo(y[kept]);
            }
        }
    }
}
