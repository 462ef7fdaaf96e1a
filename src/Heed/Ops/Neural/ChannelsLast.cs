namespace Heed;

/// <summary>Kernels want the channels last: others are transposed before and after.</summary>
internal static class ChannelsLast
{
    /// <summary>Computes on (B, …, C), whatever the format of <paramref name="x"/>; the result has its format.</summary>
    public static Tensor Around(Tensor x, DataFormat? format, Func<Tensor, Tensor> compute) => Back(compute(Of(x, format)), format);

    /// <summary>(B, …, C), from a tensor of a format.</summary>
    public static Tensor Of(Tensor x, DataFormat? format) => format is DataFormat.ChannelsFirst ? Ops.Transpose(x, [0, .. Enumerable.Range(2, x.Rank - 2), 1]) : x;

    /// <summary>A tensor of a format, from (B, …, C).</summary>
    public static Tensor Back(Tensor x, DataFormat? format) => format is DataFormat.ChannelsFirst ? Ops.Transpose(x, [0, x.Rank - 1, .. Enumerable.Range(1, x.Rank - 2)]) : x;

    /// <summary>The spatial lengths of a shape.</summary>
    public static Shape Spatial(Shape shape, DataFormat format) => format is DataFormat.ChannelsFirst ? shape[2..] : shape[1..^1];

    /// <summary>The channels of a shape.</summary>
    public static Dim Channels(Shape shape, DataFormat format) => format is DataFormat.ChannelsFirst ? shape[1] : shape[^1];

    /// <summary>Puts batch, spatial lengths and channels together.</summary>
    public static Shape Join(Dim batch, IEnumerable<Dim> spatial, Dim channels, DataFormat format) =>
        format is DataFormat.ChannelsFirst ? [batch, channels, .. spatial] : [batch, .. spatial, channels];

    /// <summary>Fails unless there are one to three spatial axes.</summary>
    /// <exception cref="ShapeException">There are not.</exception>
    public static void RequireImages(string op, params ReadOnlySpan<Tensor> x)
    {
        foreach (Tensor tensor in x)
            if (tensor.Rank is < 3 or > 5 || tensor.Rank != x[0].Rank)
                throw new ShapeException($"{op} expects tensors of one rank, 3 to 5: batch, one to three spatial axes, channels. Received {string.Join(", ", x.ToArray().Select(item => item.Spec.ToString()))}.");
    }
}
