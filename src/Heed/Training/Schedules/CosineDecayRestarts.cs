namespace Heed.Optimizers;

/// <summary>Lowers the rate along half a cosine wave again and again, over longer and longer periods.</summary>
/// <remarks>
/// Period i takes <c>first · tMul^i</c> steps and starts at <c>initial · mMul^i</c>. Which period a step is in is found in single precision, as in
/// Keras, so that both restart at the same step.
/// Source: Loshchilov and Hutter 2016, arXiv:1608.03983; keras/src/optimizers/schedules/learning_rate_schedule.py.
/// </remarks>
public sealed class CosineDecayRestarts : LearningRateSchedule
{
    /// <summary>Creates the schedule.</summary>
    /// <param name="initialLearningRate">The rate of the first step.</param>
    /// <param name="firstDecaySteps">How many steps the first period takes; above 0.</param>
    /// <param name="tMul">How many times longer each period is than the one before; above 0.</param>
    /// <param name="mMul">How many times higher each period starts than the one before.</param>
    /// <param name="alpha">The lowest rate, as a fraction of the first.</param>
    /// <param name="name">Kept for configs.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public CosineDecayRestarts(double initialLearningRate, double firstDecaySteps, double tMul = 2.0, double mMul = 1.0, double alpha = 0.0,
                               string name = "SGDRDecay") : base(name)
    {
        InitialLearningRate = Require.NotNegative(initialLearningRate, this);
        FirstDecaySteps = Require.Positive(firstDecaySteps, this);
        TMul = Require.Positive(tMul, this);
        MMul = Require.NotNegative(mMul, this);
        Alpha = Require.NotNegative(alpha, this);
    }

    /// <summary>The rate of the first step.</summary>
    public double InitialLearningRate { get; }

    /// <summary>How many steps the first period takes.</summary>
    public double FirstDecaySteps { get; }

    /// <summary>How many times longer each period is than the one before.</summary>
    public double TMul { get; }

    /// <summary>How many times higher each period starts than the one before.</summary>
    public double MMul { get; }

    /// <summary>The lowest rate, as a fraction of the first.</summary>
    public double Alpha { get; }

    /// <inheritdoc/>
    public override double At(double step)
    {
        float done = (float)step / (float)FirstDecaySteps, factor = (float)TMul;    // in first periods
        float period = MathF.Floor(done), place = done - period;
        if (factor != 1)
        {
            period = MathF.Floor(MathF.Log(1 - done * (1 - factor)) / MathF.Log(factor));
            float start = (1 - MathF.Pow(factor, period)) / (1 - factor);
            place = (done - start) / MathF.Pow(factor, period);
        }
        double wave = 0.5 * Math.Pow(MMul, period) * (1 + Math.Cos(Math.PI * place));
        return InitialLearningRate * ((1 - Alpha) * wave + Alpha);
    }

    /// <inheritdoc/>
    public override Config GetConfig() => new Config().With("initial_learning_rate", InitialLearningRate).With("first_decay_steps", Steps(FirstDecaySteps))
        .With("t_mul", TMul).With("m_mul", MMul).With("alpha", Alpha).With("name", Name);

    internal static CosineDecayRestarts FromConfig(Config config) => new(config.Require<double>("initial_learning_rate"),
        config.Require<double>("first_decay_steps"), config.Get("t_mul", 2.0), config.Get("m_mul", 1.0), config.Get("alpha", 0.0), config.Name ?? "SGDRDecay");
}
