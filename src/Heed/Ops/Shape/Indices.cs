namespace Heed;

/// <summary>Reads tensors of indices: any integer type, negative ones count from the end, each is checked.</summary>
internal static class Indices
{
    /// <summary>The indices as numbers in [0, length).</summary>
    /// <exception cref="ArgumentOutOfRangeException">An index lies outside [−length, length).</exception>
    public static ReadOnlySpan<int> Resolve(Tensor indices, int length, string op) => indices.DType switch
    {
        DType.Int32 => Resolve(indices.AsSpan<int>(), length, op),
        DType.Int64 => Narrow(indices.AsSpan<long>(), length, op),
        _ => Narrow(Int64(indices), length, op),
    };

    /// <summary>Fails unless the elements are integers.</summary>
    public static void Require(string op, TensorSpec indices)
    {
        if (!indices.DType.IsInteger())
            throw new ArgumentException($"{op} expects integers as indices. Received {indices}. Cast them first.");
    }

    private static ReadOnlySpan<int> Resolve(ReadOnlySpan<int> indices, int length, string op)
    {
        int lowest = 0;
        for (int i = 0; i < indices.Length; i++)
        {
            int index = indices[i];
            if (index >= length || index < -length) Throw.Index_OutOfRange(op, index, i, length);
            lowest = Math.Min(lowest, index);
        }
        if (lowest == 0) return indices;
        int[] places = indices.ToArray();
        for (int i = 0; i < places.Length; i++)
            if (places[i] < 0) places[i] += length;
        return places;
    }

    private static ReadOnlySpan<int> Narrow(ReadOnlySpan<long> indices, int length, string op)
    {
        var places = new int[indices.Length];
        for (int i = 0; i < places.Length; i++)
        {
            long index = indices[i];
            if (index >= length || index < -length) Throw.Index_OutOfRange(op, index, i, length);
            places[i] = (int)(index < 0 ? index + length : index);
        }
        return places;
    }

    /// <summary>Integers of any type, unchecked.</summary>
    public static ReadOnlySpan<long> Int64(Tensor indices)
    {
        Tensor wide = Tensor.Allocate(indices.Shape, DType.Int64);
        CastOp.Convert(indices, wide);
        return wide.AsSpan<long>();
    }
}
