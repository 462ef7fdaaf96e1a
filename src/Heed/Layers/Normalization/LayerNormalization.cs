using Heed.Constraints;
using Heed.Initializers;
using Heed.Regularizers;
using static Heed.Ops;

namespace Heed.Layers;

/// <summary>Brings every sample by itself to mean 0 and variance 1 over some axes, then scales and shifts it by learned factors.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  any shape that has the axes; the same shape. Computed in float32 or wider.</para>
/// <para><b>Formula</b>  gamma · (x − mean) / √(variance + epsilon) + beta. With <c>rmsScaling</c>: gamma · x / √(variance + epsilon).</para>
/// <para><b>Weights</b>  gamma (with scale or rmsScaling) and beta (with center, without rmsScaling), of the lengths of the axes.</para>
/// <para><b>Masks</b>    pass through.</para>
/// <para><b>Source</b>   Ba et al. 2016, arXiv:1607.06450; keras/src/layers/normalization/layer_normalization.py. The many constructor arguments are Keras's.</para>
/// </remarks>
public sealed class LayerNormalization : Layer
{
    private Variable? _gamma, _beta;    // in this order: weights are numbered by creation in .keras files

    /// <summary>Makes an unbuilt layer.</summary>
    /// <param name="axis">The axes over which mean and variance are taken, usually the features'; <see langword="null"/>: the last.</param>
    /// <param name="epsilon">Added to the variance, at least 0.</param>
    /// <param name="center">Learn a shift?</param>
    /// <param name="scale">Learn a factor?</param>
    /// <param name="betaInitializer">The shift's first value; <see langword="null"/>: <c>zeros</c>.</param>
    /// <param name="gammaInitializer">The factor's first value; <see langword="null"/>: <c>ones</c>.</param>
    /// <param name="betaRegularizer">A penalty on the shift.</param>
    /// <param name="gammaRegularizer">A penalty on the factor.</param>
    /// <param name="betaConstraint">What keeps the shift where it is allowed to be.</param>
    /// <param name="gammaConstraint">What keeps the factor where it is allowed to be.</param>
    /// <param name="rmsScaling">Divide without subtracting the mean? Keras keeps it for old files only.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epsilon"/> is negative or not finite.</exception>
    public LayerNormalization(Axes? axis = null, double epsilon = 1e-3, bool center = true, bool scale = true,
                              Initializer? betaInitializer = null, Initializer? gammaInitializer = null,
                              Regularizer? betaRegularizer = null, Regularizer? gammaRegularizer = null,
                              Constraint? betaConstraint = null, Constraint? gammaConstraint = null,
                              bool rmsScaling = false, string? name = null) : base(name)
    {
        (Axis, Epsilon, Center, Scale, RmsScaling) = (axis ?? -1, Require.NotNegative(epsilon, this), center, scale, rmsScaling);
        (BetaInitializer, GammaInitializer) = (betaInitializer ?? new Zeros(), gammaInitializer ?? new Ones());
        (BetaRegularizer, GammaRegularizer) = (betaRegularizer, gammaRegularizer);
        (BetaConstraint, GammaConstraint) = (betaConstraint, gammaConstraint);
        Autocast = false;
    }

    /// <summary>The axes over which mean and variance are taken; a sorted list once the layer is built.</summary>
    public Axes Axis { get; private set; }

    /// <summary>Added to the variance.</summary>
    public double Epsilon { get; }

    /// <summary>Is a shift learned?</summary>
    public bool Center { get; }

    /// <summary>Is a factor learned?</summary>
    public bool Scale { get; }

    /// <summary>Is the mean left in?</summary>
    public bool RmsScaling { get; }

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
        Axis = Axis.Order().ToArray();
        Shape lengths = new(Axis.Select(axis => input[Heed.Axis.Of(axis, input.Rank, ToString())]));
        if (Scale || RmsScaling) _gamma = AddWeight("gamma", lengths, GammaInitializer, GammaRegularizer, GammaConstraint, autocast: false);
        if (Center && !RmsScaling) _beta = AddWeight("beta", lengths, BetaInitializer, BetaRegularizer, BetaConstraint, autocast: false);
    }

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call)
    {
        Tensor x = inputs[0];
        return (RmsScaling ? DividedByDeviation(x) : Ops.LayerNormalization(x, Ordered(_gamma, x.Shape), Ordered(_beta, x.Shape), Axis, Epsilon)).Cast(ComputeDType);
    }

    /// <summary>A weight in the order of the input's axes: Keras sorts axes as they are written, −1 before 1, and then reads the weight as if they were in the input's order.</summary>
    private Tensor? Ordered(Variable? weight, Shape input)
    {
        if (weight is null || Axis[0] >= 0 || Axis[^1] < 0) return weight?.Value;
        return Ops.Reshape(weight, new Shape(Heed.Axis.Of(Axis.ToArray(), input.Rank, ToString()).Select(axis => input[axis])));
    }

    /// <summary>Keras's old rms_scaling: the deviation from the mean is measured, but the mean is left in.</summary>
    private Tensor DividedByDeviation(Tensor x)
    {
        Tensor wide = x.Cast(Promotion.Of(x.DType, Heed.DType.Float32));
        Tensor inverse = Rsqrt(Variance(wide, Axis.ToArray(), keepDims: true) + Epsilon);
        return (wide * inverse * Aligned(_gamma!, x.Shape).Cast(wide.DType)).Cast(x.DType);
    }

    /// <summary>A weight with its lengths at the normalized axes and 1 at the others.</summary>
    private Tensor Aligned(Tensor weight, Shape input)
    {
        var dims = Enumerable.Repeat<Dim>(1, input.Rank).ToArray();
        foreach (int axis in Axis) dims[axis < 0 ? axis + input.Rank : axis] = input[axis < 0 ? axis + input.Rank : axis];
        return Ops.Reshape(weight, new Shape(dims));
    }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The input lacks an axis.</exception>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 1, "one input", inputs);
        int rank = inputs[0].Rank;
        Expect(Axis.All(axis => axis >= -rank && axis < rank), $"an input that has the axes {Axis}", inputs);
        return inputs[0];
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig()
        .With("axis", Axis).With("epsilon", Epsilon).With("center", Center).With("scale", Scale).With("rms_scaling", RmsScaling)
        .With("beta_initializer", BetaInitializer).With("gamma_initializer", GammaInitializer)
        .With("beta_regularizer", BetaRegularizer).With("gamma_regularizer", GammaRegularizer)
        .With("beta_constraint", BetaConstraint).With("gamma_constraint", GammaConstraint);

    internal static LayerNormalization FromConfig(Config config) => new(
        config.Get<Axes>("axis", -1), config.Get("epsilon", 1e-3), config.Get("center", true), config.Get("scale", true),
        config.GetObject<Initializer>("beta_initializer"), config.GetObject<Initializer>("gamma_initializer"),
        config.GetObject<Regularizer>("beta_regularizer"), config.GetObject<Regularizer>("gamma_regularizer"),
        config.GetObject<Constraint>("beta_constraint"), config.GetObject<Constraint>("gamma_constraint"),
        config.Get("rms_scaling", false), config.Name);
}
