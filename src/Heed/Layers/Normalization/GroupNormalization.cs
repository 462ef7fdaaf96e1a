using Heed.Constraints;
using Heed.Initializers;
using Heed.Regularizers;
using static Heed.Ops;

namespace Heed.Layers;

/// <summary>Brings groups of channels of every sample by itself to mean 0 and variance 1, then scales and shifts every channel by learned factors.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  (B, …) with the channels' axis; the same shape. Computed in float32 or wider.</para>
/// <para><b>Formula</b>  gamma · (x − mean) / √(variance + epsilon) + beta, with mean and variance of a group over all axes but the batch's.</para>
/// <para><b>Weights</b>  gamma (with scale) and beta (with center), a number for each channel.</para>
/// <para><b>Masks</b>    pass through.</para>
/// <para><b>Source</b>   Wu and He 2018, arXiv:1803.08494; keras/src/layers/normalization/group_normalization.py. The many constructor arguments are Keras's.</para>
/// </remarks>
public sealed class GroupNormalization : Layer
{
    private Variable? _gamma, _beta;    // in this order: weights are numbered by creation in .keras files

    /// <summary>Makes an unbuilt layer.</summary>
    /// <param name="groups">How many groups, a divisor of the channels' number; 1 is layer normalization of the whole sample, −1 a group for each channel.</param>
    /// <param name="axis">The channels' axis.</param>
    /// <param name="epsilon">Added to the variance, at least 0.</param>
    /// <param name="center">Learn a shift?</param>
    /// <param name="scale">Learn a factor?</param>
    /// <param name="betaInitializer">The shift's first value; <see langword="null"/>: <c>zeros</c>.</param>
    /// <param name="gammaInitializer">The factor's first value; <see langword="null"/>: <c>ones</c>.</param>
    /// <param name="betaRegularizer">A penalty on the shift.</param>
    /// <param name="gammaRegularizer">A penalty on the factor.</param>
    /// <param name="betaConstraint">What keeps the shift where it is allowed to be.</param>
    /// <param name="gammaConstraint">What keeps the factor where it is allowed to be.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="groups"/> is neither positive nor −1, or <paramref name="epsilon"/> is negative or not finite.</exception>
    public GroupNormalization(int groups = 32, int axis = -1, double epsilon = 1e-3, bool center = true, bool scale = true,
                              Initializer? betaInitializer = null, Initializer? gammaInitializer = null,
                              Regularizer? betaRegularizer = null, Regularizer? gammaRegularizer = null,
                              Constraint? betaConstraint = null, Constraint? gammaConstraint = null, string? name = null) : base(name)
    {
        (Groups, Axis) = (groups == -1 ? -1 : Require.Positive(groups, this), axis);
        (Epsilon, Center, Scale) = (Require.NotNegative(epsilon, this), center, scale);
        (BetaInitializer, GammaInitializer) = (betaInitializer ?? new Zeros(), gammaInitializer ?? new Ones());
        (BetaRegularizer, GammaRegularizer) = (betaRegularizer, gammaRegularizer);
        (BetaConstraint, GammaConstraint) = (betaConstraint, gammaConstraint);
        Autocast = false;
    }

    /// <summary>How many groups; −1 becomes the number of channels when the layer is built.</summary>
    public int Groups { get; private set; }

    /// <summary>The channels' axis.</summary>
    public int Axis { get; }

    /// <summary>Added to the variance.</summary>
    public double Epsilon { get; }

    /// <summary>Is a shift learned?</summary>
    public bool Center { get; }

    /// <summary>Is a factor learned?</summary>
    public bool Scale { get; }

    /// <summary>The shift's first value.</summary>
    public Initializer BetaInitializer { get; }

    /// <summary>The factor's first value.</summary>
    public Initializer GammaInitializer { get; }

    /// <summary>A penalty on the shift.</summary>
    public Regularizer? BetaRegularizer { get; }

    /// <summary>A penalty on the factor.</summary>
    public Regularizer? GammaRegularizer { get; }

    /// <summary>What keeps the shift where it is allowed to be.</summary>
    public Constraint? BetaConstraint { get; }

    /// <summary>What keeps the factor where it is allowed to be.</summary>
    public Constraint? GammaConstraint { get; }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override void Build(ReadOnlySpan<Shape> inputs)
    {
        Shape input = ComputeOutputShape(inputs);
        Dim channels = input[Heed.Axis.Of(Axis, input.Rank, ToString())];
        Expect(channels.IsKnown, "a known number of channels", inputs);
        if (Groups == -1) Groups = channels.Value;
        if (Scale) _gamma = AddWeight("gamma", [channels], GammaInitializer, GammaRegularizer, GammaConstraint, autocast: false);
        if (Center) _beta = AddWeight("beta", [channels], BetaInitializer, BetaRegularizer, BetaConstraint, autocast: false);
    }

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call)
    {
        Tensor x = AsFloat(inputs[0]);
        return Ops.GroupNormalization(x, Groups, Axis, _gamma?.Value, _beta?.Value, Epsilon).Cast(inputs[0].DType).Cast(ComputeDType);
    }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The input lacks the axis, or has another rank or number of channels than the layer was built for, or its channels do not fall into so many groups.</exception>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 1, "one input", inputs);
        int rank = inputs[0].Rank;
        Expect(Axis >= -rank && Axis < rank, $"an input that has the axis {Axis}", inputs);
        int axis = Heed.Axis.Of(Axis, rank, ToString());
        Dim channels = inputs[0][axis];
        Expect(BuildShapes is null || (BuildShapes[0].Rank == rank && BuildShapes[0][axis] == channels), $"rank and channels of {BuildShapes?[0]}, for which it was built", inputs);
        Expect(Groups == -1 || !channels.IsKnown || (channels.Value >= Groups && channels.Value % Groups == 0), $"channels that fall into {Groups} groups", inputs);
        return inputs[0];
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig()
        .With("groups", Groups).With("axis", Axis).With("epsilon", Epsilon).With("center", Center).With("scale", Scale)
        .With("beta_initializer", BetaInitializer).With("gamma_initializer", GammaInitializer)
        .With("beta_regularizer", BetaRegularizer).With("gamma_regularizer", GammaRegularizer)
        .With("beta_constraint", BetaConstraint).With("gamma_constraint", GammaConstraint);

    internal static GroupNormalization FromConfig(Config config) => new(
        config.Get("groups", 32), config.Get("axis", -1), config.Get("epsilon", 1e-3), config.Get("center", true), config.Get("scale", true),
        config.GetObject<Initializer>("beta_initializer"), config.GetObject<Initializer>("gamma_initializer"),
        config.GetObject<Regularizer>("beta_regularizer"), config.GetObject<Regularizer>("gamma_regularizer"),
        config.GetObject<Constraint>("beta_constraint"), config.GetObject<Constraint>("gamma_constraint"), config.Name);
}
