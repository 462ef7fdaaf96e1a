using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>Chooses between two tensors, element by element: <c>z = condition ? x : y</c>.</summary>
    /// <param name="condition">Booleans of any shape; a number counts as true unless it is 0.</param>
    /// <param name="x">Taken where the condition holds; any type.</param>
    /// <param name="y">Taken elsewhere.</param>
    /// <returns>The shape to which all three broadcast, and the common type of <paramref name="x"/> and <paramref name="y"/>.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    /// <remarks>Keras: <c>keras.ops.where</c>, keras/src/ops/numpy.py. NaN and ∞ on the side that is not taken do not reach the gradient.</remarks>
    public static Tensor Where(Tensor condition, Tensor x, Tensor y)
    {
        DType type = Promotion.Of(x, y);
        return new WhereOp().Apply(condition.Cast(DType.Bool), type == DType.String ? x : x.Cast(type), type == DType.String ? y : y.Cast(type));
    }
}

/// <summary>z = c ? x : y      dx = c ? dz : 0, dy = c ? 0 : dz</summary>
internal sealed class WhereOp : Op
{
    public override bool Widens => false;

    public override IReadOnlyList<(string Key, object? Value)>? Settings => [];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x) =>
        new(Broadcasting.Of(Name, Broadcasting.Of(Name, x[0].Shape, x[1].Shape), x[2].Shape), x[1].DType);

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor z)
    {
        switch (z.DType.ItemSize())
        {
            case 1: Run<byte>(x, z); break;
            case 2: Run<ushort>(x, z); break;
            case 4: Run<uint>(x, z); break;
            case 8: Run<ulong>(x, z); break;
            default: Run(x, x[1].AsSpan<string>(), x[2].AsSpan<string>(), z.Writable<string>(), z.Shape); break;
        }
    }

    protected override Tensor?[] Gradient(Saved saved, Tensor dz) =>
    [
        null,
        saved.Needs(1) ? Ops.Where(saved.Inputs[0], dz, 0) : null,
        saved.Needs(2) ? Ops.Where(saved.Inputs[0], 0, dz) : null,
    ];

    private static void Run<TBits>(ReadOnlySpan<Tensor> x, Tensor z) where TBits : unmanaged =>
        Run<TBits>(x, ElementBytes.Bits<TBits>(x[1]), ElementBytes.Bits<TBits>(x[2]), ElementBytes.Bits<TBits>(z), z.Shape);

    private static void Run<T>(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z, Shape shape) =>
        SelectKernel.Run(inputs[0].AsSpan<bool>(), x, y, z, shape.ToArray(),
            ElementBytes.Strides(inputs[0].Shape, shape), ElementBytes.Strides(inputs[1].Shape, shape), ElementBytes.Strides(inputs[2].Shape, shape));
}
