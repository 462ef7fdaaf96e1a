using Heed.Kernels;

namespace Heed.Optimizers;

/// <summary>Steps of one size for every weight, in the direction of a mean of gradients.</summary>
/// <remarks>
/// <para><b>Rule</b>  w ← w − rate · sign(β₁ m + (1 − β₁) g), m ← β₂ m + (1 − β₂) g.</para>
/// <para><b>Source</b>  Chen et al. 2023, arXiv:2302.06675; keras/src/optimizers/lion.py.</para>
/// </remarks>
public sealed class Lion : ElementwiseOptimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">A number or a schedule; <see langword="null"/>: 0.001.</param>
    /// <param name="beta1">How much the mean of gradients says about the direction, in (0, 1].</param>
    /// <param name="beta2">How much of the mean of gradients stays at every step, in [0, 1].</param>
    /// <param name="name">The first part of its variables' paths; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public Lion(LearningRateSchedule? learningRate = null, double beta1 = 0.9, double beta2 = 0.99, string? name = null)
        : base(learningRate ?? 0.001, name)
    {
        Beta1 = beta1 is > 0 and <= 1 ? beta1
            : throw new ArgumentOutOfRangeException(nameof(beta1), FormattableString.Invariant($"{this} expects beta1 to be in (0, 1]. Received {beta1}."));
        Beta2 = Require.Fraction(beta2, this);
    }

    /// <summary>How much the mean of gradients says about the direction.</summary>
    public double Beta1 { get; }

    /// <summary>How much of the mean of gradients stays at every step.</summary>
    public double Beta2 { get; }

    /// <inheritdoc/>
    protected override void CreateSlots(IReadOnlyList<Variable> variables) => First = AddSlots(variables, "momentum");

    private protected override void Update<T>(UpdateStep<T> step, double learningRate) =>
        step.Run(new LionRule<T>(T.CreateChecked(learningRate), T.CreateChecked(1 - Beta1), T.CreateChecked(1 - Beta2)));

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig()
        .With("beta_1", Beta1).With("beta_2", Beta2);

    internal static Lion FromConfig(Config config) => new(ReadLearningRate(config), config.Get("beta_1", 0.9), config.Get("beta_2", 0.99), config.Name);
}
