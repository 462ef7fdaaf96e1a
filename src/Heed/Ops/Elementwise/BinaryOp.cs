using Heed.Kernels;

namespace Heed;

/// <summary>The formula of an op of two tensors, element by element with broadcasting; the gradients in ops.</summary>
internal interface IBinary : IMap2
{
    /// <summary>The shares of dz, before summing over broadcast axes; <paramref name="saved"/> says which are needed.</summary>
    static abstract Tensor?[] Gradient(Saved saved, Tensor dz);
}

/// <summary>z = f(x, y) element by element; both have one type, and shapes that broadcast.</summary>
internal sealed class BinaryOp<TOp> : NumericOp where TOp : struct, IBinary
{
    public override string Name => typeof(TOp).Name[..^2];

    public override IReadOnlyList<(string Key, object? Value)>? Settings => [];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x) => new(Broadcasting.Of(Name, x[0].Shape, x[1].Shape), x[0].DType);

    protected override void Run<T>(ReadOnlySpan<Tensor> x, Tensor z)
    {
        ReadOnlySpan<T> left = x[0].AsSpan<T>(), right = x[1].AsSpan<T>();
        if (x[0].Shape == x[1].Shape) Elementwise.Map2<T, TOp>(left, right, z.Writable<T>());
        else Elementwise.Map2Broadcast<T, TOp>(left, right, z.Writable<T>(), Broadcast.Plan(x[0].Shape.ToArray(), x[1].Shape.ToArray()));
    }

    protected override Tensor?[] Gradient(Saved saved, Tensor dz) => TOp.Gradient(saved, dz);
}

/// <summary>Applies ops of two tensors after bringing both to their common type.</summary>
internal static class Binary
{
    public static Tensor Apply<TOp>(Tensor x, Tensor y) where TOp : struct, IBinary => Apply<TOp>(x, y, Promotion.Of(x, y));

    public static Tensor Apply<TOp>(Tensor x, Tensor y, DType type) where TOp : struct, IBinary =>
        new BinaryOp<TOp>().Apply(x.Cast(type), y.Cast(type));
}
