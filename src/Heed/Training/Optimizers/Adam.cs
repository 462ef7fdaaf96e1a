using System.Numerics;
using Heed.Kernels;

namespace Heed.Optimizers;

/// <summary>Steps of nearly the same size for every weight: the mean of past gradients over the root of the mean of their squares.</summary>
/// <remarks>
/// <para><b>Rule</b>  at step t: m ← m + (g − m)(1 − β₁), v ← v + (g² − v)(1 − β₂), w ← w − α m / (√v + ε), α = rate · √(1 − β₂ᵗ) / (1 − β₁ᵗ).
/// AMSGrad divides by the root of the largest v so far.</para>
/// <para><b>Source</b>  Kingma and Ba 2014, arXiv:1412.6980; keras/src/optimizers/adam.py.</para>
/// </remarks>
public class Adam : Optimizer
{
    private Variable[] _momentums = [], _velocities = [], _largest = [];

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">A number or a schedule; <see langword="null"/>: 0.001.</param>
    /// <param name="beta1">How much of the mean of gradients stays at every step, in [0, 1].</param>
    /// <param name="beta2">How much of the mean of squares stays at every step, in [0, 1].</param>
    /// <param name="epsilon">Keeps the division finite; at least 0.</param>
    /// <param name="amsgrad">Divide by the largest mean of squares so far?</param>
    /// <param name="name">The first part of its variables' paths; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public Adam(LearningRateSchedule? learningRate = null, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7, bool amsgrad = false,
                string? name = null) : base(learningRate ?? 0.001, name)
    {
        Beta1 = Require.Fraction(beta1, this);
        Beta2 = Require.Fraction(beta2, this);
        Epsilon = Require.NotNegative(epsilon, this);
        Amsgrad = amsgrad;
    }

    /// <summary>How much of the mean of gradients stays at every step.</summary>
    public double Beta1 { get; }

    /// <summary>How much of the mean of squares stays at every step.</summary>
    public double Beta2 { get; }

    /// <summary>Keeps the division finite.</summary>
    public double Epsilon { get; }

    /// <summary>Does it divide by the largest mean of squares so far?</summary>
    public bool Amsgrad { get; }

    /// <inheritdoc/>
    protected override void CreateSlots(IReadOnlyList<Variable> variables)
    {
        (_momentums, _velocities) = AddSlots(variables, "momentum", "velocity");
        if (Amsgrad) _largest = AddSlots(variables, "velocity_hat");
    }

    /// <inheritdoc/>
    protected override void Update(int index, Variable variable, Tensor gradient, double learningRate) =>
        Update(variable, gradient, _momentums[index], _velocities[index], Amsgrad ? _largest[index] : null, learningRate, Iterations + 1, Beta1, Beta2, Epsilon);

    /// <summary>The rule, also for the weights that other optimizers leave to it.</summary>
    internal static void Update(Variable variable, Tensor gradient, Variable momentum, Variable velocity, Variable? largest, double learningRate, long step,
                                double beta1, double beta2, double epsilon)
    {
        double alpha = learningRate * Math.Sqrt(1 - Math.Pow(beta2, step)) / (1 - Math.Pow(beta1, step));
        switch (variable.DType)
        {
            case DType.Float32:
                Update<float>(variable, gradient, momentum, velocity, largest, alpha, beta1, beta2, epsilon);
                break;
            case DType.Float64:
                Update<double>(variable, gradient, momentum, velocity, largest, alpha, beta1, beta2, epsilon);
                break;
            default:
                UpdateByOps(variable, gradient, momentum, velocity, largest, alpha, beta1, beta2, epsilon);
                break;
        }
    }

    private static void Update<T>(Variable variable, Tensor gradient, Variable momentum, Variable velocity, Variable? largest, double alpha,
                                  double beta1, double beta2, double epsilon) where T : unmanaged, INumber<T>
    {
        AdamRule<T> rule = new(T.CreateChecked(alpha), T.CreateChecked(1 - beta1), T.CreateChecked(1 - beta2), T.CreateChecked(epsilon));
        UpdateLoop.Run(rule, variable.Write<T>(), GradientOf<T>(gradient), momentum.Write<T>(), velocity.Write<T>(),
            largest is null ? [] : largest.Write<T>());
    }

    /// <summary>The rule in ops, for narrow types: every result is rounded, as Keras does it.</summary>
    private static void UpdateByOps(Variable variable, Tensor gradient, Variable momentum, Variable velocity, Variable? largest, double alpha,
                                    double beta1, double beta2, double epsilon)
    {
        momentum.Assign(momentum.Value + (gradient - momentum.Value) * (1 - beta1));
        velocity.Assign(velocity.Value + (Ops.Square(gradient) - velocity.Value) * (1 - beta2));
        largest?.Assign(Ops.Maximum(largest.Value, velocity.Value));
        variable.Assign(variable.Value - momentum.Value * alpha / (Ops.Sqrt((largest ?? velocity).Value) + epsilon));
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig()
        .With("beta_1", Beta1).With("beta_2", Beta2).With("epsilon", Epsilon).With("amsgrad", Amsgrad);

    internal static Adam FromConfig(Config config) => new(ReadLearningRate(config), config.Get("beta_1", 0.9), config.Get("beta_2", 0.999),
        config.Get("epsilon", 1e-7), config.Get("amsgrad", false), config.Name);
}
