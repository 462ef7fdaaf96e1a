using Apache.Arrow;

namespace Heed;

/// <summary>Turns a column of Arrow into a tensor.</summary>
internal static class ArrowColumn
{
    /// <summary>The values, of shape (rows,) or (rows, n).</summary>
    /// <param name="name">The column's name, for errors.</param>
    /// <param name="column">The values.</param>
    /// <param name="missing">What a missing value means; null: it is an error.</param>
    /// <exception cref="InvalidDataException">A value is missing, or tensors cannot hold the type.</exception>
    public static Tensor Read(string name, IArrowArray column, Tensor? missing) => column switch
    {
        FloatArray x => Numbers(name, x, missing),
        DoubleArray x => Numbers(name, x, missing),
        HalfFloatArray x => Numbers(name, x, missing),
        Int8Array x => Numbers(name, x, missing),
        Int16Array x => Numbers(name, x, missing),
        Int32Array x => Numbers(name, x, missing),
        Int64Array x => Numbers(name, x, missing),
        UInt8Array x => Numbers(name, x, missing),
        UInt16Array x => Numbers(name, x, missing),
        UInt32Array x => Numbers(name, x, missing),
        UInt64Array x => Numbers(name, x, missing),
        BooleanArray x => Values(name, x.Length, i => x.GetValue(i) is { } value ? (value, true) : default, missing),
        StringArray x => Values(name, x.Length, i => x.IsNull(i) ? default : (x.GetString(i), true), missing),
        FixedSizeListArray x => Lists(name, x, missing),
        DictionaryArray x => Chosen(name, x, missing),
        _ => throw new InvalidDataException($"column '{name}' expects numbers, truth values, texts, or lists of fixed size. Received {column.Data.DataType.Name}. Leave it out with selectColumns."),
    };

    private static Tensor Numbers<T>(string name, PrimitiveArray<T> x, Tensor? missing) where T : struct, IEquatable<T> =>
        x.NullCount == 0 ? Tensor.From(x.Values, [x.Length]) : Values(name, x.Length, i => x.IsNull(i) ? default : (x.Values[i], true), missing);

    private static Tensor Values<T>(string name, int length, Func<int, (T Value, bool IsThere)> get, Tensor? missing)
    {
        var values = new T[length];
        for (int i = 0; i < length; i++)
            values[i] = get(i) is (var value, true) ? value : MissingValue.Of<T>(name, i, missing);
        return Tensor.From(values, [length]);
    }

    private static Tensor Lists(string name, FixedSizeListArray x, Tensor? missing)
    {
        int width = ((Apache.Arrow.Types.FixedSizeListType)x.Data.DataType).ListSize;
        for (int i = 0; i < x.Length; i++)
            if (x.IsNull(i)) throw new InvalidDataException($"column '{name}' expects a list. Received a missing one in row {i}.");
        Tensor flat = Read(name, x.Values, missing);
        int first = x.Offset * width;
        if (flat.Rank != 1) throw new InvalidDataException($"column '{name}' expects lists of numbers or texts. Received lists of lists. Leave it out with selectColumns.");
        return Ops.Reshape(flat.Shape[0] == x.Length * width ? flat : flat[first..(first + x.Length * width)], [x.Length, width]);
    }

    /// <summary>Values that are kept once, and chosen by number.</summary>
    private static Tensor Chosen(string name, DictionaryArray x, Tensor? missing)
    {
        Tensor values = Read(name, x.Dictionary, missing);
        if (x.Indices.NullCount > 0) throw new InvalidDataException($"column '{name}' expects a value in every row. Received {x.Indices.NullCount} missing. Decode the dictionary first.");
        return Ops.Take(values, Read(name, x.Indices, null).Cast(DType.Int32), 0);
    }
}
