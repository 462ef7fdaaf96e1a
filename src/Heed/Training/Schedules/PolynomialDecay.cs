namespace Heed.Optimizers;

/// <summary>Goes from one rate to another along a power: <c>(initial − end) · (1 − step / steps)^power + end</c>.</summary>
/// <remarks>Source: keras/src/optimizers/schedules/learning_rate_schedule.py.</remarks>
public sealed class PolynomialDecay : LearningRateSchedule
{
    /// <summary>Creates the schedule.</summary>
    /// <param name="initialLearningRate">The rate of the first step.</param>
    /// <param name="decaySteps">After so many steps the end is reached; above 0.</param>
    /// <param name="endLearningRate">The rate at the end.</param>
    /// <param name="power">1 is a straight line; above 0.</param>
    /// <param name="cycle">Beyond the end: start again over twice, three times … as many steps, rather than stay there?</param>
    /// <param name="name">Kept for configs.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public PolynomialDecay(double initialLearningRate, double decaySteps, double endLearningRate = 0.0001, double power = 1.0, bool cycle = false,
                           string name = nameof(PolynomialDecay)) : base(name)
    {
        InitialLearningRate = Require.NotNegative(initialLearningRate, this);
        DecaySteps = Require.Positive(decaySteps, this);
        EndLearningRate = Require.NotNegative(endLearningRate, this);
        Power = Require.Positive(power, this);
        Cycle = cycle;
    }

    /// <summary>The rate of the first step.</summary>
    public double InitialLearningRate { get; }

    /// <summary>After so many steps the end is reached.</summary>
    public double DecaySteps { get; }

    /// <summary>The rate at the end.</summary>
    public double EndLearningRate { get; }

    /// <summary>1 is a straight line.</summary>
    public double Power { get; }

    /// <summary>Does it start again beyond the end?</summary>
    public bool Cycle { get; }

    /// <inheritdoc/>
    public override double At(double step)
    {
        double steps = Cycle && step > 0 ? DecaySteps * Math.Ceiling(step / DecaySteps) : DecaySteps;
        return (InitialLearningRate - EndLearningRate) * Math.Pow(1 - Math.Min(step, steps) / steps, Power) + EndLearningRate;
    }

    /// <inheritdoc/>
    public override Config GetConfig() => new Config().With("initial_learning_rate", InitialLearningRate).With("decay_steps", Steps(DecaySteps))
        .With("end_learning_rate", EndLearningRate).With("power", Power).With("cycle", Cycle).With("name", Name);

    internal static PolynomialDecay FromConfig(Config config) => new(config.Require<double>("initial_learning_rate"),
        config.Require<double>("decay_steps"), config.Get("end_learning_rate", 0.0001), config.Get("power", 1.0),
        config.Get("cycle", false), config.Name ?? nameof(PolynomialDecay));
}
