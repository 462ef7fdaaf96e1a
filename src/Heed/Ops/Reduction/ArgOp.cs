using Heed.Kernels;

namespace Heed;

/// <summary>y = the first place of the best element along one axis, which keeps length 1; a place has no slope</summary>
internal sealed class ArgOp<TBetter>(int axis) : NumericConstantOp where TBetter : struct, IBetter
{
    public override string Name => typeof(TBetter).Name[..^2];

    public override IReadOnlyList<(string Key, object? Value)>? Settings => [("axis", axis), ("keepdims", true)];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Expect(!x[0].Shape[axis].Equals(0), $"at least one element along axis {axis}", x, "length > 0");
        return new(x[0].Shape.With(axis, 1), DType.Int32);
    }

    /// <summary>The places along one axis, or in the whole tensor.</summary>
    public static Tensor Over(Tensor x, int? axis, bool keepDims)
    {
        x = Ops.AsNumber(x);
        if (axis is { } one)
        {
            int place = Axis.Of(one, x.Rank, typeof(TBetter).Name[..^2]);
            Tensor along = new ArgOp<TBetter>(place).Apply(x);
            return keepDims ? along : Ops.Squeeze(along, place);
        }
        Tensor anywhere = new ArgOp<TBetter>(0).Apply(Ops.Reshape(x, [Dim.Unknown]));
        return Ops.Reshape(anywhere, keepDims ? new Shape(x.Shape.Select(_ => (Dim)1)) : Shape.Scalar);
    }

    protected override void Run<T>(ReadOnlySpan<Tensor> x, Tensor y)
    {
        Lanes lanes = Lanes.Of(x[0].Shape, axis);
        ArgKernel.Run<T, TBetter>(x[0].AsSpan<T>(), y.Writable<int>(), lanes.Outer, lanes.Length, lanes.Inner);
    }
}
