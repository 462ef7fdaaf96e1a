using Heed.Kernels;

namespace Heed;

public static partial class Ops
{
    /// <summary>Picks elements, rows or larger parts by their numbers: <c>y[…, i, …] = x[…, indices[i], …]</c>.</summary>
    /// <param name="x">Any type.</param>
    /// <param name="indices">Integers of any shape in [−length, length); negative ones count from the last.</param>
    /// <param name="axis">The axis to pick from; <see langword="null"/>: from the flattened tensor.</param>
    /// <returns>The shape of <paramref name="x"/> with that of <paramref name="indices"/> in place of the axis.</returns>
    /// <exception cref="ShapeException">The axis does not exist.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index lies outside.</exception>
    /// <remarks>
    /// Keras: <c>keras.ops.take</c>, keras/src/ops/numpy.py; what lies outside is not an error there, and the result then depends on the backend.
    /// </remarks>
    public static Tensor Take(Tensor x, Tensor indices, int? axis = null) => axis is { } along
        ? new TakeOp(Axis.Of(along, x.Rank, nameof(Take))).Apply(x, indices)
        : new TakeOp(0).Apply(Reshape(x, [Dim.Unknown]), indices);
}

/// <summary>y[…, i, …] = x[…, indices[i], …]      dx = the parts of dy, added up where they came from</summary>
internal sealed class TakeOp(int axis) : Op
{
    public override bool Widens => false;

    public override IReadOnlyList<(string Key, object? Value)>? Settings => [("axis", axis)];

    public override TensorSpec Infer(ReadOnlySpan<TensorSpec> x)
    {
        Indices.Require(Name, x[1]);
        Shape shape = x[0].Shape;
        return new([.. shape[..axis], .. x[1].Shape, .. shape[(axis + 1)..]], x[0].DType);
    }

    protected override void Forward(ReadOnlySpan<Tensor> x, Tensor y)
    {
        Lanes lanes = Lanes.Of(x[0].Shape, axis);
        ElementBytes.Move(x[0], y, new Rows(Indices.Resolve(x[1], lanes.Length, Name), lanes));
    }

    protected override Tensor?[] Gradient(Saved saved, Tensor dy) =>
        [Ops.ScatterAdd(dy, saved.Inputs[1], saved.Input.Shape[axis].Value, axis), null];

    private readonly ref struct Rows(ReadOnlySpan<int> rows, Lanes lanes) : IMove
    {
        private readonly ReadOnlySpan<int> _rows = rows;

        public void Run<T>(ReadOnlySpan<T> x, Span<T> y) => RowGather.Take(x, _rows, y, lanes.Outer, lanes.Length, lanes.Inner);
    }
}
