namespace Heed;

public static partial class Ops
{
    /// <summary>Picks an element of its own for every place: <c>y[o, i, j] = x[o, indices[o, i, j], j]</c>.</summary>
    /// <param name="x">Any type.</param>
    /// <param name="indices">Integers in [−length, length), of the rank of <paramref name="x"/>; the axes but one broadcast.</param>
    /// <param name="axis">The axis to pick along; <see langword="null"/>: along both tensors flattened.</param>
    /// <returns>The shape of <paramref name="indices"/>, broadcast with that of <paramref name="x"/>.</returns>
    /// <exception cref="ShapeException">The axis does not exist, the ranks differ, or other axes do not broadcast.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index lies outside.</exception>
    /// <remarks>Keras: <c>keras.ops.take_along_axis</c>, keras/src/ops/numpy.py.</remarks>
    public static Tensor TakeAlongAxis(Tensor x, Tensor indices, int? axis = null) => axis is { } along
        ? new TakeAlongAxisOp(Axis.Of(along, x.Rank, nameof(TakeAlongAxis))).Apply(x, indices)
        : new TakeAlongAxisOp(0).Apply(Reshape(x, [Dim.Unknown]), Reshape(indices, [Dim.Unknown]));
}

/// <summary>y[o, i, j] = x[o, indices[o, i, j], j]      dx[o, indices[o, i, j], j] += dy[o, i, j]</summary>
internal sealed class TakeAlongAxisOp(int axis) : Op
{
    public override bool Widens => false;

    public override IReadOnlyList<(string Key, object? Value)>? Settings => [("axis", axis)];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Indices.Require(Name, x[1]);
        Expect(x[0].Shape.Rank == x[1].Shape.Rank, "tensor and indices of one rank", x);
        Shape others = Broadcasting.Of(Name, x[0].Shape.With(axis, 1), x[1].Shape.With(axis, 1));
        return new(others.With(axis, x[1].Shape[axis]), x[0].DType);
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y)
    {
        int length = x[0].Shape[axis].Value;
        Tensor source = Spread(x[0], y.Shape.With(axis, length)), indices = Spread(x[1], y.Shape);
        ElementBytes.Move(source, y, new Pick(Indices.Resolve(indices, length, Name), Lanes.Of(y.Shape, axis), length));
    }

    protected override Tensor?[] Gradient(Saved saved, Tensor dy) =>
        [new AddAlongAxisOp(saved.Input.Shape[axis].Value, axis).Apply(dy, Ops.BroadcastTo(saved.Inputs[1], dy.Shape)), null];

    private static Tensor Spread(Tensor x, Shape shape)
    {
        if (x.Shape == shape) return x;
        Tensor y = Tensor.Allocate(shape, x.DType);
        ElementBytes.Broadcast(x, y);
        return y;
    }

    private readonly ref struct Pick(ReadOnlySpan<int> indices, Lanes lanes, int length) : IMove
    {
        private readonly ReadOnlySpan<int> _indices = indices;

        public void Run<T>(ReadOnlySpan<T> x, Span<T> y)
        {
            for (int o = 0, at = 0; o < lanes.Outer; o++)
                for (int i = 0; i < lanes.Length; i++)
                    for (int j = 0; j < lanes.Inner; j++, at++)
                        y[at] = x[(o * length + _indices[at]) * lanes.Inner + j];
        }
    }
}
