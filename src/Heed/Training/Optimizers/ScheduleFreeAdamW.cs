using Heed.Kernels;

namespace Heed.Optimizers;

/// <summary>Adam without a schedule: what would be a falling learning rate is an average of the weights.</summary>
/// <remarks>
/// <para><b>Rule</b>  v as Adam, z ← z − rate · g / (√(v / (1 − β₂ᵗ)) + ε), x ← x + (z − x) / t, w = (1 − β₁) z + β₁ x. The model holds w; rate grows over the first
/// <c>warmupSteps</c>.</para>
/// <para><b>Source</b>  Defazio et al. 2024, arXiv:2405.15682; keras/src/optimizers/schedule_free_adamw.py.</para>
/// </remarks>
public sealed class ScheduleFreeAdamW : ElementwiseOptimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">A number or a schedule; <see langword="null"/>: 0.0025.</param>
    /// <param name="beta1">How near the weights are to the average, in (0, 1].</param>
    /// <param name="beta2">How much of the mean of squares stays at every step, in [0, 1].</param>
    /// <param name="epsilon">Keeps the division finite; at least 0.</param>
    /// <param name="warmupSteps">Over so many steps the learning rate grows to its full size.</param>
    /// <param name="name">The first part of its variables' paths; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public ScheduleFreeAdamW(LearningRateSchedule? learningRate = null, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, int warmupSteps = 0, string? name = null)
        : base(learningRate ?? 0.0025, name)
    {
        Beta1 = beta1 is > 0 and <= 1 ? beta1
            : throw new ArgumentOutOfRangeException(nameof(beta1), FormattableString.Invariant($"{this} expects beta1 to be in (0, 1]. Received {beta1}."));
        Beta2 = Require.Fraction(beta2, this);
        Epsilon = Require.NotNegative(epsilon, this);
        WarmupSteps = Require.AtLeast(0, warmupSteps, this);
    }

    /// <summary>How near the weights are to the average.</summary>
    public double Beta1 { get; }

    /// <summary>How much of the mean of squares stays at every step.</summary>
    public double Beta2 { get; }

    /// <summary>Keeps the division finite.</summary>
    public double Epsilon { get; }

    /// <summary>Over so many steps the learning rate grows to its full size.</summary>
    public int WarmupSteps { get; }

    /// <inheritdoc/>
    protected override void CreateSlots(IReadOnlyList<Variable> variables)
    {
        (First, Second) = AddSlots(variables, "momentum", "velocity");
        for (int i = 0; i < First.Length; i++) First[i].Assign(variables[i].Value);
    }

    private protected override void Update<T>(UpdateStep<T> step, double learningRate)
    {
        long t = Iterations + 1;
        double rate = WarmupSteps > 0 ? learningRate * Math.Min((double)t / WarmupSteps, 1) : learningRate;
        step.Run(new ScheduleFreeRule<T>(T.CreateChecked(rate), T.CreateChecked(Beta1), T.CreateChecked(1 - Beta2), T.CreateChecked(1 / (1 - Math.Pow(Beta2, t))),
            T.CreateChecked(Epsilon), T.CreateChecked(1.0 / t)));
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig()
        .With("beta_1", Beta1).With("beta_2", Beta2).With("epsilon", Epsilon).With("warmup_steps", WarmupSteps);

    internal static ScheduleFreeAdamW FromConfig(Config config) => new(ReadLearningRate(config), config.Get("beta_1", 0.9), config.Get("beta_2", 0.999),
        config.Get("epsilon", 1e-8), config.Get("warmup_steps", 0), config.Name);
}
