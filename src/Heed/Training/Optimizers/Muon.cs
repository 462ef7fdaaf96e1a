using static Heed.Ops;

namespace Heed.Optimizers;

/// <summary>Steps of matrices whose singular values are all nearly 1, so that rare directions are learnt too; other weights are left to AdamW.</summary>
/// <remarks>
/// <para><b>Rule</b>  of matrices: m ← momentum · m + g, u = g + momentum · m (Nesterov's) or m, u ← u / |u|, then ns_steps times
/// u ← a u + (b A + c A²) u with A = u uᵀ, w ← w − rate · √(longer side) · rms_rate · u. Embeddings and what <c>excludeLayers</c> names are no matrices here.</para>
/// <para><b>Source</b>  Jordan 2024, Liu et al. 2025, arXiv:2502.16982; keras/src/optimizers/muon.py. Sixteen arguments, because they are Keras's.</para>
/// </remarks>
public sealed class Muon : Optimizer
{
    private const double DefaultDecay = 0.004;

    private readonly List<Variable> _momentums = [];
    private readonly List<Variable?> _velocities = [];      // only of weights that are left to AdamW

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">A number or a schedule; <see langword="null"/>: 0.001.</param>
    /// <param name="adamBeta1">AdamW: how much of the mean of gradients stays at every step, in [0, 1].</param>
    /// <param name="adamBeta2">AdamW: how much of the mean of squares stays at every step, in [0, 1].</param>
    /// <param name="adamWeightDecay">AdamW: the decay of weights; <see langword="null"/>: none.</param>
    /// <param name="epsilon">AdamW: keeps the division finite; at least 0.</param>
    /// <param name="weightDecay">The decay of matrices; <see langword="null"/>: none.</param>
    /// <param name="excludeLayers">Regular expressions; weights in whose paths one is found are left to AdamW.</param>
    /// <param name="excludeEmbeddings">Are weights left to AdamW whose paths contain <c>embedding</c>?</param>
    /// <param name="muonA">a.</param>
    /// <param name="muonB">b.</param>
    /// <param name="muonC">c.</param>
    /// <param name="adamLrRatio">AdamW: what the learning rate is multiplied by.</param>
    /// <param name="momentum">How much of the sum of gradients stays at every step, in [0, 1].</param>
    /// <param name="nsSteps">How often singular values are brought nearer to 1.</param>
    /// <param name="nesterov">Look ahead by one change?</param>
    /// <param name="rmsRate">The size of steps, so that learning rates of Adam fit; <see langword="null"/>: steps stay as they are.</param>
    /// <param name="name">The first part of its variables' paths; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public Muon(LearningRateSchedule? learningRate = null, double adamBeta1 = 0.9, double adamBeta2 = 0.999, double? adamWeightDecay = DefaultDecay, double epsilon = 1e-7,
                double? weightDecay = DefaultDecay, IReadOnlyList<string>? excludeLayers = null, bool excludeEmbeddings = true, double muonA = 3.4445,
                double muonB = -4.775, double muonC = 2.0315, double adamLrRatio = 1, double momentum = 0.95, int nsSteps = 5, bool nesterov = true,
                double? rmsRate = 0.2, string? name = null) : base(learningRate ?? 0.001, name)
    {
        (AdamBeta1, AdamBeta2, Epsilon) = (Require.Fraction(adamBeta1, this), Require.Fraction(adamBeta2, this), Require.NotNegative(epsilon, this));
        (AdamWeightDecay, WeightDecay) = (Require.Optional(adamWeightDecay, Require.NotNegative, this), weightDecay);
        (ExcludeLayers, ExcludeEmbeddings) = ([.. excludeLayers ?? []], excludeEmbeddings);
        (MuonA, MuonB, MuonC, AdamLrRatio, RmsRate) = (muonA, muonB, muonC, adamLrRatio, rmsRate);
        (Momentum, NsSteps, Nesterov) = (Require.Fraction(momentum, this), Require.AtLeast(0, nsSteps, this), nesterov);
    }

    /// <summary>AdamW: how much of the mean of gradients stays at every step.</summary>
    public double AdamBeta1 { get; }

    /// <summary>AdamW: how much of the mean of squares stays at every step.</summary>
    public double AdamBeta2 { get; }

    /// <summary>AdamW: the decay of weights.</summary>
    public double? AdamWeightDecay { get; }

    /// <summary>AdamW: keeps the division finite.</summary>
    public double Epsilon { get; }

    /// <summary>Regular expressions; weights in whose paths one is found are left to AdamW.</summary>
    public IReadOnlyList<string> ExcludeLayers { get; }

    /// <summary>Are weights left to AdamW whose paths contain <c>embedding</c>?</summary>
    public bool ExcludeEmbeddings { get; }

    /// <summary>a.</summary>
    public double MuonA { get; }

    /// <summary>b.</summary>
    public double MuonB { get; }

    /// <summary>c.</summary>
    public double MuonC { get; }

    /// <summary>AdamW: what the learning rate is multiplied by.</summary>
    public double AdamLrRatio { get; }

    /// <summary>How much of the sum of gradients stays at every step.</summary>
    public double Momentum { get; }

    /// <summary>How often singular values are brought nearer to 1.</summary>
    public int NsSteps { get; }

    /// <summary>Does it look ahead by one change?</summary>
    public bool Nesterov { get; }

    /// <summary>The size of steps.</summary>
    public double? RmsRate { get; }

    private protected override double? DefaultWeightDecay => DefaultDecay;

    /// <inheritdoc/>
    protected override void CreateSlots(IReadOnlyList<Variable> variables)
    {
        foreach (Variable variable in variables)
        {
            _momentums.AddRange(AddSlots([variable], "momentum"));
            _velocities.Add(IsLeftToAdam(variable) ? AddSlots([variable], "velocity")[0] : null);
        }
    }

    /// <inheritdoc/>
    protected override void Update(int index, Variable variable, Tensor gradient, double learningRate)
    {
        Variable momentum = _momentums[index];
        if (_velocities[index] is { } velocity)
        {
            Adam.Update(variable, gradient, momentum, velocity, null, learningRate * AdamLrRatio, Iterations + 1, AdamBeta1, AdamBeta2, Epsilon);
            return;
        }
        momentum.Assign(momentum.Value * Momentum + gradient);
        Tensor change = Orthogonal(Nesterov ? gradient + momentum.Value * Momentum : momentum.Value);
        double size = RmsRate is { } rate ? rate * Math.Sqrt(Math.Max(variable.Shape[0].Value, variable.Shape[1].Value)) : 1;
        variable.Assign(variable.Value - change * (learningRate * size));
    }

    private protected override double? DecayOf(Variable variable) => IsLeftToAdam(variable) ? AdamWeightDecay : WeightDecay;

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("adam_beta_1", AdamBeta1).With("adam_beta_2", AdamBeta2).With("epsilon", Epsilon)
        .With("exclude_layers", ExcludeLayers).With("muon_a", MuonA).With("muon_b", MuonB).With("muon_c", MuonC).With("adam_lr_ratio", AdamLrRatio)
        .With("momentum", Momentum).With("ns_steps", NsSteps).With("nesterov", Nesterov).With("exclude_embeddings", ExcludeEmbeddings)
        .With("adam_weight_decay", AdamWeightDecay).With("rms_rate", RmsRate);

    internal static Muon FromConfig(Config config) => new(ReadLearningRate(config), config.Get("adam_beta_1", 0.9), config.Get("adam_beta_2", 0.999),
        config.Get<double?>("adam_weight_decay", DefaultDecay), config.Get("epsilon", 1e-7), config.Get<double?>("weight_decay", DefaultDecay),
        config.Get<string[]?>("exclude_layers", null), config.Get("exclude_embeddings", true), config.Get("muon_a", 3.4445), config.Get("muon_b", -4.775),
        config.Get("muon_c", 2.0315), config.Get("adam_lr_ratio", 1.0), config.Get("momentum", 0.95), config.Get("ns_steps", 5), config.Get("nesterov", true),
        config.Get<double?>("rms_rate", 0.2), config.Name);

    private bool IsLeftToAdam(Variable variable) => variable.Shape.Rank != 2
        || (ExcludeEmbeddings && variable.Path.Contains("embedding", StringComparison.OrdinalIgnoreCase))
        || ExcludeLayers.Any(pattern => PathPattern.IsIn(variable.Path, pattern, this));

    /// <summary>A matrix with the same singular vectors, and singular values near 1 (Newton and Schulz).</summary>
    private Tensor Orthogonal(Tensor x)
    {
        bool isTall = x.Shape[0].Value > x.Shape[1].Value;
        if (isTall) x = Transpose(x);
        x /= Sqrt(Sum(Square(x))) + 1e-7;
        for (int step = 0; step < NsSteps; step++)
        {
            Tensor squares = MatMul(x, Transpose(x));
            x = MuonA * x + MatMul(MuonB * squares + MuonC * MatMul(squares, squares), x);
        }
        return isTall ? Transpose(x) : x;
    }
}
