namespace Heed;

/// <summary>One output of many batches, put together while they come.</summary>
/// <param name="expected">How many examples will come, if that is known; 0: not.</param>
internal sealed class Gathered(int expected)
{
    private Tensor? _rows;
    private int _count;

    /// <summary>Copies a batch behind those before it.</summary>
    /// <exception cref="ShapeException">It has no axis of examples, or another shape than the others.</exception>
    public void Append(Tensor batch)
    {
        if (batch.Rank == 0) throw new ShapeException("Predict expects outputs whose first axis counts the examples. Received a scalar.");
        if (_rows is not null && (_rows.Rank != batch.Rank || _rows.Shape[1..] != batch.Shape[1..]))
            throw new ShapeException($"Predict expects outputs of one shape in all batches. Received {batch.Shape} after {_rows.Shape.With(0, _count)}.");
        int count = batch.Shape[0].Value;
        if (_rows is null || _count + count > _rows.Shape[0].Value) Grow(batch, _count + count);
        ElementBytes.Move(batch, _rows!, new Rows(_count * (batch.Length / Math.Max(1, count))));
        _count += count;
    }

    /// <summary>The examples that came.</summary>
    public Tensor Finish() => _rows!.Shape[0].Value == _count ? _rows : _rows[.._count];

    private void Grow(Tensor pattern, int least)
    {
        Tensor larger = Tensor.Allocate(pattern.Shape.With(0, Math.Max(expected, _rows is null ? least : 2 * least)), pattern.DType).Keep();
        if (_rows is not null) ElementBytes.Move(_rows, larger, new Rows(0));
        _rows = larger;
    }

    private readonly struct Rows(int offset) : IMove
    {
        public void Run<T>(ReadOnlySpan<T> x, Span<T> y) => x.CopyTo(y[offset..]);
    }
}
