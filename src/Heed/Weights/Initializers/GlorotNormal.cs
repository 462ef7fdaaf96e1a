namespace Heed.Initializers;

/// <summary>Truncated normal values of variance <c>2 / (fanIn + fanOut)</c>, for tanh and linear units.</summary>
/// <remarks>Source: Glorot and Bengio 2010; keras/src/initializers/random_initializers.py.</remarks>
/// <param name="seed">A number or a generator; <see langword="null"/> draws a number.</param>
/// <param name="inputAxes">The axes whose lengths make the fan in; <see langword="null"/>: as the shape suggests.</param>
/// <param name="outputAxes">The axes whose lengths make the fan out; <see langword="null"/>: as the shape suggests.</param>
public sealed class GlorotNormal(RandomSeed? seed = null, int[]? inputAxes = null, int[]? outputAxes = null)
    : VarianceScaling(1.0, FanMode.FanAvg, ScalingDistribution.TruncatedNormal, seed, inputAxes, outputAxes)
{
    /// <inheritdoc/>
    public override Config GetConfig() => AxesConfig();
}
