using Heed.Kernels;

namespace Heed;

/// <summary>The formula of an elementwise op with one setting: (x, setting) → y, and (y or x, dy, setting) → dx in ops.</summary>
internal interface IParametric : IMap2
{
    /// <summary>The setting's key in Keras's config.</summary>
    static abstract string Key { get; }

    /// <summary>dx, written with ops.</summary>
    static abstract Tensor Gradient(Tensor x, Tensor y, Tensor dy, double setting);
}

/// <summary>y = f(x; setting) element by element, in one pass.</summary>
internal sealed class ParametricOp<TOp>(double setting) : NumericOp where TOp : struct, IParametric
{
    public override string Name => typeof(TOp).Name[..^2];

    public override IReadOnlyList<(string Key, object? Value)>? Settings => [(TOp.Key, setting)];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x) => x[0];

    protected override void Run<T>(ReadOnlySpan<Tensor> x, Tensor y)
    {
        T number = T.CreateTruncating(setting);
        Elementwise.Map2Broadcast<T, TOp>(x[0].AsSpan<T>(), new(in number), y.Writable<T>(), Broadcast.Plan(x[0].Shape.ToArray(), []));
    }

    protected override Tensor?[] Gradient(Saved saved, Tensor dy) => [TOp.Gradient(saved.Input, saved.Output, dy, setting)];
}
