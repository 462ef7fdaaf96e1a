using System.Text.Json.Nodes;
using Heed.Constraints;
using Heed.Initializers;
using Heed.Regularizers;
using static Heed.Ops;

namespace Heed.Layers;

/// <summary>Brings every channel to mean 0 and variance 1 over the batch, then scales and shifts it by learned factors; predictions use moving averages.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  any shape with the channels' axis; the same shape. Computed in float32 or wider.</para>
/// <para><b>Formula</b>  gamma · (x − mean) / √(variance + epsilon) + beta. While training (and trainable) mean and variance are those of the batch over all
/// other axes, and the moving averages follow: moving = moving · momentum + batch · (1 − momentum).</para>
/// <para><b>Weights</b>  gamma (with scale), beta (with center); not trainable: moving_mean, moving_variance and, with renorm, moving_stddev, renorm_mean, renorm_stddev.</para>
/// <para><b>Masks</b>    of one axis less than the input: masked places do not count in the batch's statistics. They pass through.</para>
/// <para><b>Source</b>   Ioffe and Szegedy 2015, arXiv:1502.03167; renorm: Ioffe 2017, arXiv:1702.03275; keras/src/layers/normalization/batch_normalization.py.
/// The many constructor arguments are Keras's.</para>
/// </remarks>
public sealed partial class BatchNormalization : Layer
{
    private Variable? _gamma, _beta, _movingMean, _movingVariance;      // in this order: weights are numbered by creation in .keras files

    /// <summary>Makes an unbuilt layer.</summary>
    /// <param name="axis">The channels' axis.</param>
    /// <param name="momentum">How much of the moving averages stays in a step.</param>
    /// <param name="epsilon">Added to the variance, at least 0.</param>
    /// <param name="center">Learn a shift?</param>
    /// <param name="scale">Learn a factor?</param>
    /// <param name="betaInitializer">The shift's first value; <see langword="null"/>: <c>zeros</c>.</param>
    /// <param name="gammaInitializer">The factor's first value; <see langword="null"/>: <c>ones</c>.</param>
    /// <param name="movingMeanInitializer">The moving mean's first value; <see langword="null"/>: <c>zeros</c>.</param>
    /// <param name="movingVarianceInitializer">The moving variance's first value; <see langword="null"/>: <c>ones</c>.</param>
    /// <param name="betaRegularizer">A penalty on the shift.</param>
    /// <param name="gammaRegularizer">A penalty on the factor.</param>
    /// <param name="betaConstraint">What keeps the shift where it is allowed to be.</param>
    /// <param name="gammaConstraint">What keeps the factor where it is allowed to be.</param>
    /// <param name="renorm">Correct the batch's statistics towards moving ones while training?</param>
    /// <param name="renormClipping">Limits of these corrections; <see langword="null"/>: none.</param>
    /// <param name="renormMomentum">How much of the moving averages of renorm stays in a step.</param>
    /// <param name="synchronized">Must be <see langword="false"/>: Keras has statistics over several devices with TensorFlow only.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A number is out of range, or <paramref name="synchronized"/> is true.</exception>
    public BatchNormalization(int axis = -1, double momentum = 0.99, double epsilon = 1e-3, bool center = true, bool scale = true,
                              Initializer? betaInitializer = null, Initializer? gammaInitializer = null,
                              Initializer? movingMeanInitializer = null, Initializer? movingVarianceInitializer = null,
                              Regularizer? betaRegularizer = null, Regularizer? gammaRegularizer = null,
                              Constraint? betaConstraint = null, Constraint? gammaConstraint = null,
                              bool renorm = false, RenormClipping? renormClipping = null, double renormMomentum = 0.99,
                              bool synchronized = false, string? name = null) : base(name)
    {
        if (synchronized) throw new ArgumentException($"{this} expects synchronized to be false: Keras has it with TensorFlow only. Received true.");
        (Axis, Momentum, Epsilon, Center, Scale) = (axis, momentum, Require.NotNegative(epsilon, this), center, scale);
        (BetaInitializer, GammaInitializer) = (betaInitializer ?? new Zeros(), gammaInitializer ?? new Ones());
        (MovingMeanInitializer, MovingVarianceInitializer) = (movingMeanInitializer ?? new Zeros(), movingVarianceInitializer ?? new Ones());
        (BetaRegularizer, GammaRegularizer) = (betaRegularizer, gammaRegularizer);
        (BetaConstraint, GammaConstraint) = (betaConstraint, gammaConstraint);
        (Renorm, RenormClipping, RenormMomentum) = (renorm, renorm ? Checked(renormClipping ?? new()) : renormClipping, renormMomentum);
    }

    /// <summary>The channels' axis.</summary>
    public int Axis { get; }

    /// <summary>How much of the moving averages stays in a step.</summary>
    public double Momentum { get; }

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

    /// <summary>The moving mean's first value.</summary>
    public Initializer MovingMeanInitializer { get; }

