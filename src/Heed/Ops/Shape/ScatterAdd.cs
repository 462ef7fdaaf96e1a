using System.Numerics;
using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>
    /// Adds parts up where their indices say: <c>y[…, indices[i], …] += x[…, i, …]</c>, starting from zeros. The opposite of <see cref="Take"/>.
    /// </summary>
    /// <param name="x">Numbers; from <paramref name="axis"/> on, its axes are those of <paramref name="indices"/>.</param>
    /// <param name="indices">Integers in [−length, length); negative ones count from the last; parts with one index are added in their order.</param>
    /// <param name="length">The length of the axis that replaces those of <paramref name="indices"/>.</param>
    /// <param name="axis">Its place; not negative.</param>
    /// <returns>The shape of <paramref name="x"/> with one axis in place of those of <paramref name="indices"/>; same type.</returns>
    /// <exception cref="ShapeException">The axes of <paramref name="x"/> are not those of <paramref name="indices"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index lies outside.</exception>
    /// <remarks>With <paramref name="axis"/> 0 and a vector of indices: <c>keras.ops.segment_sum</c>, keras/src/ops/math.py.</remarks>
    public static Tensor ScatterAdd(Tensor x, Tensor indices, int length, int axis = 0) => new ScatterAddOp(length, axis).Apply(x, indices);
}

/// <summary>y[…, indices[i], …] += x[…, i, …]      dx[…, i, …] = dy[…, indices[i], …]</summary>
internal sealed class ScatterAddOp(int length, int axis) : NumericOp
{
    private const long LeastWidth = 16;      // shorter rows are not worth the numbers

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Indices.Require(Name, x[1]);
        Shape shape = x[0].Shape, indices = x[1].Shape;
        Expect(axis >= 0 && axis + indices.Rank <= shape.Rank && shape[axis..(axis + indices.Rank)].IsCompatibleWith(indices),
            $"the shape of the indices among the axes of the first tensor, from axis {axis} on", x);
        return new([.. shape[..axis], length, .. shape[(axis + indices.Rank)..]], x[0].DType);
    }

    /// <summary>A table of which few rows get anything is kept as these rows: optimizers take them as they are.</summary>
    protected override Tensor[] Compute(ReadOnlySpan<Tensor> x, TensorSpec[] specs)
    {
        if (axis > 0 || x[1].Length >= length || specs[0].Shape.Size < LeastWidth * length) return base.Compute(x, specs);
        return specs[0].DType switch
        {
            DType.Float32 => [Rows<float>(x, specs[0])],
            DType.Float64 => [Rows<double>(x, specs[0])],
            _ => base.Compute(x, specs),
        };
    }

    private Tensor Rows<T>(ReadOnlySpan<Tensor> x, TensorSpec spec) where T : unmanaged, INumber<T>
    {
        int width = spec.Shape.Size / length;
        using var places = new Scratch<int>(x[1].Length);
        int[] numbers = RowGather.Distinct(Indices.Resolve(x[1], length, Name), length, places.Span);
        Tensor values = Tensor.Allocate(spec.Shape.With(0, numbers.Length), spec.DType);
        RowGather.Add(x[0].AsSpan<T>(), places.Span, values.Writable<T>(), 1, numbers.Length, width);
        Storage whole = Storage.Later<T>(length * width, y => RowGather.Spread(values.AsSpan<T>(), numbers, y.AsSpan(0, length * width), width));
        return new(spec.Shape, spec.DType, whole) { Rows = new(numbers, values) };
    }

    protected override void Run<T>(ReadOnlySpan<Tensor> x, Tensor y)
    {
        Lanes lanes = Lanes.Of(y.Shape, axis);
        RowGather.Add(x[0].AsSpan<T>(), Indices.Resolve(x[1], length, Name), y.Writable<T>(), lanes.Outer, length, lanes.Inner);
    }

    protected override Tensor?[] Gradient(Saved saved, Tensor dy) => [Ops.Take(dy, saved.Inputs[1], axis), null];
}
