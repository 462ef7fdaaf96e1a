namespace Heed;

/// <summary>Tensors that hold an example in each place of their first axis.</summary>
internal static class Arrays
{
    /// <summary>The number of examples, if all tensors have the same.</summary>
    /// <param name="data">The examples.</param>
    /// <param name="what">What errors call them.</param>
    /// <exception cref="ArgumentException">The tensors differ in length, are scalars, or hold no example.</exception>
    public static int RequireOneLength(Examples data, string what = "Data")
    {
        (string Role, Tensor Tensor)[] all = [.. data.All];
        if (data.X.Count == 0) throw new ArgumentException($"{what} expects at least one input. Received none.");
        if (Array.Exists(all, item => item.Tensor.IsSymbolic || item.Tensor.Rank == 0 || item.Tensor.Shape[0] != all[0].Tensor.Shape[0]))
            throw new ArgumentException($"{what} expects tensors whose first axes count the same examples. "
                + $"Received {string.Join(", ", all.Select(item => $"{item.Role} {item.Tensor.Shape}"))}.");
        return data.Count > 0 ? data.Count : throw new ArgumentException($"{what} expects at least one example. Received x {data.X}.");
    }

    /// <summary>Some neighbouring examples, with their mask.</summary>
    public static Tensor Cut(Tensor x, int start, int end) => WithMask(x[start..end], x.Mask?[start..end]);

    /// <summary>Some examples, in a given order, with their masks.</summary>
    public static Examples Pick(Examples data, int[] places)
    {
        Tensor rows = places;
        return data.Map(x => WithMask(Ops.Take(x, rows, 0), x.Mask is { } mask ? Ops.Take(mask, rows, 0) : null));
    }

    /// <summary>The first examples and the rest.</summary>
    /// <param name="data">All of them.</param>
    /// <param name="validationSplit">The fraction that the rest is.</param>
    /// <exception cref="ArgumentException">One of the two parts would be empty.</exception>
    public static (Examples Training, Examples Validation) Split(Examples data, double validationSplit)
    {
        int length = RequireOneLength(data), at = (int)Math.Floor(length * (1 - validationSplit));
        if (at == 0 || at == length)
            throw new ArgumentException(FormattableString.Invariant(
                $"Fit expects a validationSplit that leaves examples on both sides. Received {validationSplit} for {length} examples."));
        return (data.Map(x => Cut(x, 0, at)), data.Map(x => Cut(x, at, length)));
    }

    /// <summary>A weight for each example, by its class.</summary>
    /// <param name="y">Class numbers, or one-hot rows.</param>
    /// <param name="classWeight">The weights; classes that are missing weigh 1.</param>
    /// <remarks>Source: keras/src/trainers/data_adapters/data_adapter_utils.py.</remarks>
    public static Tensor ClassWeights(Tensor y, IReadOnlyDictionary<int, double> classWeight)
    {
        Tensor classes = y.Rank <= 1 ? y : y.Shape[^1].Equals(1) ? Ops.Squeeze(y, -1) : Ops.ArgMax(y, -1);
        if (classes.Rank != 1)
            throw new ShapeException($"Fit expects one class for each example where classWeight is given. Received y {y.Spec}. Pass sampleWeight.");
        Tensor numbers = (classes.DType.IsFloat() ? Ops.Round(classes) : classes).Cast(DType.Int32);
        return Tensor.From([.. numbers.ToArray<int>().Select(number => (float)classWeight.GetValueOrDefault(number, 1))], numbers.Shape);
    }

    public static Tensor WithMask(Tensor x, Tensor? mask)
    {
        if (mask is not null) x.Mask = mask;
        return x;
    }
}