    /// <summary>The moving variance's first value.</summary>
    public Initializer MovingVarianceInitializer { get; }

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
        Shape input = ComputeOutputShape(inputs), channels = [input[Heed.Axis.Of(Axis, input.Rank, ToString())]];
        Expect(!channels[0].Equals(0), "at least one channel", inputs);
        if (Scale) _gamma = AddWeight("gamma", channels, GammaInitializer, GammaRegularizer, GammaConstraint, autocast: false);
        if (Center) _beta = AddWeight("beta", channels, BetaInitializer, BetaRegularizer, BetaConstraint, autocast: false);
        _movingMean = AddWeight("moving_mean", channels, MovingMeanInitializer, trainable: false, autocast: false);
        _movingVariance = AddWeight("moving_variance", channels, MovingVarianceInitializer, trainable: false, autocast: false);
        if (Renorm) BuildRenorm(channels);
    }

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call)
    {
        DType wide = Promotion.Of(inputs[0].DType, Heed.DType.Float32);
        Tensor x = inputs[0].Cast(wide);
        Tensor? gamma = _gamma?.Value.Cast(wide), beta = _beta?.Value.Cast(wide);
        Tensor? mask = call.Mask();
        Expect(x.Length > 0 || !call.Training || !Trainable, "at least one element while it trains: their statistics stay", [x.Shape]);
        Expect(mask is null || mask.Rank == x.Rank - 1, "a mask of one axis less than its input", mask is null ? [x.Shape] : [x.Shape, mask.Shape]);

        Tensor output;
        if (!call.Training || !Trainable)
        {
            output = Ops.BatchNormalization(x, StopGradient(_movingMean!.Value), StopGradient(_movingVariance!.Value), Axis, beta, gamma, Epsilon);
        }
        else if (mask is null && !Renorm)
        {
            (output, Tensor mean, Tensor variance) = Ops.BatchNormalization(x, Axis, beta, gamma, Epsilon);
            Follow(mean, variance);
        }
        else
        {
            var (mean, variance) = Moments(x, mask);
            if (Renorm) (gamma, beta) = Corrected(mean, variance, gamma, beta);
            output = Ops.BatchNormalization(x, mean, variance, Axis, beta, gamma, Epsilon);
            if (Renorm) FollowRenorm(mean, variance);
            else Follow(mean, variance);
        }
        return output.Cast(ComputeDType);
    }

    /// <summary>Mean and variance of every channel over what the mask keeps, by ops: gradients flow through them.</summary>
    private (Tensor Mean, Tensor Variance) Moments(Tensor x, Tensor? mask)
    {
        int axis = Heed.Axis.Of(Axis, x.Rank, ToString());
        int[] others = [.. Enumerable.Range(0, x.Rank).Where(i => i != axis)];
        Shape channels = [x.Shape[axis]];
        if (mask is null) return (Mean(x, others), Variance(x, others));

        Tensor keep = BroadcastTo(ExpandDims(mask.Cast(Heed.DType.Bool), -1), x.Shape);
        Tensor count = Sum(keep.Cast(x.DType), others, keepDims: true) + 1e-7;
        Tensor mean = Sum(Where(keep, x, 0), others, keepDims: true) / count;
        Tensor variance = Sum(Square(Where(keep, x - mean, 0)), others, keepDims: true) / count;
        return (Ops.Reshape(mean, channels), Ops.Reshape(variance, channels));
    }

    private void Follow(Tensor mean, Tensor variance)
    {
        Follow(_movingMean!, mean, Momentum);
        Follow(_movingVariance!, variance, Momentum);
    }

    /// <summary>A moving average's step.</summary>
    private static void Follow(Variable average, Tensor now, double momentum) =>
        average.Assign(Tape.Pause(() => average.Value.Cast(now.DType) * momentum + now * (1 - momentum)));

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The input lacks the axis, or has another rank or number of channels than the layer was built for.</exception>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 1, "one input", inputs);
        int rank = inputs[0].Rank;
        Expect(Axis >= -rank && Axis < rank, $"an input that has the axis {Axis}", inputs);
        int axis = Heed.Axis.Of(Axis, rank, ToString());
        Expect(BuildShapes is null || (BuildShapes[0].Rank == rank && BuildShapes[0][axis] == inputs[0][axis]), $"rank and channels of {BuildShapes?[0]}, for which it was built", inputs);
        return inputs[0];
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig()
        .With("axis", Axis).With("momentum", Momentum).With("epsilon", Epsilon).With("center", Center).With("scale", Scale)
        .With("beta_initializer", BetaInitializer).With("gamma_initializer", GammaInitializer)
        .With("moving_mean_initializer", MovingMeanInitializer).With("moving_variance_initializer", MovingVarianceInitializer)
        .With("beta_regularizer", BetaRegularizer).With("gamma_regularizer", GammaRegularizer)
        .With("beta_constraint", BetaConstraint).With("gamma_constraint", GammaConstraint)
        .With("synchronized", false).With("renorm", Renorm).With("renorm_clipping", RenormClipping?.ToJson()).With("renorm_momentum", RenormMomentum);

    internal static BatchNormalization FromConfig(Config config) => new(
        config.Get("axis", -1), config.Get("momentum", 0.99), config.Get("epsilon", 1e-3), config.Get("center", true), config.Get("scale", true),
        config.GetObject<Initializer>("beta_initializer"), config.GetObject<Initializer>("gamma_initializer"),
        config.GetObject<Initializer>("moving_mean_initializer"), config.GetObject<Initializer>("moving_variance_initializer"),
        config.GetObject<Regularizer>("beta_regularizer"), config.GetObject<Regularizer>("gamma_regularizer"),
        config.GetObject<Constraint>("beta_constraint"), config.GetObject<Constraint>("gamma_constraint"),
        config.Get("renorm", false), RenormClipping.Read(config.Get<JsonObject?>("renorm_clipping", null)), config.Get("renorm_momentum", 0.99),
        config.Get("synchronized", false), config.Name);
}
