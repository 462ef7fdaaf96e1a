namespace Heed.Constraints;

/// <summary>Makes every vector of a weight one long: <c>w / (‖w‖ + 1e-7)</c>.</summary>
/// <remarks>Source: keras/src/constraints/constraints.py.</remarks>
/// <param name="axis">The axis or axes along which a vector lies; <see langword="null"/>: 0, the incoming weights of each unit of a dense kernel.</param>
public sealed class UnitNorm(Axes? axis = null) : Constraint
{
    /// <summary>The axis or axes along which a vector lies.</summary>
    public Axes Axis { get; } = axis ?? 0;

    /// <inheritdoc/>
    public override Tensor Project(Tensor weight) => weight / (VectorNorms.Epsilon + VectorNorms.Of(weight, Axis));

    /// <inheritdoc/>
    public override Config GetConfig() => new Config().With("axis", Axis);

    internal static UnitNorm FromConfig(Config config) => new(config.Get<Axes>("axis", 0));
}
