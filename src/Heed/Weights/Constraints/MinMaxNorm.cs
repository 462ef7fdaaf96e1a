namespace Heed.Constraints;

/// <summary>Stretches or shrinks the vectors of a weight towards a range of lengths.</summary>
/// <remarks>Source: keras/src/constraints/constraints.py.</remarks>
/// <param name="minValue">The smallest length.</param>
/// <param name="maxValue">The greatest length.</param>
/// <param name="rate">How far each step goes: 1 reaches the range at once, 0 does nothing.</param>
/// <param name="axis">The axis or axes along which a vector lies; <see langword="null"/>: 0, the incoming weights of each unit of a dense kernel.</param>
public sealed class MinMaxNorm(double minValue = 0.0, double maxValue = 1.0, double rate = 1.0, Axes? axis = null) : Constraint
{
    /// <summary>The smallest length.</summary>
    public double MinValue => minValue;

    /// <summary>The greatest length.</summary>
    public double MaxValue => maxValue;

    /// <summary>How far each step goes.</summary>
    public double Rate => rate;

    /// <summary>The axis or axes along which a vector lies.</summary>
    public Axes Axis { get; } = axis ?? 0;

    /// <inheritdoc/>
    public override Tensor Project(Tensor weight)
    {
        Tensor norms = VectorNorms.Of(weight, Axis);
        Tensor desired = rate * Ops.Clip(norms, minValue, maxValue) + (1 - rate) * norms;
        return weight * (desired / (VectorNorms.Epsilon + norms));
    }

    /// <inheritdoc/>
    public override Config GetConfig() => new Config().With("min_value", minValue).With("max_value", maxValue).With("rate", rate).With("axis", Axis);

    internal static MinMaxNorm FromConfig(Config config) =>
        new(config.Get("min_value", 0.0), config.Get("max_value", 1.0), config.Get("rate", 1.0), config.Get<Axes>("axis", 0));
}
