namespace Heed.Initializers;

/// <summary>Even values within <c>±√(3 / fanIn)</c>.</summary>
/// <remarks>Source: LeCun et al. 1998, Efficient BackProp; keras/src/initializers/random_initializers.py.</remarks>
/// <param name="seed">A number or a generator; <see langword="null"/> draws a number.</param>
/// <param name="inputAxes">The axes whose lengths make the fan in; <see langword="null"/>: as the shape suggests.</param>
/// <param name="outputAxes">The axes whose lengths make the fan out; <see langword="null"/>: as the shape suggests.</param>
public sealed class LecunUniform(RandomSeed? seed = null, int[]? inputAxes = null, int[]? outputAxes = null)
    : VarianceScaling(1.0, FanMode.FanIn, ScalingDistribution.Uniform, seed, inputAxes, outputAxes)
{
    /// <inheritdoc/>
    public override Config GetConfig() => AxesConfig();
}
