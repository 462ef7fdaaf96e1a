using Heed.Kernels;

namespace Heed.Optimizers;

/// <summary>Steps divided by the root of the mean of past squared gradients.</summary>
/// <remarks>
/// <para><b>Rule</b>  v ← ρ v + (1 − ρ) g², w ← w − rate · g / √(v + ε). Centered, the variance v − a² replaces v, with a ← ρ a + (1 − ρ) g. With momentum, m ← momentum ·
/// m + rate · g / √…, w ← w − m.</para>
/// <para><b>Source</b>  Hinton 2012; keras/src/optimizers/rmsprop.py.</para>
/// </remarks>
public sealed class RMSprop : ElementwiseOptimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">A number or a schedule; <see langword="null"/>: 0.001.</param>
    /// <param name="rho">How much of the mean of squares stays at every step, in [0, 1].</param>
    /// <param name="momentum">How much of the last change is made again.</param>
    /// <param name="epsilon">Keeps the division finite; at least 0.</param>
    /// <param name="centered">Divide by the root of the variance, rather than of the mean of squares?</param>
    /// <param name="name">The first part of its variables' paths; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public RMSprop(LearningRateSchedule? learningRate = null, double rho = 0.9, double momentum = 0.0, double epsilon = 1e-7, bool centered = false, string? name = null)
        : base(learningRate ?? 0.001, name)
    {
        Rho = Require.Fraction(rho, this);
        Momentum = Require.NotNegative(momentum, this);
        Epsilon = Require.NotNegative(epsilon, this);
        Centered = centered;
    }

    /// <summary>How much of the mean of squares stays at every step.</summary>
    public double Rho { get; }

    /// <summary>How much of the last change is made again.</summary>
    public double Momentum { get; }

    /// <summary>Keeps the division finite.</summary>
    public double Epsilon { get; }

    /// <summary>Does it divide by the root of the variance?</summary>
    public bool Centered { get; }

    /// <inheritdoc/>
    protected override void CreateSlots(IReadOnlyList<Variable> variables)
    {
        First = AddSlots(variables, "velocity");
        if (Momentum > 0) Second = AddSlots(variables, "momentum");
        if (Centered) Third = AddSlots(variables, "average_gradient");
    }

    private protected override void Update<T>(UpdateStep<T> step, double learningRate) =>
        step.Run(new RmsPropRule<T>(T.CreateChecked(learningRate), T.CreateChecked(Rho), T.CreateChecked(Momentum), T.CreateChecked(Epsilon), Centered));

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig()
        .With("rho", Rho).With("momentum", Momentum).With("epsilon", Epsilon).With("centered", Centered);

    internal static RMSprop FromConfig(Config config) => new(ReadLearningRate(config), config.Get("rho", 0.9), config.Get("momentum", 0.0),
        config.Get("epsilon", 1e-7), config.Get("centered", false), config.Name);
}
