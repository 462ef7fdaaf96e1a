using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>Where the elements stand that an ascending order would put first, second, and so on; NaN comes last.</summary>
    /// <param name="x">Numbers or booleans, rank at least 1.</param>
    /// <param name="axis">The axis to sort along; negative counts from the last.</param>
    /// <returns>Places (int32), same shape; equal elements keep their order.</returns>
    /// <exception cref="ShapeException">The axis does not exist.</exception>
    /// <remarks>Keras: <c>keras.ops.argsort</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor ArgSort(Tensor x, int axis = -1) => new ArgSortOp(Axis.Of(axis, x.Rank, nameof(ArgSort))).Apply(AsNumber(x));
}

/// <summary>y = the places of x in ascending order; a place has no slope</summary>
internal sealed class ArgSortOp(int axis) : NumericConstantOp
{
    public override IReadOnlyList<(string Key, object? Value)>? Settings => [("axis", axis)];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x) => new(x[0].Shape, DType.Int32);

    protected override void Run<T>(ReadOnlySpan<Tensor> x, Tensor y)
    {
        Lanes lanes = Lanes.Of(y.Shape, axis);
        var entries = new (T, int)[lanes.Length];
        for (int o = 0; o < lanes.Outer && lanes.Length > 0; o++)
        {
            for (int j = 0; j < lanes.Inner; j++)
            {
                int start = o * lanes.Length * lanes.Inner + j;
                SortKernel.Ascending(x[0].AsSpan<T>()[start..], lanes.Inner, y.Writable<int>()[start..], entries);
            }
        }
    }
}
