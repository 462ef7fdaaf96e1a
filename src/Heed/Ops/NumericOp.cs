using System.Numerics;

namespace Heed;

/// <summary>An op whose forward is one text for all number types; the first input says which.</summary>
/// <remarks>Narrow types arrive widened (<see cref="Op.Widens"/>), so five types remain.</remarks>
internal abstract class NumericOp : Op
{
    protected sealed override void Forward(ReadOnlySpan<Tensor> x, Tensor y)
    {
        switch (x[0].DType)
        {
            case DType.Float32: Run<float>(x, y); break;
            case DType.Float64: Run<double>(x, y); break;
            case DType.Int32: Run<int>(x, y); break;
            case DType.Int64: Run<long>(x, y); break;
            case DType.UInt64: Run<ulong>(x, y); break;
            default: Throw.Type_OpExpectsNumbers(Name, x[0].Spec); break;
        }
    }

    /// <summary>Computes the output; <typeparamref name="T"/> is the type of the first input.</summary>
    protected abstract void Run<T>(ReadOnlySpan<Tensor> x, Tensor y) where T : unmanaged, INumber<T>;
}

/// <summary>A <see cref="NumericOp"/> without a gradient; its summary says why.</summary>
internal abstract class NumericConstantOp : NumericOp
{
    public sealed override bool IsDifferentiable => false;

    protected sealed override Tensor?[] Gradient(Saved saved, Tensor dy) => new Tensor?[saved.Inputs.Length];
}
