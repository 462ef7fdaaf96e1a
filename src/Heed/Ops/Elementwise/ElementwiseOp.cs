using Heed.Kernels;

namespace Heed;

/// <summary>The formula of an elementwise op: the value for vectors of numbers, the slope in ops (so that it can be differentiated again).</summary>
internal interface IElementwise : IMap
{
    /// <summary>dy/dx at every element, from the input <paramref name="x"/> and the result <paramref name="y"/>.</summary>
    static abstract Tensor Slope(Tensor x, Tensor y);
}

/// <summary>A gradient in one pass, (x, y, dy) → dx, for ops that training runs often; used where nothing differentiates it again.</summary>
internal interface IFusedGradient
{
    /// <summary>Fills <paramref name="dx"/>; all four are float32 or all float64, of one shape.</summary>
    void Gradient(Tensor x, Tensor y, Tensor dy, Tensor dx);
}

/// <summary>y = f(x) element by element      dx = dy · f′</summary>
internal sealed class ElementwiseOp<TOp> : Op where TOp : struct, IElementwise
{
    public override string Name => typeof(TOp).Name[..^2];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x) => x[0];

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y)
    {
        switch (y.DType)
        {
            case DType.Float32: Elementwise.Map<float, TOp>(x[0].AsSpan<float>(), y.Writable<float>()); break;
            case DType.Float64: Elementwise.Map<double, TOp>(x[0].AsSpan<double>(), y.Writable<double>()); break;
            case DType.Int32: Elementwise.Map<int, TOp>(x[0].AsSpan<int>(), y.Writable<int>()); break;
            case DType.Int64: Elementwise.Map<long, TOp>(x[0].AsSpan<long>(), y.Writable<long>()); break;
            case DType.UInt64: Elementwise.Map<ulong, TOp>(x[0].AsSpan<ulong>(), y.Writable<ulong>()); break;
            default: Throw.Type_OpExpectsNumbers(Name, x[0].Spec); break;
        }
    }

    protected override Tensor?[] Gradient(Saved saved, Tensor dy)
    {
        if (default(TOp) is IFusedGradient fused && !Tape.IsAnyRecording && Op.Wide(dy.DType) == dy.DType)
        {
            Tensor dx = Tensor.Allocate(saved.Input.Shape, saved.Input.DType);
            fused.Gradient(saved.Input, saved.Output, dy, dx);
            return [dx];
        }
        return [dy * TOp.Slope(saved.Input, saved.Output)];
    }
}
