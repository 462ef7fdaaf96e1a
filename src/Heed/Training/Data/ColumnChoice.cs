namespace Heed;

/// <summary>Which columns of a table are inputs, which one is the target, and how they become an element.</summary>
internal sealed class ColumnChoice
{
    private readonly string _owner;
    private readonly bool _stack;

    /// <summary>Chooses among the columns that are there.</summary>
    /// <param name="owner">Whom errors name.</param>
    /// <param name="there">The table's columns.</param>
    /// <param name="select">The inputs; null: all but the target.</param>
    /// <param name="label">The target; null: there is none.</param>
    /// <param name="stack">One vector of all inputs, rather than a tensor by each name?</param>
    /// <exception cref="ArgumentException">A column is not there, or is named twice.</exception>
    public ColumnChoice(string owner, IReadOnlyList<string> there, IReadOnlyList<string>? select, string? label, bool stack)
    {
        (_owner, _stack, Label) = (owner, stack, label);
        Features = select is null ? [.. there.Where(name => name != label)] : [.. select];
        if (Twice(there) is { } twin) throw new ArgumentException($"{owner} expects columns of different names. Received '{twin}' twice.");
        if (Twice(All) is { } repeated) throw new ArgumentException($"{owner} expects every column once, as an input or as the target. Received '{repeated}' twice.");
        RequireThere(All, there);
        if (Features.Length == 0) throw new ArgumentException($"{owner} expects at least one column as an input. Received none of {string.Join(", ", there)}.");
    }

    /// <summary>The inputs, in order.</summary>
    public string[] Features { get; }

    /// <summary>The target.</summary>
    public string? Label { get; }

    /// <summary>All columns that are read: the inputs, then the target.</summary>
    public string[] All => Label is null ? Features : [.. Features, Label];

    /// <summary>Fails if a setting names a column that is not there.</summary>
    public void RequireThere(IEnumerable<string> names, IReadOnlyList<string> there)
    {
        if (names.FirstOrDefault(name => !there.Contains(name)) is not { } missing) return;
        string guess = Nearest.To(missing, there) is { } near ? $" Did you mean '{near}'?" : "";
        throw new ArgumentException($"{_owner} expects columns among {string.Join(", ", there)}. Received '{missing}'.{guess}");
    }

    /// <summary>The element of some columns.</summary>
    /// <param name="columns">A tensor for each of <see cref="All"/>.</param>
    /// <param name="rowRank">Axes of a column with one number in each row: 0 in a single row, 1 in a batch of rows.</param>
    /// <exception cref="ArgumentException">Texts cannot be stacked with numbers.</exception>
    public Examples Element(IReadOnlyList<Tensor> columns, int rowRank)
    {
        Tensors x = _stack ? Ops.Concatenate([.. Features.Select((name, i) => AsVector(name, columns[i], rowRank))], -1)
            : Tensors.Named(Features.Select((name, i) => KeyValuePair.Create(name, columns[i])));
        return Label is null ? new(x) : new(x, columns[^1]);
    }

    private Tensor AsVector(string name, Tensor column, int rowRank)
    {
        if (column.DType == DType.String) throw new ArgumentException($"{_owner} expects numbers in columns that become one vector. Received texts in '{name}'. Set stack to false, or select other columns.");
        Tensor numbers = column.Cast(DType.Float32);
        return numbers.Rank == rowRank ? Ops.ExpandDims(numbers, -1) : numbers;
    }

    private static string? Twice(IEnumerable<string> names) => names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1)?.Key;
}
