namespace Heed;

/// <summary>What stands where a table has no value.</summary>
internal static class MissingValue
{
    /// <summary>The default that was given for the column.</summary>
    /// <exception cref="InvalidDataException">There is none, or it is not of the column's type.</exception>
    public static T Of<T>(string column, int row, Tensor? given)
    {
        if (given is null) throw new InvalidDataException($"column '{column}' expects a value in every row. Received a missing one in row {row}. Pass columnDefaults.");
        bool isText = given.DType == DType.String;
        return given.Length == 1 && isText == (typeof(T) == typeof(string)) ? (isText ? given : given.Cast(DTypes.Of<T>())).ToArray<T>()[0]
            : throw new InvalidDataException($"column '{column}' expects one {DTypes.Of<T>().Name()} as its default. Received {given}.");
    }
}
