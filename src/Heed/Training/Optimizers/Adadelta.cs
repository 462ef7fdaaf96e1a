using Heed.Kernels;

namespace Heed.Optimizers;

/// <summary>Steps as large as past changes were, divided by the size of past gradients.</summary>
/// <remarks>
/// <para><b>Rule</b>  s ← ρ s + (1 − ρ) g², Δ = g √(d + ε) / √(s + ε), d ← ρ d + (1 − ρ) Δ², w ← w − rate · Δ.</para>
/// <para><b>Source</b>  Zeiler 2012, arXiv:1212.5701; keras/src/optimizers/adadelta.py.</para>
/// </remarks>
public sealed class Adadelta : ElementwiseOptimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">A number or a schedule; <see langword="null"/>: 0.001.</param>
    /// <param name="rho">How much of the mean of squares stays at every step, in [0, 1].</param>
    /// <param name="epsilon">Keeps the division finite; at least 0.</param>
    /// <param name="name">The first part of its variables' paths; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public Adadelta(LearningRateSchedule? learningRate = null, double rho = 0.95, double epsilon = 1e-7, string? name = null)
        : base(learningRate ?? 0.001, name)
    {
        Rho = Require.Fraction(rho, this);
        Epsilon = Require.NotNegative(epsilon, this);
    }

    /// <summary>How much of the mean of squares stays at every step.</summary>
    public double Rho { get; }

    /// <summary>Keeps the division finite.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    protected override void CreateSlots(IReadOnlyList<Variable> variables) => (First, Second) = AddSlots(variables, "accumulated_grad", "accumulated_delta_var");

    private protected override void Update<T>(UpdateStep<T> step, double learningRate) =>
        step.Run(new AdadeltaRule<T>(T.CreateChecked(learningRate), T.CreateChecked(Rho), T.CreateChecked(Epsilon)));

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig()
        .With("rho", Rho).With("epsilon", Epsilon);

    internal static Adadelta FromConfig(Config config) => new(ReadLearningRate(config), config.Get("rho", 0.95), config.Get("epsilon", 1e-7), config.Name);
}
