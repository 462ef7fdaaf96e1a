using System.Numerics;
using Heed.Kernels;

namespace Heed.Optimizers;

/// <summary>Adam whose step for a whole weight is as large as the weight: made for large batches.</summary>
/// <remarks>
/// <para><b>Rule</b>  m and v as Adam, u = m / (1 − β₁ᵗ) / (√(v / (1 − β₂ᵗ)) + ε), w ← w − rate · |w| / |u| · u; the quotient is 1 where a norm is 0.</para>
/// <para><b>Source</b>  You et al. 2019, arXiv:1904.00962; keras/src/optimizers/lamb.py.</para>
/// </remarks>
public sealed class Lamb : Optimizer
{
    private Variable[] _momentums = [], _velocities = [];

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">A number or a schedule; <see langword="null"/>: 0.001.</param>
    /// <param name="beta1">How much of the mean of gradients stays at every step, in [0, 1].</param>
    /// <param name="beta2">How much of the mean of squares stays at every step, in [0, 1].</param>
    /// <param name="epsilon">Keeps the division finite; at least 0.</param>
    /// <param name="name">The first part of its variables' paths; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public Lamb(LearningRateSchedule? learningRate = null, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7, string? name = null)
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
    protected override void CreateSlots(IReadOnlyList<Variable> variables) => (_momentums, _velocities) = AddSlots(variables, "momentum", "velocity");

    /// <inheritdoc/>
    protected override void Update(int index, Variable variable, Tensor gradient, double learningRate)
    {
        Variable momentum = _momentums[index], velocity = _velocities[index];
        Tensor change = variable.DType switch
        {
            DType.Float32 => Change<float>(gradient, momentum, velocity),
            DType.Float64 => Change<double>(gradient, momentum, velocity),
            _ => ChangeByOps(gradient, momentum, velocity),
        };
        double weightNorm = Norm([variable.Value]), changeNorm = Norm([change]);
        double ratio = weightNorm > 0 && changeNorm > 0 ? weightNorm / changeNorm : 1;
        variable.Assign(variable.Value - change * (ratio * learningRate));
    }

    private Tensor Change<T>(Tensor gradient, Variable momentum, Variable velocity) where T : unmanaged, INumber<T>
    {
        Tensor change = Ops.ZerosLike(gradient);
        LambRule<T> rule = new(T.CreateChecked(1 - Beta1), T.CreateChecked(1 - Beta2), T.CreateChecked(MeanScale), T.CreateChecked(SquareScale), T.CreateChecked(Epsilon));
        UpdateLoop.Run(rule, change.Writable<T>(), GradientOf<T>(gradient), momentum.Write<T>(), velocity.Write<T>());
        return change;
    }

    private Tensor ChangeByOps(Tensor gradient, Variable momentum, Variable velocity)
    {
        momentum.Assign(momentum.Value + (gradient - momentum.Value) * (1 - Beta1));
        velocity.Assign(velocity.Value + (Ops.Square(gradient) - velocity.Value) * (1 - Beta2));
        return momentum.Value * MeanScale / (Ops.Sqrt(velocity.Value * SquareScale) + Epsilon);
    }

    private double MeanScale => 1 / (1 - Math.Pow(Beta1, Iterations + 1));

    private double SquareScale => 1 / (1 - Math.Pow(Beta2, Iterations + 1));

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig()
        .With("beta_1", Beta1).With("beta_2", Beta2).With("epsilon", Epsilon);

    internal static Lamb FromConfig(Config config) => new(ReadLearningRate(config), config.Get("beta_1", 0.9), config.Get("beta_2", 0.999),
        config.Get("epsilon", 1e-7), config.Name);
}
