using Heed.Kernels;

namespace Heed;

/// <summary>A rule of two truths, element by element with broadcasting, on bytes 0 and 1; truth has no slope.</summary>
internal sealed class LogicalOp<TOp> : ConstantOp where TOp : struct, IMap2
{
    public override string Name => typeof(TOp).Name[..^2];

    public override IReadOnlyList<(string Key, object? Value)>? Settings => [];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x) => new(Broadcasting.Of(Name, x[0].Shape, x[1].Shape), DType.Bool);

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor z) => Elementwise.Map2Broadcast<byte, TOp>(
        ElementBytes.Bits<byte>(x[0]), ElementBytes.Bits<byte>(x[1]), ElementBytes.Bits<byte>(z), Broadcast.Plan(x[0].Shape.ToArray(), x[1].Shape.ToArray()));
}
