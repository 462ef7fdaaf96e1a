namespace Heed;

public static partial class Ops
{
    /// <summary>The same values, constant for every tape.</summary>
    /// <param name="x">Any tensor.</param>
    /// <returns>A tensor through which no gradient flows.</returns>
    /// <remarks>Keras: <c>keras.ops.stop_gradient</c>, keras/src/ops/core.py.</remarks>
    public static Tensor StopGradient(Tensor x) => new StopGradientOp().Apply(x);
}

/// <summary>y = x; constant by definition</summary>
internal sealed class StopGradientOp : ConstantOp
{
    public override bool Widens => false;

    public override IReadOnlyList<(string Key, object? Value)>? Settings => [];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x) => x[0];

    protected override Tensor[] Compute(ReadOnlySpan<Tensor> x, TensorSpec[] specs) => [x[0].View(x[0].Shape)];

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y) => CastOp.Convert(x[0], y);
}
