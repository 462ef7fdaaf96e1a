using static Heed.Ops;

namespace Heed.Optimizers;

/// <summary>Steps divided by the root of the mean of squares, of which a matrix keeps only the means of rows and columns; made for large embeddings.</summary>
/// <remarks>
/// <para><b>Rule</b>  β = 1 − tᵈ with d = beta2Decay; r ← β r + (1 − β) mean over the last axis of g² + ε₁, c likewise over the one before it, v = r c / mean r; of a vector
/// v ← β v + (1 − β)(g² + ε₁). u = g / √v, w ← w − max(ε₂, rms w) · min(rate, 1 / √t) · u / max(1, rms u / clipThreshold).</para>
/// <para><b>Source</b>  Shazeer and Stern 2018, arXiv:1804.04235; keras/src/optimizers/adafactor.py.</para>
/// </remarks>
public sealed class Adafactor : Optimizer
{
    private readonly List<Variable> _rows = [], _columns = [], _velocities = [];

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">A number or a schedule; <see langword="null"/>: 0.001.</param>
    /// <param name="beta2Decay">How fast the means take in more of the past, at most 0.</param>
    /// <param name="epsilon1">Is added to squares of gradients; at least 0.</param>
    /// <param name="epsilon2">The least size of a weight that steps are measured by; at least 0.</param>
    /// <param name="clipThreshold">Steps whose root mean square is larger are shortened; above 0.</param>
    /// <param name="relativeStep">Is a learning rate without a schedule at most 1 / √t?</param>
    /// <param name="name">The first part of its variables' paths; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public Adafactor(LearningRateSchedule? learningRate = null, double beta2Decay = -0.8, double epsilon1 = 1e-30, double epsilon2 = 1e-3,
                     double clipThreshold = 1.0, bool relativeStep = true, string? name = null) : base(learningRate ?? 0.001, name)
    {
        Beta2Decay = beta2Decay <= 0 ? beta2Decay
            : throw new ArgumentOutOfRangeException(nameof(beta2Decay), FormattableString.Invariant($"{this} expects beta2Decay to be at most 0. Received {beta2Decay}."));
        (Epsilon1, Epsilon2) = (Require.NotNegative(epsilon1, this), Require.NotNegative(epsilon2, this));
        (ClipThreshold, RelativeStep) = (Require.Positive(clipThreshold, this), relativeStep);
    }

    /// <summary>How fast the means take in more of the past.</summary>
    public double Beta2Decay { get; }

    /// <summary>Is added to squares of gradients.</summary>
    public double Epsilon1 { get; }

    /// <summary>The least size of a weight that steps are measured by.</summary>
    public double Epsilon2 { get; }

    /// <summary>Steps whose root mean square is larger are shortened.</summary>
    public double ClipThreshold { get; }

    /// <summary>Is a learning rate without a schedule at most 1 / √t?</summary>
    public bool RelativeStep { get; }

    /// <inheritdoc/>
    protected override void CreateSlots(IReadOnlyList<Variable> variables)
    {
        foreach (Variable variable in variables)
        {
            bool isMatrix = variable.Shape.Rank >= 2;       // a vector has unused whole numbers in their place
            _rows.Add(isMatrix ? AddVariable(variable.Name, Zeros(variable.Shape[..^1], variable.DType)) : AddUnnamed(variable.Name, Tensor.FromScalar(0)));
            _columns.Add(isMatrix ? AddVariable(variable.Name, Zeros([.. variable.Shape[..^2], variable.Shape[^1]], variable.DType)) : AddUnnamed(variable.Name, Tensor.FromScalar(0)));
            _velocities.AddRange(AddSlots([variable], "velocity"));
        }
    }

    /// <inheritdoc/>
    protected override void Update(int index, Variable variable, Tensor gradient, double learningRate)
    {
        double t = Iterations + 1, kept = 1 - Math.Pow(t, Beta2Decay);
        double rate = Math.Min(learningRate, 1 / Math.Sqrt(t)) * Math.Max(Epsilon2, RootMeanSquare(variable.Value));
        Variable velocity = _velocities[index];
        Tensor squares = Square(gradient) + Epsilon1;
        if (variable.Shape.Rank >= 2)
        {
            Variable rows = _rows[index], columns = _columns[index];
            rows.Assign(rows.Value * kept + Mean(squares, -1) * (1 - kept));
            columns.Assign(columns.Value * kept + Mean(squares, -2) * (1 - kept));
            velocity.Assign(ExpandDims(rows.Value / Mean(rows.Value, -1, keepDims: true), -1) * ExpandDims(columns.Value, -2));
        }
        else velocity.Assign(velocity.Value * kept + squares * (1 - kept));
        Tensor change = gradient / Sqrt(velocity.Value);
        variable.Assign(variable.Value - change * (rate / Math.Max(1, RootMeanSquare(change) / ClipThreshold)));
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("beta_2_decay", Beta2Decay).With("epsilon_1", Epsilon1).With("epsilon_2", Epsilon2)
        .With("clip_threshold", ClipThreshold).With("relative_step", RelativeStep);

    internal static Adafactor FromConfig(Config config) => new(ReadLearningRate(config), config.Get("beta_2_decay", -0.8), config.Get("epsilon_1", 1e-30),
        config.Get("epsilon_2", 1e-3), config.Get("clip_threshold", 1.0), config.Get("relative_step", true), config.Name);

    private static double RootMeanSquare(Tensor x) => Math.Sqrt(Mean(Square(x)).Cast(DType.Float64).Item<double>());
}
