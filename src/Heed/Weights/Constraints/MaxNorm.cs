namespace Heed.Constraints;

/// <summary>Shrinks the vectors of a weight that are longer than a limit.</summary>
/// <remarks>Source: keras/src/constraints/constraints.py.</remarks>
/// <param name="maxValue">The greatest length.</param>
/// <param name="axis">The axis or axes along which a vector lies; <see langword="null"/>: 0, the incoming weights of each unit of a dense kernel.</param>
public sealed class MaxNorm(double maxValue = 2, Axes? axis = null) : Constraint
{
    /// <summary>The greatest length.</summary>
    public double MaxValue => maxValue;

    /// <summary>The axis or axes along which a vector lies.</summary>
    public Axes Axis { get; } = axis ?? 0;

    /// <inheritdoc/>
    public override Tensor Project(Tensor weight)
    {
        Tensor norms = VectorNorms.Of(weight, Axis);
        return weight * (Ops.Clip(norms, 0, maxValue) / (VectorNorms.Epsilon + norms));
    }

    /// <inheritdoc/>
    public override Config GetConfig() => new Config().With("max_value", maxValue).With("axis", Axis);

    internal static MaxNorm FromConfig(Config config) => new(config.Get("max_value", 2.0), config.Get<Axes>("axis", 0));
}
