using System.Numerics;
using Heed.Kernels;

namespace Heed.Optimizers;

/// <summary>Gradient descent, perhaps with momentum.</summary>
/// <remarks>
/// <para><b>Rule</b>  w ← w − rate · g. With momentum: v ← momentum · v − rate · g, then w ← w + v, or Nesterov's w ← w + momentum · v − rate · g.</para>
/// <para><b>Source</b>  keras/src/optimizers/sgd.py.</para>
/// </remarks>
public sealed class SGD : Optimizer
{
    private Variable[] _velocities = [];

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">A number or a schedule; <see langword="null"/>: 0.01.</param>
    /// <param name="momentum">How much of the last change is made again, in [0, 1].</param>
    /// <param name="nesterov">Look ahead by one change?</param>
    /// <param name="name">The first part of its variables' paths; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public SGD(LearningRateSchedule? learningRate = null, double momentum = 0.0, bool nesterov = false, string? name = null)
        : base(learningRate ?? 0.01, name) => (Momentum, Nesterov) = (Require.Fraction(momentum, this), nesterov);

    /// <summary>How much of the last change is made again.</summary>
    public double Momentum { get; }

    /// <summary>Does it look ahead by one change?</summary>
    public bool Nesterov { get; }

    /// <inheritdoc/>
    protected override void CreateSlots(IReadOnlyList<Variable> variables)
    {
        if (Momentum != 0) _velocities = AddSlots(variables, "momentum");
    }

    /// <inheritdoc/>
    protected override void Update(int index, Variable variable, Tensor gradient, double learningRate)
    {
        Variable? velocity = Momentum == 0 ? null : _velocities[index];
        switch (variable.DType)
        {
            case DType.Float32:
                Update<float>(variable, gradient, velocity, learningRate);
                break;
            case DType.Float64:
                Update<double>(variable, gradient, velocity, learningRate);
                break;
            default:
                UpdateByOps(variable, gradient * learningRate, velocity);
                break;
        }
    }

    private void Update<T>(Variable variable, Tensor gradient, Variable? velocity, double learningRate) where T : unmanaged, INumber<T>
    {
        T rate = T.CreateChecked(learningRate);
        if (velocity is null) UpdateLoop.Run(new DescentRule<T>(rate), variable.Write<T>(), GradientOf<T>(gradient));
        else UpdateLoop.Run(new MomentumRule<T>(rate, T.CreateChecked(Momentum), Nesterov), variable.Write<T>(), GradientOf<T>(gradient), velocity.Write<T>());
    }

    /// <summary>The rule in ops, for narrow types: every result is rounded, as Keras does it.</summary>
    private void UpdateByOps(Variable variable, Tensor change, Variable? velocity)
    {
        velocity?.Assign(velocity.Value * Momentum - change);
        Tensor next = velocity is null ? -change : Nesterov ? velocity.Value * Momentum - change : velocity.Value;
        variable.Assign(variable.Value + next);
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("momentum", Momentum).With("nesterov", Nesterov);

    internal static SGD FromConfig(Config config) =>
        new(ReadLearningRate(config), config.Get("momentum", 0.0), config.Get("nesterov", false), config.Name);
}
