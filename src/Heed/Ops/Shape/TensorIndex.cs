namespace Heed;

/// <summary>What is taken of one axis of a tensor: one element, or a range of them.</summary>
/// <remarks>
/// A number, <c>^1</c> and <c>1..^1</c> convert to it: <c>x[0, ^1, 1..3]</c>. <see cref="Slice"/> adds steps, and Python's leniency.
/// </remarks>
public readonly struct TensorIndex
{
    private readonly Index? _element;
    private readonly Range? _range;
    private readonly (int? Start, int? Stop, int Step) _slice;

    private TensorIndex(Index? element, Range? range, (int?, int?, int) slice) => (_element, _range, _slice) = (element, range, slice);

    /// <summary>One element; the axis disappears.</summary>
    /// <param name="element">Negative counts from the last.</param>
    public static implicit operator TensorIndex(int element) => new(element < 0 ? ^-element : element, null, (null, null, 1));

    /// <summary>One element; the axis disappears.</summary>
    /// <param name="element">From either end.</param>
    public static implicit operator TensorIndex(Index element) => new(element, null, (null, null, 1));

    /// <summary>Neighbouring elements, which must all exist.</summary>
    /// <param name="range">Such as <c>1..^1</c>; <c>..</c> is the whole axis.</param>
    public static implicit operator TensorIndex(Range range) => new(null, range, (null, null, 1));

    /// <summary>Python's <c>start:stop:step</c>: negative numbers count from the end, and what lies outside is left out.</summary>
    /// <param name="start">The first element; <see langword="null"/>: from the end where <paramref name="step"/> starts.</param>
    /// <param name="stop">The first element not taken; <see langword="null"/>: up to the end.</param>
    /// <param name="step">From one element to the next; negative walks backwards.</param>
    /// <returns>The index.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is 0.</exception>
    public static TensorIndex Slice(int? start, int? stop, int step = 1)
    {
        ArgumentOutOfRangeException.ThrowIfZero(step);
        return new(null, null, (start, stop, step));
    }

    /// <summary>Is one element taken, so that the axis disappears?</summary>
    internal bool DropsAxis => _element is not null;

    /// <summary>Is nothing left out or turned around, whatever the length?</summary>
    internal bool IsWhole => !DropsAxis && (_range is { } range ? range.Equals(Range.All) : _slice is (null, null, 0 or 1));

    /// <summary>Are the elements taken from the back to the front?</summary>
    internal bool IsReversed => _slice.Step < 0;

    /// <summary>The same in Python's terms: an integer, or start, stop and step.</summary>
    internal (int? Element, int? Start, int? Stop, int? Step) Python => _element is { } element ? (Place(element), null, null, null)
        : _range is { } range ? (null, Place(range.Start), range.End.Equals(^0) ? null : Place(range.End), null)
        : (null, _slice.Start, _slice.Stop, _slice.Step);

    /// <summary>How many elements are taken, as far as that is known.</summary>
    internal Dim Count(Shape shape, int axis)
    {
        if (shape[axis].IsKnown) return Resolve(shape, axis).Count;
        if (_range is { } range && range.Start.IsFromEnd == range.End.IsFromEnd)
            return Math.Abs(range.End.Value - range.Start.Value);
        return IsWhole || _slice is (null, null, -1) ? shape[axis] : Dim.Unknown;
    }

    /// <summary>The first element, how many, and the step, along an axis of known length.</summary>
    internal (int Start, int Count, int Step) Resolve(Shape shape, int axis)
    {
        int length = shape[axis].Value;
        if (_element is { } element)
        {
            int offset = element.GetOffset(length);
            return offset >= 0 && offset < length ? (offset, 1, 1)
                : throw new ShapeException($"Slice expects an index in [{-length}, {length}) for axis {axis} of {shape}. Received {element}.");
        }
        if (_range is { } range)
        {
            var (first, last) = (range.Start.GetOffset(length), range.End.GetOffset(length));
            return first >= 0 && first <= last && last <= length ? (first, last - first, 1)
                : throw new ShapeException($"Slice expects a range inside 0..{length} for axis {axis} of {shape}. Received {range}. " +
                    "TensorIndex.Slice cuts off what lies outside.");
        }
        int step = _slice.Step == 0 ? 1 : _slice.Step;
        int lowest = step > 0 ? 0 : -1, highest = step > 0 ? length : length - 1;
        int start = Place(_slice.Start, step > 0 ? lowest : highest), stop = Place(_slice.Stop, step > 0 ? highest : lowest);
        int distance = step > 0 ? stop - start : start - stop, stride = Math.Abs(step);
        return (start, distance <= 0 ? 0 : (distance - 1) / stride + 1, step);

        int Place(int? place, int fallback) => place is not { } p ? fallback : Math.Clamp(p < 0 ? p + length : p, lowest, highest);
    }

    private static int Place(Index index) => index.IsFromEnd ? -index.Value : index.Value;
}
