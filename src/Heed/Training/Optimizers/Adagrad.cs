using Heed.Kernels;

namespace Heed.Optimizers;

/// <summary>Steps divided by the root of the sum of all past squared gradients: they shrink where gradients were large.</summary>
/// <remarks>
/// <para><b>Rule</b>  s ← s + g², w ← w − rate · g / √(s + ε).</para>
/// <para><b>Source</b>  Duchi et al. 2011; keras/src/optimizers/adagrad.py.</para>
/// </remarks>
public sealed class Adagrad : ElementwiseOptimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">A number or a schedule; <see langword="null"/>: 0.001.</param>
    /// <param name="initialAccumulatorValue">The first value of the sum; at least 0.</param>
    /// <param name="epsilon">Keeps the division finite; at least 0.</param>
    /// <param name="name">The first part of its variables' paths; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public Adagrad(LearningRateSchedule? learningRate = null, double initialAccumulatorValue = 0.1, double epsilon = 1e-7, string? name = null)
        : base(learningRate ?? 0.001, name)
    {
        InitialAccumulatorValue = Require.NotNegative(initialAccumulatorValue, this);
        Epsilon = Require.NotNegative(epsilon, this);
    }

    /// <summary>The first value of the sum.</summary>
    public double InitialAccumulatorValue { get; }

    /// <summary>Keeps the division finite.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    protected override void CreateSlots(IReadOnlyList<Variable> variables)
    {
        First = AddSlots(variables, "accumulator");
        foreach (Variable accumulator in First) accumulator.Assign(Ops.FullLike(accumulator.Value, InitialAccumulatorValue));
    }

    private protected override void Update<T>(UpdateStep<T> step, double learningRate) =>
        step.Run(new AdagradRule<T>(T.CreateChecked(learningRate), T.CreateChecked(Epsilon)));

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig()
        .With("initial_accumulator_value", InitialAccumulatorValue).With("epsilon", Epsilon);

    internal static Adagrad FromConfig(Config config) => new(ReadLearningRate(config), config.Get("initial_accumulator_value", 0.1), config.Get("epsilon", 1e-7), config.Name);
}
