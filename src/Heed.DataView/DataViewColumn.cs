using Microsoft.ML;
using Microsoft.ML.Data;

namespace Heed;

/// <summary>Reads the values of one column of a data view.</summary>
internal static class DataViewColumn
{
    /// <exception cref="ArgumentException">Tensors cannot hold its values.</exception>
    public static void RequireKnown(string owner, DataViewSchema.Column column)
    {
        if (column.Type is VectorDataViewType { Size: 0 })
            throw new ArgumentException($"{owner} expects vectors of known size. Received column '{column.Name}' of type {column.Type}.");
        if (ItemType(column.Type) is not (NumberDataViewType or BooleanDataViewType or TextDataViewType or KeyDataViewType))
            throw new ArgumentException($"{owner} expects columns of numbers, truth values, texts or keys. Received '{column.Name}' of type {column.Type}. Convert or leave it out with selectColumns.");
    }

    /// <summary>What reads the column in the row where the cursor is.</summary>
    public static Func<Tensor> Getter(DataViewRowCursor cursor, DataViewSchema.Column column)
    {
        DataViewType item = ItemType(column.Type);
        if (item is KeyDataViewType) return Keys(cursor, column, item.RawType);
        if (item is TextDataViewType) return Read<ReadOnlyMemory<char>, string>(cursor, column, text => text.ToString());
        return item.RawType switch
        {
            var type when type == typeof(float) => Read<float, float>(cursor, column, x => x),
            var type when type == typeof(double) => Read<double, double>(cursor, column, x => x),
            var type when type == typeof(bool) => Read<bool, bool>(cursor, column, x => x),
            var type when type == typeof(sbyte) => Read<sbyte, sbyte>(cursor, column, x => x),
            var type when type == typeof(short) => Read<short, short>(cursor, column, x => x),
            var type when type == typeof(int) => Read<int, int>(cursor, column, x => x),
            var type when type == typeof(long) => Read<long, long>(cursor, column, x => x),
            var type when type == typeof(byte) => Read<byte, byte>(cursor, column, x => x),
            var type when type == typeof(ushort) => Read<ushort, ushort>(cursor, column, x => x),
            var type when type == typeof(uint) => Read<uint, uint>(cursor, column, x => x),
            _ => Read<ulong, ulong>(cursor, column, x => x),
        };
    }

    private static DataViewType ItemType(DataViewType type) => type is VectorDataViewType vector ? vector.ItemType : type;

    private static Func<Tensor> Keys(DataViewRowCursor cursor, DataViewSchema.Column column, Type raw) => raw switch
    {
        var type when type == typeof(byte) => Read<byte, int>(cursor, column, key => Key(column, key)),
        var type when type == typeof(ushort) => Read<ushort, int>(cursor, column, key => Key(column, key)),
        var type when type == typeof(uint) => Read<uint, int>(cursor, column, key => Key(column, key)),
        _ => Read<ulong, int>(cursor, column, key => Key(column, key)),
    };

    private static int Key(DataViewSchema.Column column, ulong key) => key > 0 ? checked((int)(key - 1))
        : throw new InvalidDataException($"column '{column.Name}' expects a key. Received a missing one.");

    private static Func<Tensor> Read<TIn, TOut>(DataViewRowCursor cursor, DataViewSchema.Column column, Func<TIn, TOut> convert)
    {
        if (column.Type is not VectorDataViewType vector)
        {
            ValueGetter<TIn> getter = cursor.GetGetter<TIn>(column);
            return () =>
            {
                TIn value = default!;
                getter(ref value);
                return Tensor.FromScalar(convert(value));
            };
        }
        ValueGetter<VBuffer<TIn>> vectorGetter = cursor.GetGetter<VBuffer<TIn>>(column);
        Shape shape = new(vector.Dimensions.Select(length => (Dim)length));
        VBuffer<TIn> buffer = default;
        return () =>
        {
            vectorGetter(ref buffer);
            return Tensor.From([.. buffer.DenseValues().Select(convert)], shape);
        };
    }
}
