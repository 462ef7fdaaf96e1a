namespace Heed.Optimizers;

/// <summary>Changes the rate at given steps and keeps it between them.</summary>
/// <remarks>Source: keras/src/optimizers/schedules/learning_rate_schedule.py.</remarks>
public sealed class PiecewiseConstantDecay : LearningRateSchedule
{
    /// <summary>Creates the schedule.</summary>
    /// <param name="boundaries">The last steps of each rate but the last, in ascending order.</param>
    /// <param name="values">The rates: one more than there are boundaries.</param>
    /// <param name="name">Kept for configs.</param>
    /// <exception cref="ArgumentException">The numbers of boundaries and values do not fit, or the boundaries do not ascend.</exception>
    public PiecewiseConstantDecay(IReadOnlyList<double> boundaries, IReadOnlyList<double> values, string name = "PiecewiseConstant") : base(name)
    {
        if (values.Count != boundaries.Count + 1)
            throw new ArgumentException($"{ClassName} expects one value more than boundaries. Received {values.Count} and {boundaries.Count}.");
        for (int i = 0; i < boundaries.Count; i++)
            if (double.IsNaN(boundaries[i]) || (i > 0 && boundaries[i] <= boundaries[i - 1]))
                throw new ArgumentException($"{ClassName} expects boundaries in ascending order. Received {string.Join(", ", boundaries)}.");
        Boundaries = [.. boundaries];
        Values = [.. values.Select(value => Require.NotNegative(value, this, nameof(values)))];
    }

    /// <summary>The last steps of each rate but the last.</summary>
    public IReadOnlyList<double> Boundaries { get; }

    /// <summary>The rates.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <inheritdoc/>
    public override double At(double step) => Values[Boundaries.Count(boundary => step > boundary)];

    /// <inheritdoc/>
    public override Config GetConfig() => new Config()
        .With("boundaries", Boundaries.Select(Steps))
        .With("values", Values).With("name", Name);

    internal static PiecewiseConstantDecay FromConfig(Config config) =>
        new(config.Require<double[]>("boundaries"), config.Require<double[]>("values"), config.Name ?? "PiecewiseConstant");
}
