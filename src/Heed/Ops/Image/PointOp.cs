using Heed.Kernels;

namespace Heed;

/// <summary>A function of single numbers in two forms: for the kernel, and by other ops, which gives its gradient.</summary>
internal interface IPointFormula : IPointMap
{
    /// <summary>The op's name.</summary>
    static abstract string Name { get; }

    /// <summary>The same by other ops.</summary>
    /// <param name="x">Images.</param>
    /// <param name="p">The parameters, each (B, 1, 1, 1).</param>
    static abstract Tensor Compose(Tensor x, Tensor[] p);
}

/// <summary>y = f(x, p) number by number, x of rank 4, p (B, parameters)      dx, dp: those of the same by other ops</summary>
internal sealed class PointOp<TFormula> : Op where TFormula : struct, IPointFormula
{
    public override string Name => TFormula.Name;

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Expect(x[0].Shape.Rank == 4 && x[1].Shape.Rank == 2, "images of rank 4 and parameters for each", x);
        FourierOp.RequireFloat(Name, x[0]);
        return x[0];
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y)
    {
        if (y.Length == 0) return;
        int images = y.Shape[0].Value;
        if (y.DType == DType.Float64) PointKernel.Run<double, TFormula>(x[0].AsSpan<double>(), y.Writable<double>(), x[1].AsSpan<double>(), images);
        else PointKernel.Run<float, TFormula>(x[0].AsSpan<float>(), y.Writable<float>(), x[1].AsSpan<float>(), images);
    }

    protected override Tensor?[] Gradient(Saved saved, Tensor dy) => ComposedGradient.Of(saved, dy, x =>
        TFormula.Compose(x[0], Array.ConvertAll(Ops.Split(x[1], x[1].Shape[1].Value, 1), column => Ops.Reshape(column, [Dim.Unknown, 1, 1, 1]))));
}
