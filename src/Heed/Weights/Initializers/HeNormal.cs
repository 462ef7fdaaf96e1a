namespace Heed.Initializers;

/// <summary>Truncated normal values of variance <c>2 / fanIn</c>, for ReLU units.</summary>
/// <remarks>Source: He et al. 2015, arXiv:1502.01852; keras/src/initializers/random_initializers.py.</remarks>
/// <param name="seed">A number or a generator; <see langword="null"/> draws a number.</param>
/// <param name="inputAxes">The axes whose lengths make the fan in; <see langword="null"/>: as the shape suggests.</param>
/// <param name="outputAxes">The axes whose lengths make the fan out; <see langword="null"/>: as the shape suggests.</param>
public sealed class HeNormal(RandomSeed? seed = null, int[]? inputAxes = null, int[]? outputAxes = null)
    : VarianceScaling(2.0, FanMode.FanIn, ScalingDistribution.TruncatedNormal, seed, inputAxes, outputAxes)
{
    /// <inheritdoc/>
    public override Config GetConfig() => AxesConfig();
}
