using Heed.Kernels;

namespace Heed;

/// <summary>The formula of an elementwise op: the value for vectors of numbers, the slope in ops (so that it can be differentiated again).</summary>
internal interface IElementwise : IMap
{
    /// <summary>dy/dx at every element, from the input <paramref name="x"/> and the result <paramref name="y"/>.</summary>
    static abstract Tensor Slope(Tensor x, Tensor y);
}

/// <summary>y = f(x) element by element      dx = dy · f′</summary>
internal class ElementwiseOp<TOp> : NumericOp where TOp : struct, IElementwise
{
    public override string Name => typeof(TOp).Name[..^2];

    public override IReadOnlyList<(string Key, object? Value)>? Settings => [];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x) => x[0];

    protected override void Run<T>(ReadOnlySpan<Tensor> x, Tensor y) => Elementwise.Map<T, TOp>(x[0].AsSpan<T>(), y.Writable<T>());

    protected override Tensor?[] Gradient(Saved saved, Tensor dy) => [dy * TOp.Slope(saved.Input, saved.Output)];
}
