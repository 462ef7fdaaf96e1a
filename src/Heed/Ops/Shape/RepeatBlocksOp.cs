using Heed.Kernels;

namespace Heed;

/// <summary>Lengths that are repeated along some neighbouring axes of a tensor.</summary>
/// <param name="FirstAxis">The first of one to three axes.</param>
/// <param name="Times">How often the elements come along each of them.</param>
internal sealed record Blocks(int FirstAxis, int[] Times)
{
    /// <summary>The larger shape of a smaller one.</summary>
    public Shape Repeated(Shape shape)
    {
        for (int i = 0; i < Times.Length; i++) shape = shape.With(FirstAxis + i, shape[FirstAxis + i] * Times[i]);
        return shape;
    }

    /// <summary>The smaller shape of a larger one.</summary>
    public Shape Summed(Shape shape)
    {
        for (int i = 0; i < Times.Length; i++)
            if (shape[FirstAxis + i] is { IsKnown: true } length) shape = shape.With(FirstAxis + i, length.Value / Times[i]);
        return shape;
    }

    /// <summary>All sizes, for the smaller shape; axes that are not there come first.</summary>
    public RepeatShape Geometry(Shape shape)
    {
        int Length(int i) => i <= Times.Length ? shape[FirstAxis + Times.Length - i].Value : 1;
        int Factor(int i) => i <= Times.Length ? Times[^i] : 1;
        return new(Size(shape[..FirstAxis]), Length(3), Length(2), Length(1), Size(shape[(FirstAxis + Times.Length)..]), Factor(3), Factor(2), Factor(1));
    }

    private static int Size(Shape shape) => shape.Aggregate(1, (product, length) => product * length.Value);
}

/// <summary>y = x, each element as a block      dx = the sum of each block of dy</summary>
internal sealed class RepeatBlocksOp(Blocks blocks) : Op
{
    public override bool Widens => false;

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x) => x[0] with { Shape = blocks.Repeated(x[0].Shape) };

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y) => ElementBytes.Move(x[0], y, new Copy(blocks.Geometry(x[0].Shape)));

    protected override Tensor?[] Gradient(Saved saved, Tensor dy) => [new SumBlocksOp(blocks).Apply(dy)];

    private readonly struct Copy(RepeatShape shape) : IMove
    {
        public void Run<T>(ReadOnlySpan<T> x, Span<T> y) => RepeatKernel.Repeat(shape, x, y);
    }
}

/// <summary>y = the sum of each block of x      dx = dy, each element as a block</summary>
internal sealed class SumBlocksOp(Blocks blocks) : NumericOp
{
    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x) => x[0] with { Shape = blocks.Summed(x[0].Shape) };

    protected override void Run<T>(ReadOnlySpan<Tensor> x, Tensor y) => RepeatKernel.Sum(blocks.Geometry(y.Shape), x[0].AsSpan<T>(), y.Writable<T>());

    protected override Tensor?[] Gradient(Saved saved, Tensor dy) => [new RepeatBlocksOp(blocks).Apply(dy)];
}
