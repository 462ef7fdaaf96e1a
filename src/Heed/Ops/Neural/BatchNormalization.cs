namespace Heed;

public static partial class Ops
{
    /// <summary>Scales and shifts every channel by given statistics: <c>y = scale (x − mean) / √(variance + epsilon) + offset</c>.</summary>
    /// <param name="x">Has the channels' axis; computed in float32 or wider.</param>
    /// <param name="mean">A number for each channel.</param>
    /// <param name="variance">A number of at least 0 for each channel.</param>
    /// <param name="axis">The channels' axis; negative counts from the last.</param>
    /// <param name="offset">A summand for each channel; <see langword="null"/>: 0.</param>
    /// <param name="scale">A factor for each channel; <see langword="null"/>: 1.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <returns>Same shape; integers and booleans give float32.</returns>
    /// <exception cref="ShapeException">The axis does not exist, or a factor's shape does not fit.</exception>
    /// <remarks>Keras: <c>keras.ops.batch_normalization</c>, keras/src/ops/nn.py.</remarks>
    public static Tensor BatchNormalization(Tensor x, Tensor mean, Tensor variance, int axis, Tensor? offset = null, Tensor? scale = null, double epsilon = 1e-3)
    {
        x = AsFloat(x);
        DType wide = Op.Wide(x.DType);
        Tensor center = mean.Cast(wide), inverse = Rsqrt(variance.Cast(wide) + epsilon);
        return new ChannelScaleOp(Axis.Of(axis, x.Rank, nameof(BatchNormalization)))
            .Apply(x.Cast(wide), center, scale is null ? inverse : inverse * scale.Cast(wide), offset?.Cast(wide) ?? ZerosLike(center)).Cast(x.DType);
    }

    /// <summary>The same by the batch's own statistics, which are further results, through which no gradient flows.</summary>
    internal static (Tensor Y, Tensor Mean, Tensor Variance) BatchNormalization(Tensor x, int axis, Tensor? offset, Tensor? scale, double epsilon)
    {
        Tensor[] y = NormalizedChannels(x, axis, groups: null, scale, offset, epsilon, nameof(BatchNormalization));
        return (y[0].Cast(x.DType), y[1], y[2]);
    }

    /// <summary>Brings groups of channels of every sample to mean 0 and variance 1; then every channel has a factor and a summand.</summary>
    internal static Tensor GroupNormalization(Tensor x, int groups, int axis, Tensor? gamma, Tensor? beta, double epsilon) =>
        NormalizedChannels(x, axis, groups, gamma, beta, epsilon, nameof(GroupNormalization))[0].Cast(x.DType);

    private static Tensor[] NormalizedChannels(Tensor x, int axis, int? groups, Tensor? gamma, Tensor? beta, double epsilon, string name)
    {
        DType wide = Op.Wide(x.DType);
        return new ChannelNormalizationOp(Axis.Of(axis, x.Rank, name), groups, gamma is not null, beta is not null, epsilon)
            .ApplyAll(RowNormalizationOp.Inputs(x.Cast(wide), gamma?.Cast(wide), beta?.Cast(wide)));
    }
}
