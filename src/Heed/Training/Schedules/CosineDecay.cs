namespace Heed.Optimizers;

/// <summary>Lowers the rate along half a cosine wave, perhaps after a straight warm-up.</summary>
/// <remarks>
/// <c>rate · ((1 − alpha) · (1 + cos(π · step / steps)) / 2 + alpha)</c>. With a warm-up, the rate first rises in a straight line to its target, from
/// which the cosine then starts. Source: Loshchilov and Hutter 2016, arXiv:1608.03983; keras/src/optimizers/schedules/learning_rate_schedule.py.
/// </remarks>
public sealed class CosineDecay : LearningRateSchedule
{
    /// <summary>Creates the schedule.</summary>
    /// <param name="initialLearningRate">The rate of the first step.</param>
    /// <param name="decaySteps">How many steps the cosine takes; above 0.</param>
    /// <param name="alpha">The rate at the end, as a fraction of that at the start of the cosine.</param>
    /// <param name="name">Kept for configs.</param>
    /// <param name="warmupTarget">The rate after the warm-up; <see langword="null"/>: there is none.</param>
    /// <param name="warmupSteps">How many steps the warm-up takes.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public CosineDecay(double initialLearningRate, double decaySteps, double alpha = 0.0, string name = nameof(CosineDecay), double? warmupTarget = null,
                       double warmupSteps = 0) : base(name)
    {
        InitialLearningRate = Require.NotNegative(initialLearningRate, this);
        DecaySteps = Require.Positive(decaySteps, this);
        Alpha = Require.NotNegative(alpha, this);
        WarmupTarget = Require.Optional(warmupTarget, Require.NotNegative, this);
        WarmupSteps = Require.NotNegative(warmupSteps, this);
    }

    /// <summary>The rate of the first step.</summary>
    public double InitialLearningRate { get; }

    /// <summary>How many steps the cosine takes.</summary>
    public double DecaySteps { get; }

    /// <summary>The rate at the end, as a fraction of that at the start of the cosine.</summary>
    public double Alpha { get; }

    /// <summary>The rate after the warm-up, if there is one.</summary>
    public double? WarmupTarget { get; }

    /// <summary>How many steps the warm-up takes.</summary>
    public double WarmupSteps { get; }

    /// <inheritdoc/>
    public override double At(double step)
    {
        if (WarmupTarget is not { } target) return Cosine(InitialLearningRate, step);
        return step < WarmupSteps
            ? InitialLearningRate + (target - InitialLearningRate) * step / WarmupSteps
            : Cosine(target, step - WarmupSteps);
    }

    /// <inheritdoc/>
    public override Config GetConfig() => new Config().With("initial_learning_rate", InitialLearningRate).With("decay_steps", Steps(DecaySteps))
        .With("alpha", Alpha).With("name", Name).With("warmup_target", WarmupTarget).With("warmup_steps", Steps(WarmupSteps));

    internal static CosineDecay FromConfig(Config config) => new(config.Require<double>("initial_learning_rate"), config.Require<double>("decay_steps"),
        config.Get("alpha", 0.0), config.Name ?? nameof(CosineDecay), config.Get<double?>("warmup_target", null), config.Get("warmup_steps", 0.0));

    private double Cosine(double rate, double step)
    {
        double wave = 0.5 * (1 + Math.Cos(Math.PI * Math.Min(step, DecaySteps) / DecaySteps));
        return rate * ((1 - Alpha) * wave + Alpha);
    }
}
