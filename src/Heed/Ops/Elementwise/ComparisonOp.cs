using Heed.Kernels;

namespace Heed;

/// <summary>z = a test of x and y, element by element with broadcasting; truth has no slope.</summary>
internal sealed class ComparisonOp<TOp> : ConstantOp where TOp : struct, IPredicate
{
    public override string Name => typeof(TOp).Name[..^2];

    public override IReadOnlyList<(string Key, object? Value)>? Settings => [];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x) => new(Broadcasting.Of(Name, x[0].Shape, x[1].Shape), DType.Bool);

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor z)
    {
        switch (x[0].DType)
        {
            case DType.Float32: Run<float>(x[0], x[1], z); break;
            case DType.Float64: Run<double>(x[0], x[1], z); break;
            case DType.Int32: Run<int>(x[0], x[1], z); break;
            case DType.Int64: Run<long>(x[0], x[1], z); break;
            case DType.UInt64: Run<ulong>(x[0], x[1], z); break;
            default: Throw.Type_OpExpectsNumbers(Name, x[0].Spec); break;
        }
    }

    private static void Run<T>(Tensor x, Tensor y, Tensor z) where T : unmanaged, System.Numerics.INumber<T> => Elementwise.Compare<T, TOp>(
        x.AsSpan<T>(), y.AsSpan<T>(), z.Writable<bool>(), Broadcast.Plan(x.Shape.ToArray(), y.Shape.ToArray()));
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
