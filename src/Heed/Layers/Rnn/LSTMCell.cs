using Heed.Constraints;
using Heed.Initializers;
using Heed.Regularizers;
using static Heed.Ops;

namespace Heed.Layers;

/// <summary>One step of a long short-term memory.</summary>
/// <remarks>
/// <para><b>Inputs</b>  (B, D), and the call argument <c>states</c>: hidden and cell state, (B, U) each.</para>
/// <para><b>Output</b>  (B, U), then the hidden state (the same again) and the cell state.</para>
/// <para><b>Formula</b> z = x·W + h·V + b, in four gates; c' = σ(z_f)·c + σ(z_i)·tanh(z_c); h' = σ(z_o)·tanh(c'). Dropout masks stay the same for a whole sequence;
/// with recurrent dropout each gate has its own.</para>
/// <para>It has more than seven arguments because they are Keras's.</para>
/// <para><b>Source</b>  Hochreiter and Schmidhuber 1997; keras/src/layers/rnn/lstm.py.</para>
/// </remarks>
public sealed class LSTMCell : WeightedCell
{
    private static readonly ActivationFunction TanhFunction = "tanh", SigmoidFunction = "sigmoid";

    /// <summary>Makes the cell.</summary>
    /// <param name="units">Width of the output and of both states, at least 1.</param>
    /// <param name="activation">Applied to the candidate and to the new cell state; <see langword="null"/>: tanh.</param>
    /// <param name="recurrentActivation">Applied to the gates; <see langword="null"/>: sigmoid.</param>
    /// <param name="useBias">Learn a bias?</param>
    /// <param name="kernelInitializer">First values of the input's weights; <see langword="null"/>: Glorot's uniform numbers.</param>
    /// <param name="recurrentInitializer">First values of the state's weights; <see langword="null"/>: orthogonal matrices.</param>
    /// <param name="biasInitializer">First values of the bias; <see langword="null"/>: zeros.</param>
    /// <param name="unitForgetBias">Does the bias of the forget gate start at 1, whatever <paramref name="biasInitializer"/> says?</param>
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
    public LSTMCell(
        int units, ActivationFunction? activation = null, ActivationFunction? recurrentActivation = null, bool useBias = true,
        Initializer? kernelInitializer = null, Initializer? recurrentInitializer = null, Initializer? biasInitializer = null, bool unitForgetBias = true,
        Regularizer? kernelRegularizer = null, Regularizer? recurrentRegularizer = null, Regularizer? biasRegularizer = null,
        Constraint? kernelConstraint = null, Constraint? recurrentConstraint = null, Constraint? biasConstraint = null,
        double dropout = 0.0, double recurrentDropout = 0.0, int? seed = null, string? name = null) : base(
            activation ?? TanhFunction, useBias, kernelInitializer, recurrentInitializer, biasInitializer, kernelRegularizer, recurrentRegularizer, biasRegularizer,
            kernelConstraint, recurrentConstraint, biasConstraint, dropout, recurrentDropout, seed, name)
    {
        (Units, UnitForgetBias) = (Require.Positive(units, this), unitForgetBias);
        RecurrentActivation = AddActivation(recurrentActivation ?? SigmoidFunction, "recurrent_activation");
    }

    /// <summary>Width of the output and of both states.</summary>
    public int Units { get; }

    /// <summary>Applied to the gates.</summary>
    public ActivationFunction RecurrentActivation { get; }

    /// <summary>Does the bias of the forget gate start at 1?</summary>
    public bool UnitForgetBias { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<int> StateSizes => [Units, Units];

    /// <inheritdoc/>
    protected override void Build(ReadOnlySpan<Shape> inputs)
    {
        ComputeOutputShape(inputs);
        AddWeights([inputs[0][^1], 4 * Units], [Units, 4 * Units], [4 * Units], UnitForgetBias ? new ForgetBias(BiasInitializer, Units) : null);
    }

    /// <inheritdoc/>
    protected internal override RecurrentStep Start(Tensor input, Tensor[] states, bool training)
    {
        Func<Tensor, Tensor> fromInput = CellParts.Projection(Kernel!, CellParts.DropoutMasks(Seeds, Dropout, RecurrentDropout > 0 ? 4 : 1, input, training));
        Func<Tensor, Tensor> fromState = CellParts.Projection(RecurrentKernel!, CellParts.DropoutMasks(Seeds, RecurrentDropout, 4, states[0], training));
        Tensor? bias = Bias;
        return (x, before) =>
        {
            Tensor z = fromInput(x) + fromState(before[0]);                                        // (B, 4U)
            if (bias is not null) z += bias;
            var (hidden, cell) = LstmOp.Step(z, before[1], Activation.Apply, RecurrentActivation.Apply);
            return (hidden, [hidden, cell]);
        };
    }

    /// <summary>The same as <see cref="Start"/> and all its steps, in one op; <see langword="null"/>: these settings need the steps.</summary>
    internal (Tensor Output, Tensor[] States)? RunFused(Tensor sequence, Tensor[] states, Tensor? mask, bool training, RecurrentSettings settings)
    {
        if (Activation != TanhFunction || RecurrentActivation != SigmoidFunction || (training && RecurrentDropout > 0)) return null;
        Tensor first = Zeros([sequence.Shape[0], 1, sequence.Shape[2]], sequence.DType);
        foreach (Tensor kept in CellParts.DropoutMasks(Seeds, Dropout, 1, first, training)) sequence *= kept;       // (B, T, D)
        var (output, hidden, cell) = Lstm(sequence, Kernel!, RecurrentKernel!, Bias, states[0], states[1], mask, settings);
        return (output, [hidden, cell]);
    }

    /// <inheritdoc/>
    public override Config GetConfig()
    {
        Config config = AddSettings(base.GetConfig(), config => config);
        config.Json.Remove("unit_forget_bias");
        config.Json.Insert(config.Json.IndexOf("use_bias") + 1, "unit_forget_bias", UnitForgetBias);      // where Keras has it in cells
        return config;
    }

    /// <summary>Adds the cell's own settings, which <see cref="LSTM"/> repeats as its own, and between them what Keras writes there for the layer.</summary>
    internal Config AddSettings(Config config, Func<Config, Config> afterRegularizers) => WithRest(WithInitializers(config
        .With("units", Units).With("activation", Activation).With("recurrent_activation", RecurrentActivation)).With("unit_forget_bias", UnitForgetBias), afterRegularizers).With("seed", Seed);

    internal static LSTMCell FromConfig(Config c) => FromConfig(c, c.Name);

    /// <summary>The cell of a layer whose config holds both.</summary>
    internal static LSTMCell FromConfig(Config c, string? name) => new(
        c.Require<int>("units"), CellParts.Function(c, "activation"), CellParts.Function(c, "recurrent_activation"), c.Get("use_bias", true),
        c.GetObject<Initializer>("kernel_initializer"), c.GetObject<Initializer>("recurrent_initializer"), c.GetObject<Initializer>("bias_initializer"),
        c.Get("unit_forget_bias", true), c.GetObject<Regularizer>("kernel_regularizer"), c.GetObject<Regularizer>("recurrent_regularizer"),
        c.GetObject<Regularizer>("bias_regularizer"), c.GetObject<Constraint>("kernel_constraint"), c.GetObject<Constraint>("recurrent_constraint"),
        c.GetObject<Constraint>("bias_constraint"), c.Get("dropout", 0.0), c.Get("recurrent_dropout", 0.0), c.Get<int?>("seed", null), name)
    { Trainable = c.Get("trainable", true) };
}
