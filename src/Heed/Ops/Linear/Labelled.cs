namespace Heed;

/// <summary>A tensor with a letter for each axis: what <see cref="Ops.Einsum"/> is computed with.</summary>
internal readonly record struct Labelled(Tensor Value, string Labels)
{
    /// <summary>Takes the diagonal wherever a label occurs twice.</summary>
    public Labelled Diagonals()
    {
        for (int first = 0; first < Labels.Length; first++)
        {
            int second = Labels.IndexOf(Labels[first], first + 1);
            if (second < 0) continue;
            if (Value.Shape[first] != Value.Shape[second])
                throw new ShapeException(
                    $"Einsum expects axes of one length where a letter occurs twice in a term. Received {Value.Spec} with '{Labels}'.");
            return new Labelled(Ops.Diagonal(Value, 0, first, second), Labels.Remove(second, 1).Remove(first, 1) + Labels[first]).Diagonals();
        }
        return this;
    }

    /// <summary>Sums over all axes but those of some labels.</summary>
    public Labelled SumExcept(string kept)
    {
        string labels = Labels;
        int[] axes = [.. Enumerable.Range(0, labels.Length).Where(axis => !kept.Contains(labels[axis]))];
        return axes.Length == 0 ? this : new(Ops.Sum(Value, axes), string.Concat(labels.Where(kept.Contains)));
    }

    /// <summary>Puts the axes into another order, and axes of length 1 where a label is missing.</summary>
    public Labelled Arrange(string order)
    {
        string labels = Labels;
        Tensor present = Ops.Transpose(Value, [.. order.Where(label => labels.Contains(label)).Select(label => labels.IndexOf(label))]);
        int[] missing = [.. Enumerable.Range(0, order.Length).Where(axis => !labels.Contains(order[axis]))];
        return new(missing.Length == 0 ? present : Ops.ExpandDims(present, missing), order);
    }

    /// <summary>The sum of products over the labels that both have and nobody needs any more.</summary>
    public static Labelled Contract(Labelled a, Labelled b, string needed)
    {
        string shared = Those(a.Labels, b.Labels.Contains);
        string batch = Those(shared, needed.Contains), summed = Those(shared, label => !needed.Contains(label));
        string rows = Those(a.Labels, label => !shared.Contains(label)), columns = Those(b.Labels, label => !shared.Contains(label));
        string order = batch + rows + columns;
        if (summed.Length == 0 || order == batch)     // nothing to sum, or nothing that a matrix could hold
            return new Labelled(a.Arrange(order + summed).Value * b.Arrange(order + summed).Value, order + summed).SumExcept(order);

        (a, b) = (a.Spread(b, summed), b.Spread(a, summed));
        bool transposeA = a.Labels == batch + summed + rows;
        bool transposeB = b.Labels == batch + columns + summed && b.Labels != batch + summed + columns;
        Tensor left = a.Matrices(batch, transposeA ? summed : rows, transposeA ? rows : summed);
        Tensor right = b.Matrices(batch, transposeB ? columns : summed, transposeB ? summed : columns);
        Tensor product = Ops.MatMul(left, right, transposeA, transposeB);
        return new(Ops.Reshape(product, [.. product.Shape[..^2], .. a.Lengths(rows), .. b.Lengths(columns)]), order);
    }

    private IEnumerable<Dim> Lengths(string labels)
    {
        var (value, own) = (Value, Labels);
        return labels.Select(label => value.Shape[own.IndexOf(label)]);
    }

    private Tensor Matrices(string batch, string rows, string columns) => Ops.Reshape(
        Arrange(batch + rows + columns).Value,
        [.. Lengths(batch), Size(rows), Size(columns)]);

    private Dim Size(string labels) => Lengths(labels).Aggregate((Dim)1, (product, length) => product * length);

    private static string Those(string labels, Func<char, bool> wanted) => string.Concat(labels.Where(wanted));

    /// <summary>Repeats axes of length 1 that the other has longer, for some labels: a sum of products needs them whole.</summary>
    private Labelled Spread(Labelled other, string labels)
    {
        var (value, own) = (Value, Labels);
        Dim[] lengths = [.. value.Shape];
        foreach (char label in labels)
            if (lengths[own.IndexOf(label)].Equals(1)) lengths[own.IndexOf(label)] = other.Lengths($"{label}").First();
        return new(Ops.BroadcastTo(value, new Shape(lengths)), own);
    }
}
