using Parquet;
using Parquet.Schema;

namespace Heed;

/// <summary>Turns a column of a Parquet row group into a tensor.</summary>
internal static class ParquetColumn
{
    /// <summary>The values, of shape (rows,).</summary>
    /// <param name="rows">The row group.</param>
    /// <param name="field">The column.</param>
    /// <param name="missing">What a missing value means; null: it is an error.</param>
    /// <exception cref="InvalidDataException">A value is missing, or tensors cannot hold the type.</exception>
    public static Task<Tensor> ReadAsync(ParquetRowGroupReader rows, DataField field, Tensor? missing) => field.ClrType switch
    {
        _ when field.IsArray || field.MaxRepetitionLevel > 0 => throw Unknown(field),
        var type when type == typeof(float) => Values<float>(rows, field, missing),
        var type when type == typeof(double) => Values<double>(rows, field, missing),
        var type when type == typeof(bool) => Values<bool>(rows, field, missing),
        var type when type == typeof(sbyte) => Values<sbyte>(rows, field, missing),
        var type when type == typeof(short) => Values<short>(rows, field, missing),
        var type when type == typeof(int) => Values<int>(rows, field, missing),
        var type when type == typeof(long) => Values<long>(rows, field, missing),
        var type when type == typeof(byte) => Values<byte>(rows, field, missing),
        var type when type == typeof(ushort) => Values<ushort>(rows, field, missing),
        var type when type == typeof(uint) => Values<uint>(rows, field, missing),
        var type when type == typeof(ulong) => Values<ulong>(rows, field, missing),
        var type when type == typeof(ReadOnlyMemory<char>) || type == typeof(string) => Texts(rows, field, missing),
        _ => throw Unknown(field),
    };

    private static async Task<Tensor> Values<T>(ParquetRowGroupReader rows, DataField field, Tensor? missing) where T : struct
    {
        int length = checked((int)rows.RowCount);
        var values = new T[length];
        if (!field.IsNullable)
        {
            await rows.ReadAsync(field, values.AsMemory());
            return Tensor.From(values, [length]);
        }
        var perhaps = new T?[length];
        await rows.ReadAsync(field, perhaps.AsMemory());
        for (int i = 0; i < length; i++) values[i] = perhaps[i] ?? MissingValue.Of<T>(field.Path.ToString(), i, missing);
        return Tensor.From(values, [length]);
    }

    private static async Task<Tensor> Texts(ParquetRowGroupReader rows, DataField field, Tensor? missing)
    {
        var texts = new string[checked((int)rows.RowCount)];
        await rows.ReadAsync(field, texts.AsMemory()!);
        for (int i = 0; i < texts.Length; i++) texts[i] ??= MissingValue.Of<string>(field.Path.ToString(), i, missing);
        return Tensor.From(texts, [texts.Length]);
    }

    private static InvalidDataException Unknown(DataField field) => new(
        $"column '{field.Path}' expects numbers, truth values or texts. Received {field.ClrType.Name}{(field.IsArray || field.MaxRepetitionLevel > 0 ? " lists" : "")}. Leave it out with selectColumns.");
}
