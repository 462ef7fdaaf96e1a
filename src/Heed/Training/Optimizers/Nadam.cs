using Heed.Kernels;

namespace Heed.Optimizers;

/// <summary>Adam with Nesterov's look ahead.</summary>
/// <remarks>
/// <para><b>Rule</b>  m and v as Adam, u_t = β₁ (1 − 0.96ᵗ / 2), U_t = u₁ … u_t, w ← w − rate · (u_{t+1} m / (1 − U_t u_{t+1}) + (1 − u_t) g / (1 − U_t)) / (√(v / (1 −
/// β₂ᵗ)) + ε).</para>
/// <para><b>Source</b>  Dozat 2016; keras/src/optimizers/nadam.py.</para>
/// </remarks>
public sealed class Nadam : ElementwiseOptimizer
{
    private Variable? _product;     // U_t: Keras gives it no name of its own
    private long _steps;            // that it holds

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">A number or a schedule; <see langword="null"/>: 0.001.</param>
    /// <param name="beta1">How much of the mean of gradients stays at every step, in [0, 1].</param>
    /// <param name="beta2">How much of the mean of squares stays at every step, in [0, 1].</param>
    /// <param name="epsilon">Keeps the division finite; at least 0.</param>
    /// <param name="name">The first part of its variables' paths; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public Nadam(LearningRateSchedule? learningRate = null, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7, string? name = null)
        : base(learningRate ?? 0.001, name)
    {
        Beta1 = Require.Fraction(beta1, this);
        Beta2 = Require.Fraction(beta2, this);
        Epsilon = Require.NotNegative(epsilon, this);
    }

    /// <summary>How much of the mean of gradients stays at every step.</summary>
    public double Beta1 { get; }

    /// <summary>How much of the mean of squares stays at every step.</summary>
    public double Beta2 { get; }

    /// <summary>Keeps the division finite.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    protected override void CreateSlots(IReadOnlyList<Variable> variables)
    {
        (First, Second) = AddSlots(variables, "momentum", "velocity");
        _product = AddUnnamed("variable", Ops.Ones(Shape.Scalar, variables.Count > 0 ? variables[0].DType : DType.Float32));
    }

    private protected override void BeginUpdate()
    {
        long t = Iterations + 1;
        if (!ListsUnnamed && t != _steps + 1) CatchUp(t - 1);
        _product!.Assign(_product.Value * Share(t));
        _steps = t;
    }

    /// <summary>The product after so many steps, where no file held it.</summary>
    private void CatchUp(long steps)
    {
        const long Last = 1000;     // from there on a share is β₁; a damaged file may count any number of steps
        double product = Math.Pow(Beta1, Math.Max(0, steps - Last));
        for (long t = 1; t <= Math.Min(steps, Last); t++) product *= Share(t);
        _product!.Assign(Ops.FullLike(_product.Value, product));
    }

    private protected override void Update<T>(UpdateStep<T> step, double learningRate)
    {
        long t = Iterations + 1;
        double product = _product!.Value.Cast(DType.Float64).Item<double>(), next = Share(t + 1);
        double meanRate = learningRate * next / (1 - product * next), gradientRate = learningRate * (1 - Share(t)) / (1 - product);
        step.Run(new NadamRule<T>(T.CreateChecked(1 - Beta1), T.CreateChecked(1 - Beta2), T.CreateChecked(meanRate), T.CreateChecked(gradientRate),
            T.CreateChecked(1 / (1 - Math.Pow(Beta2, t))), T.CreateChecked(Epsilon)));
    }

    /// <summary>u_t</summary>
    private double Share(long t) => Beta1 * (1 - 0.5 * Math.Pow(0.96, t));

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig()
        .With("beta_1", Beta1).With("beta_2", Beta2).With("epsilon", Epsilon);

    internal static Nadam FromConfig(Config config) => new(ReadLearningRate(config), config.Get("beta_1", 0.9), config.Get("beta_2", 0.999),
        config.Get("epsilon", 1e-7), config.Name);
}
