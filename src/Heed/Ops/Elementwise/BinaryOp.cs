using Heed.Kernels;

namespace Heed;

/// <summary>The formula of an op of two tensors, element by element with broadcasting; the gradients in ops.</summary>
internal interface IBinary : IMap2
{
    /// <summary>The shares of dz, before summing over broadcast axes; <paramref name="saved"/> says which are needed.</summary>
    static abstract Tensor?[] Gradient(Saved saved, Tensor dz);
}

/// <summary>z = f(x, y) element by element; both have one type, and shapes that broadcast.</summary>
internal sealed class BinaryOp<TOp> : Op where TOp : struct, IBinary
{
    public override string Name => typeof(TOp).Name[..^2];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x) => new(Broadcasting.Of(Name, x[0].Shape, x[1].Shape), x[0].DType);

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor z)
    {
        switch (z.DType)
        {
            case DType.Float32: Run<float>(x[0], x[1], z); break;
            case DType.Float64: Run<double>(x[0], x[1], z); break;
            case DType.Int32: Run<int>(x[0], x[1], z); break;
            case DType.Int64: Run<long>(x[0], x[1], z); break;
            case DType.UInt64: Run<ulong>(x[0], x[1], z); break;
            default: Throw.Type_OpExpectsNumbers(Name, x[0].Spec); break;
        }
    }

    protected override Tensor?[] Gradient(Saved saved, Tensor dz) => TOp.Gradient(saved, dz);

    private static void Run<T>(Tensor x, Tensor y, Tensor z) where T : unmanaged, System.Numerics.INumber<T>
    {
        if (x.Shape == y.Shape) Elementwise.Map2<T, TOp>(x.AsSpan<T>(), y.AsSpan<T>(), z.Writable<T>());
        else Elementwise.Map2Broadcast<T, TOp>(x.AsSpan<T>(), y.AsSpan<T>(), z.Writable<T>(), Broadcast.Plan(x.Shape.ToArray(), y.Shape.ToArray()));
    }
}

/// <summary>Applies ops of two tensors after bringing both to their common type.</summary>
internal static class Binary
{
    public static Tensor Apply<TOp>(Tensor x, Tensor y) where TOp : struct, IBinary => Apply<TOp>(x, y, Promotion.Of(x, y));

    public static Tensor Apply<TOp>(Tensor x, Tensor y, DType type) where TOp : struct, IBinary =>
        new BinaryOp<TOp>().Apply(x.Cast(type), y.Cast(type));
}
