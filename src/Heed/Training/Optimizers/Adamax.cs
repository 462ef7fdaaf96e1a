using Heed.Kernels;

namespace Heed.Optimizers;

/// <summary>Adam with the largest past gradient in place of the root of the mean of squares.</summary>
/// <remarks>
/// <para><b>Rule</b>  m ← m + (g − m)(1 − β₁), u ← max(β₂ u, |g|), w ← w − rate / (1 − β₁ᵗ) · m / (u + ε).</para>
/// <para><b>Source</b>  Kingma and Ba 2014, arXiv:1412.6980; keras/src/optimizers/adamax.py.</para>
/// </remarks>
public sealed class Adamax : ElementwiseOptimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">A number or a schedule; <see langword="null"/>: 0.001.</param>
    /// <param name="beta1">How much of the mean of gradients stays at every step, in [0, 1].</param>
    /// <param name="beta2">How much of the largest gradient stays at every step, in [0, 1].</param>
    /// <param name="epsilon">Keeps the division finite; at least 0.</param>
    /// <param name="name">The first part of its variables' paths; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public Adamax(LearningRateSchedule? learningRate = null, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7, string? name = null)
        : base(learningRate ?? 0.001, name)
    {
        Beta1 = Require.Fraction(beta1, this);
        Beta2 = Require.Fraction(beta2, this);
        Epsilon = Require.NotNegative(epsilon, this);
    }

    /// <summary>How much of the mean of gradients stays at every step.</summary>
    public double Beta1 { get; }

    /// <summary>How much of the largest gradient stays at every step.</summary>
    public double Beta2 { get; }

    /// <summary>Keeps the division finite.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    protected override void CreateSlots(IReadOnlyList<Variable> variables) => (First, Second) = AddSlots(variables, "momentum", "norm");

    private protected override void Update<T>(UpdateStep<T> step, double learningRate)
    {
        double alpha = learningRate / (1 - Math.Pow(Beta1, Iterations + 1));
        step.Run(new AdamaxRule<T>(T.CreateChecked(alpha), T.CreateChecked(1 - Beta1), T.CreateChecked(Beta2), T.CreateChecked(Epsilon)));
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig()
        .With("beta_1", Beta1).With("beta_2", Beta2).With("epsilon", Epsilon);

    internal static Adamax FromConfig(Config config) => new(ReadLearningRate(config), config.Get("beta_1", 0.9), config.Get("beta_2", 0.999),
        config.Get("epsilon", 1e-7), config.Name);
}
