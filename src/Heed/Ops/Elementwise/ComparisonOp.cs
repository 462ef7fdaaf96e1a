using Heed.Kernels;

namespace Heed;

/// <summary>z = a test of x and y, element by element with broadcasting; truth has no slope.</summary>
internal sealed class ComparisonOp<TOp> : NumericConstantOp where TOp : struct, IPredicate
{
    public override string Name => typeof(TOp).Name[..^2];

    public override IReadOnlyList<(string Key, object? Value)>? Settings => [];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x) => new(Broadcasting.Of(Name, x[0].Shape, x[1].Shape), DType.Bool);

    protected override void Run<T>(ReadOnlySpan<Tensor> x, Tensor z) => Elementwise.Compare<T, TOp>(
        x[0].AsSpan<T>(), x[1].AsSpan<T>(), z.Writable<bool>(), Broadcast.Plan(x[0].Shape.ToArray(), x[1].Shape.ToArray()));
}

/// <summary>Applies comparisons after bringing both tensors to their common type; booleans compare as 0 and 1.</summary>
internal static class Comparison
{
    public static Tensor Apply<TOp>(Tensor x, Tensor y) where TOp : struct, IPredicate
    {
        DType type = Promotion.Number(Promotion.Of(x, y));
        return new ComparisonOp<TOp>().Apply(x.Cast(type), y.Cast(type));
    }
}
