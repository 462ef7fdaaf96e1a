namespace Heed.Initializers;

/// <summary>Truncated normal values of variance <c>1 / fanIn</c>, for SELU units.</summary>
/// <remarks>Source: Klambauer et al. 2017, arXiv:1706.02515; keras/src/initializers/random_initializers.py.</remarks>
/// <param name="seed">A number or a generator; <see langword="null"/> draws a number.</param>
/// <param name="inputAxes">The axes whose lengths make the fan in; <see langword="null"/>: as the shape suggests.</param>
/// <param name="outputAxes">The axes whose lengths make the fan out; <see langword="null"/>: as the shape suggests.</param>
public sealed class LecunNormal(RandomSeed? seed = null, int[]? inputAxes = null, int[]? outputAxes = null)
    : VarianceScaling(1.0, FanMode.FanIn, ScalingDistribution.TruncatedNormal, seed, inputAxes, outputAxes)
{
    /// <inheritdoc/>
    public override Config GetConfig() => AxesConfig();
}
