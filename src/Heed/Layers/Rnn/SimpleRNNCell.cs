using Heed.Constraints;
using Heed.Initializers;
using Heed.Regularizers;

namespace Heed.Layers;

/// <summary>One step of a plain recurrent network.</summary>
/// <remarks>
/// <para><b>Inputs</b>  (B, D), and the call argument <c>states</c>: the hidden state, (B, U).</para>
/// <para><b>Output</b>  (B, U), then the hidden state (the same again).</para>
/// <para><b>Formula</b> h' = tanh(x·W + h·V + b). Dropout masks stay the same for a whole sequence.</para>
/// <para>It has more than seven arguments because they are Keras's.</para>
/// <para><b>Source</b>  keras/src/layers/rnn/simple_rnn.py.</para>
/// </remarks>
public sealed class SimpleRNNCell : WeightedCell
{
    /// <summary>Makes the cell.</summary>
    /// <param name="units">Width of the output and of the state, at least 1.</param>
    /// <param name="activation">Applied to the sum; <see langword="null"/>: tanh.</param>
    /// <param name="useBias">Learn a bias?</param>
    /// <param name="kernelInitializer">First values of the input's weights; <see langword="null"/>: Glorot's uniform numbers.</param>
    /// <param name="recurrentInitializer">First values of the state's weights; <see langword="null"/>: orthogonal matrices.</param>
    /// <param name="biasInitializer">First values of the bias; <see langword="null"/>: zeros.</param>
    /// <param name="kernelRegularizer">Penalty on the input's weights.</param>
    /// <param name="recurrentRegularizer">Penalty on the state's weights.</param>
    /// <param name="biasRegularizer">Penalty on the bias.</param>
    /// <param name="kernelConstraint">Projection of the input's weights after a training step.</param>
    /// <param name="recurrentConstraint">Projection of the state's weights after a training step.</param>
    /// <param name="biasConstraint">Projection of the bias after a training step.</param>
    /// <param name="dropout">Fraction of the inputs set to 0 while training, in [0, 1]; as in Keras, 1 drops nothing.</param>
    /// <param name="recurrentDropout">Fraction of the hidden state set to 0 while training, in [0, 1]; as in Keras, 1 drops nothing.</param>
    /// <param name="seed">Makes dropout repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public SimpleRNNCell(
        int units, ActivationFunction? activation = null, bool useBias = true,
        Initializer? kernelInitializer = null, Initializer? recurrentInitializer = null, Initializer? biasInitializer = null,
        Regularizer? kernelRegularizer = null, Regularizer? recurrentRegularizer = null, Regularizer? biasRegularizer = null,
        Constraint? kernelConstraint = null, Constraint? recurrentConstraint = null, Constraint? biasConstraint = null,
        double dropout = 0.0, double recurrentDropout = 0.0, int? seed = null, string? name = null) : base(
            activation ?? "tanh", useBias, kernelInitializer, recurrentInitializer, biasInitializer, kernelRegularizer, recurrentRegularizer, biasRegularizer,
            kernelConstraint, recurrentConstraint, biasConstraint, dropout, recurrentDropout, seed, name)
    {
        Units = Require.Positive(units, this);
    }

    /// <summary>Width of the output and of the state.</summary>
    public int Units { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<int> StateSizes => [Units];

    /// <inheritdoc/>
    protected override void Build(ReadOnlySpan<Shape> inputs)
    {
        ComputeOutputShape(inputs);
        AddWeights([inputs[0][^1], Units], [Units, Units], [Units]);
    }

    /// <inheritdoc/>
    protected internal override RecurrentStep Start(Tensor input, Tensor[] states, bool training)
    {
        Func<Tensor, Tensor> fromInput = CellParts.Projection(Kernel!, CellParts.DropoutMasks(Seeds, Dropout, 1, input, training));
        Func<Tensor, Tensor> fromState = CellParts.Projection(RecurrentKernel!, CellParts.DropoutMasks(Seeds, RecurrentDropout, 1, states[0], training));
        Tensor? bias = Bias;
        return (x, before) =>
        {
            Tensor z = fromInput(x);                                                               // (B, U)
            Tensor hidden = Activation.Apply((bias is null ? z : z + bias) + fromState(before[0]));
            return (hidden, [hidden]);
        };
    }

    /// <inheritdoc/>
    public override Config GetConfig() => AddSettings(base.GetConfig(), config => config).With("seed", Seed);

    /// <summary>Adds the cell's own settings, which <see cref="SimpleRNN"/> repeats as its own, except the seed, and between them what Keras writes there for the layer.</summary>
    internal Config AddSettings(Config config, Func<Config, Config> afterRegularizers) => WithRest(WithInitializers(config
        .With("units", Units).With("activation", Activation)), afterRegularizers);

    internal static SimpleRNNCell FromConfig(Config c) => FromConfig(c, c.Name);

    /// <summary>The cell of a layer whose config holds both.</summary>
    internal static SimpleRNNCell FromConfig(Config c, string? name) => new(
        c.Require<int>("units"), CellParts.Function(c, "activation"), c.Get("use_bias", true),
        c.GetObject<Initializer>("kernel_initializer"), c.GetObject<Initializer>("recurrent_initializer"), c.GetObject<Initializer>("bias_initializer"),
        c.GetObject<Regularizer>("kernel_regularizer"), c.GetObject<Regularizer>("recurrent_regularizer"),
        c.GetObject<Regularizer>("bias_regularizer"), c.GetObject<Constraint>("kernel_constraint"), c.GetObject<Constraint>("recurrent_constraint"),
        c.GetObject<Constraint>("bias_constraint"), c.Get("dropout", 0.0), c.Get("recurrent_dropout", 0.0), c.Get<int?>("seed", null), name)
    { Trainable = c.Get("trainable", true) };
}
