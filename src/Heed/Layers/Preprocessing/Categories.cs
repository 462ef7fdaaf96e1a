using Heed.Kernels;

namespace Heed.Layers;

/// <summary>Numbers of categories as vectors: what all layers with an <see cref="OutputMode"/> share.</summary>
/// <remarks>A sample is the second axis; of a vector, the whole. Source: keras/src/utils/numerical_utils.py.</remarks>
internal static class Categories
{
    /// <summary>The mode of a config, Keras's older names included.</summary>
    public static OutputMode Mode(Config config, OutputMode defaultMode) => config.Json["output_mode"]?.ToString() switch
    {
        "binary" => OutputMode.MultiHot,
        "tf-idf" => OutputMode.TfIdf,
        _ => config.Get("output_mode", defaultMode),
    };

    /// <summary>Checks a constructor's arguments.</summary>
    /// <exception cref="ArgumentException">The layer has no such mode, or a sparse result is asked for.</exception>
    public static OutputMode Allowed(OutputMode mode, bool sparse, object owner, params ReadOnlySpan<OutputMode> allowed)
    {
        if (!allowed.Contains(mode))
            throw new ArgumentException($"{owner} expects one of {string.Join(", ", allowed.ToArray())} as outputMode. Received {mode}.", "outputMode");
        RefuseSparse(sparse, owner);
        return mode;
    }

    /// <exception cref="ArgumentException">A sparse result is asked for.</exception>
    public static void RefuseSparse(bool sparse, object owner)
    {
        if (sparse)
            throw new ArgumentException($"{owner} expects sparse: false, as Heed's tensors are dense. Received sparse=True. Leave it out; the values are the same.", "sparse");
    }

    /// <summary>The shape of the encoded numbers.</summary>
    public static Shape OutputShape(Shape input, OutputMode mode, Dim depth) => mode switch
    {
        OutputMode.Int => input,
        OutputMode.OneHot => [.. input.Rank == 0 ? [1] : input.Rank > 1 && input[^1].Equals(1) ? input[..^1] : input, depth],
        _ => input.Rank <= 1 ? [depth] : [input[0], .. input[2..], depth],
    };

    /// <summary>Encodes numbers (int64); those outside [0, depth) give zeros.</summary>
    public static Tensor Encode(Tensor numbers, OutputMode mode, int depth, DType dtype)
    {
        if (mode == OutputMode.Int) return numbers.Cast(dtype);
        DType wide = dtype == DType.Float64 ? dtype : dtype.IsFloat() ? DType.Float32 : DType.Int64;
        Tensor y = Tensor.Allocate(OutputShape(numbers.Shape, mode, depth), wide);
        bool isOneHot = mode == OutputMode.OneHot;
        int length = isOneHot || numbers.Rank == 0 ? 1 : numbers.Rank == 1 ? numbers.Length : numbers.Shape[1].Value;
        int inner = isOneHot || numbers.Rank <= 2 ? 1 : numbers.Shape[2..].Size;
        bool isBinary = mode is OutputMode.OneHot or OutputMode.MultiHot;
        ReadOnlySpan<long> x = numbers.AsSpan<long>();
        if (wide == DType.Float32) BinCount.Run(x, y.Writable<float>(), length, inner, depth, isBinary);
        else if (wide == DType.Float64) BinCount.Run(x, y.Writable<double>(), length, inner, depth, isBinary);
        else BinCount.Run(x, y.Writable<long>(), length, inner, depth, isBinary);
        return y.Cast(dtype);
    }
}
