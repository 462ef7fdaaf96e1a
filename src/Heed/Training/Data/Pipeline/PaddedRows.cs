namespace Heed;

/// <summary>Stacks tensors of different lengths and fills the shorter ones up, behind their values.</summary>
/// <param name="shapes">What each tensor of an element is filled up to; null: to the longest.</param>
/// <param name="values">What each tensor is filled up with; null: with nothing's value.</param>
internal sealed class PaddedRows(IReadOnlyList<Shape?>? shapes, IReadOnlyList<Tensor?>? values)
{
    /// <summary>The batch of some elements.</summary>
    /// <param name="owner">Whom errors name.</param>
    /// <param name="elements">At least one.</param>
    /// <param name="first">The number of the first element.</param>
    public Examples Join(string owner, IReadOnlyList<Examples> elements, long first)
    {
        Elements.RequireOneStructure(owner, elements, first);
        int count = elements[0].All.Count();
        RequireCount(shapes?.Count, "paddedShapes");
        RequireCount(values?.Count, "paddingValues");
        return Elements.Join(elements, (rows, place) =>
        {
            Shape target = Target(owner, rows, shapes?[place], first);
            Tensor batch = Filled(rows, target, Value(owner, values?[place], rows[0].DType));
            if (rows[0].Mask is { } mask) batch.Mask = Filled([.. rows.Select(row => row.Mask!)], target[..mask.Rank], false);
            return batch;
        });

        void RequireCount(int? given, string argument)
        {
            if (given is { } length && length != count)
                throw new ArgumentException($"{owner} expects {argument} for each of the {count} tensors of an element: x, then y, then sampleWeight. Received {length}.");
        }
    }

    /// <summary>The shape that all rows are filled up to.</summary>
    private static Shape Target(string owner, Tensor[] rows, Shape? wanted, long first)
    {
        int rank = rows[0].Rank, other = Array.FindIndex(rows, row => row.Rank != rank);
        if (other >= 0)
            throw new ShapeException($"{owner} expects elements of one rank. Received {rows[other].Shape} at element {first + other}, after {rows[0].Shape}. Make them alike with Map.");
        if (wanted is not null && wanted.Rank != rank)
            throw new ShapeException($"{owner} expects paddedShapes of the elements' rank. Received {wanted} for elements of shape {rows[0].Shape}.");
        var target = new Dim[rank];
        for (int axis = 0; axis < rank; axis++)
        {
            int longest = rows.Max(row => row.Shape[axis].Value);
            target[axis] = wanted is not null && wanted[axis].IsKnown ? wanted[axis] : longest;
            if (target[axis].Value >= longest) continue;
            int at = Array.FindIndex(rows, row => row.Shape[axis].Value > target[axis].Value);
            throw new ShapeException($"{owner} expects elements that are not longer than {wanted}. Received {rows[at].Shape} at element {first + at}. Cut it with Map, or pass a larger shape.");
        }
        return new(target);
    }

    /// <summary>A scalar of the rows' type.</summary>
    public static Tensor Value(string owner, Tensor? value, DType type)
    {
        if (value is null) return type == DType.String ? Tensor.FromScalar("") : CastOp.Number(0, type);
        bool fits = value.Length == 1 && (value.DType == DType.String) == (type == DType.String);
        Tensor cast = !fits || value.DType == type ? value : value.Cast(type);
        if (fits && type != DType.String)
        {
            double wanted = value.Cast(DType.Float64).ToArray<double>()[0], got = cast.Cast(DType.Float64).ToArray<double>()[0];
            fits = type.IsFloat() || wanted.Equals(got);
        }
        return fits ? cast.View(Shape.Scalar)
            : throw new ArgumentException($"{owner} expects paddingValues that {type.Name()} can hold, one number or text each. Received {value}.");
    }

    private static Tensor Filled(Tensor[] rows, Shape shape, Tensor value)
    {
        Tensor batch = Tensor.Allocate([rows.Length, .. shape], rows[0].DType);
        if (Array.Exists(rows, row => !row.Shape.Equals(shape))) ElementBytes.Broadcast(value, batch);
        for (int i = 0; i < rows.Length; i++)
            if (rows[i].Length > 0) ElementBytes.Move(rows[i], batch, new IntoCorner(i * shape.Size, rows[i].Shape.ToArray(), ElementBytes.Strides(shape)));
        return batch;
    }

    /// <summary>Copies a smaller array into the corner of a larger one.</summary>
    /// <param name="offset">Where the larger one begins.</param>
    /// <param name="lengths">The lengths of the smaller one.</param>
    /// <param name="strides">How far apart neighbours lie in the larger one.</param>
    private readonly ref struct IntoCorner(int offset, ReadOnlySpan<int> lengths, ReadOnlySpan<int> strides) : IMove
    {
        private readonly ReadOnlySpan<int> _lengths = lengths, _strides = strides;

        public void Run<T>(ReadOnlySpan<T> x, Span<T> y) => Copy(x, y, offset, 0);

        private void Copy<T>(ReadOnlySpan<T> x, Span<T> y, int at, int axis)
        {
            if (axis >= _lengths.Length - 1)
            {
                x.CopyTo(y[at..]);
                return;
            }
            int size = x.Length / _lengths[axis];
            for (int i = 0; i < _lengths[axis]; i++) Copy(x.Slice(i * size, size), y, at + i * _strides[axis], axis + 1);
        }
    }
}
