namespace Heed.Optimizers;

/// <summary>Divides the rate by a number that grows with the steps: <c>initial / (1 + rate · step / steps)</c>.</summary>
/// <remarks>Source: keras/src/optimizers/schedules/learning_rate_schedule.py.</remarks>
public sealed class InverseTimeDecay : LearningRateSchedule
{
    /// <summary>Creates the schedule.</summary>
    /// <param name="initialLearningRate">The rate of the first step.</param>
    /// <param name="decaySteps">After so many steps the divisor has grown by <paramref name="decayRate"/>; above 0.</param>
    /// <param name="decayRate">How fast the divisor grows.</param>
    /// <param name="staircase">Change only every <paramref name="decaySteps"/> steps, rather than a little at every step?</param>
    /// <param name="name">Kept for configs.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public InverseTimeDecay(double initialLearningRate, double decaySteps, double decayRate, bool staircase = false,
                            string name = nameof(InverseTimeDecay)) : base(name)
    {
        InitialLearningRate = Require.NotNegative(initialLearningRate, this);
        DecaySteps = Require.Positive(decaySteps, this);
        DecayRate = Require.NotNegative(decayRate, this);
        Staircase = staircase;
    }

    /// <summary>The rate of the first step.</summary>
    public double InitialLearningRate { get; }

    /// <summary>After so many steps the divisor has grown by <see cref="DecayRate"/>.</summary>
    public double DecaySteps { get; }

    /// <summary>How fast the divisor grows.</summary>
    public double DecayRate { get; }

    /// <summary>Does it change only every <see cref="DecaySteps"/> steps?</summary>
    public bool Staircase { get; }

    /// <inheritdoc/>
    public override double At(double step)
    {
        double times = step / DecaySteps;
        return InitialLearningRate / (1 + DecayRate * (Staircase ? Math.Floor(times) : times));
    }

    /// <inheritdoc/>
    public override Config GetConfig() => new Config().With("initial_learning_rate", InitialLearningRate)
        .With("decay_steps", Steps(DecaySteps)).With("decay_rate", DecayRate).With("staircase", Staircase).With("name", Name);

    internal static InverseTimeDecay FromConfig(Config config) => new(config.Require<double>("initial_learning_rate"),
        config.Require<double>("decay_steps"), config.Require<double>("decay_rate"), config.Get("staircase", false), config.Name ?? nameof(InverseTimeDecay));
}
