namespace Heed;

/// <summary>z = (x = y) for strings, letter by letter, with broadcasting; truth has no slope</summary>
internal sealed class StringEqualOp : ConstantOp
{
    public override string KerasName => "Equal";

    public override IReadOnlyList<(string Key, object? Value)>? Settings => [];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x) => new(Broadcasting.Of(Name, x[0].Shape, x[1].Shape), DType.Bool);

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor z)
    {
        ReadOnlySpan<string> left = Ops.BroadcastTo(x[0], z.Shape).AsSpan<string>(), right = Ops.BroadcastTo(x[1], z.Shape).AsSpan<string>();
        Span<bool> same = z.Writable<bool>();
        for (int i = 0; i < same.Length; i++) same[i] = left[i] == right[i];
    }
}
