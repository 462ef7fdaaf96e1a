using Heed.Kernels;

namespace Heed.Optimizers;

/// <summary>Follow the regularized leader: weights that gain little become 0.</summary>
/// <remarks>
/// <para><b>Rule</b>  l ← l + g + 2 λ w − (s₂ᵖ − sᵖ) / rate · w with s₂ = s + g² and p = −learningRatePower, w ← (clip(l, ±l₁) − l) / (s₂ᵖ / rate + 2 l₂ + β / rate).</para>
/// <para><b>Source</b>  McMahan et al. 2013; keras/src/optimizers/ftrl.py.</para>
/// </remarks>
public sealed class Ftrl : ElementwiseOptimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">A number or a schedule; <see langword="null"/>: 0.001.</param>
    /// <param name="learningRatePower">How fast steps shrink, at most 0; 0: they do not.</param>
    /// <param name="initialAccumulatorValue">The first value of the sum of squares; at least 0.</param>
    /// <param name="l1RegularizationStrength">The more, the more weights become 0.</param>
    /// <param name="l2RegularizationStrength">The more, the smaller weights become.</param>
    /// <param name="l2ShrinkageRegularizationStrength">λ: a penalty on the size of weights.</param>
    /// <param name="beta">Makes the first steps smaller.</param>
    /// <param name="name">The first part of its variables' paths; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public Ftrl(LearningRateSchedule? learningRate = null, double learningRatePower = -0.5, double initialAccumulatorValue = 0.1,
        double l1RegularizationStrength = 0.0, double l2RegularizationStrength = 0.0, double l2ShrinkageRegularizationStrength = 0.0, double beta = 0.0, string? name = null)
        : base(learningRate ?? 0.001, name)
    {
        LearningRatePower = learningRatePower <= 0 ? learningRatePower
            : throw new ArgumentOutOfRangeException(nameof(learningRatePower),
                FormattableString.Invariant($"{this} expects learningRatePower to be at most 0. Received {learningRatePower}."));
        InitialAccumulatorValue = Require.NotNegative(initialAccumulatorValue, this);
        L1RegularizationStrength = Require.NotNegative(l1RegularizationStrength, this);
        L2RegularizationStrength = Require.NotNegative(l2RegularizationStrength, this);
        L2ShrinkageRegularizationStrength = Require.NotNegative(l2ShrinkageRegularizationStrength, this);
        Beta = Require.NotNegative(beta, this);
    }

    /// <summary>How fast steps shrink.</summary>
    public double LearningRatePower { get; }

    /// <summary>The first value of the sum of squares.</summary>
    public double InitialAccumulatorValue { get; }

    /// <summary>The more, the more weights become 0.</summary>
    public double L1RegularizationStrength { get; }

    /// <summary>The more, the smaller weights become.</summary>
    public double L2RegularizationStrength { get; }

    /// <summary>λ: a penalty on the size of weights.</summary>
    public double L2ShrinkageRegularizationStrength { get; }

    /// <summary>Makes the first steps smaller.</summary>
    public double Beta { get; }

    /// <inheritdoc/>
    protected override void CreateSlots(IReadOnlyList<Variable> variables)
    {
        (First, Second) = AddSlots(variables, "accumulator", "linear");
        foreach (Variable accumulator in First) accumulator.Assign(Ops.FullLike(accumulator.Value, InitialAccumulatorValue));
    }

    private protected override void Update<T>(UpdateStep<T> step, double learningRate) =>
        step.Run(new FtrlRule<T>(T.CreateChecked(learningRate), T.CreateChecked(-LearningRatePower), T.CreateChecked(2 * L2ShrinkageRegularizationStrength),
            T.CreateChecked(L1RegularizationStrength), T.CreateChecked(2 * L2RegularizationStrength + Beta / learningRate)));

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig()
        .With("learning_rate_power", LearningRatePower).With("initial_accumulator_value", InitialAccumulatorValue)
        .With("l1_regularization_strength", L1RegularizationStrength).With("l2_regularization_strength", L2RegularizationStrength)
        .With("l2_shrinkage_regularization_strength", L2ShrinkageRegularizationStrength).With("beta", Beta);

    internal static Ftrl FromConfig(Config config) => new(ReadLearningRate(config), config.Get("learning_rate_power", -0.5),
        config.Get("initial_accumulator_value", 0.1), config.Get("l1_regularization_strength", 0.0), config.Get("l2_regularization_strength", 0.0),
        config.Get("l2_shrinkage_regularization_strength", 0.0), config.Get("beta", 0.0), config.Name);
}
