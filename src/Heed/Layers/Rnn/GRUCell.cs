using Heed.Constraints;
using Heed.Initializers;
using Heed.Regularizers;
using static Heed.Ops;

namespace Heed.Layers;

/// <summary>One step of a gated recurrent unit.</summary>
/// <remarks>
/// <para><b>Inputs</b>  (B, D), and the call argument <c>states</c>: the hidden state, (B, U).</para>
/// <para><b>Output</b>  (B, U), then the hidden state (the same again).</para>
/// <para><b>Formula</b> z, r = σ(x·W + h·V + b) for the update and the reset gate; g = tanh(x·W + r·(h·V + b')), or with <see cref="ResetAfter"/> off
/// tanh(x·W + (r·h)·V + b); h' = z·h + (1 − z)·g. Dropout masks stay the same for a whole sequence; with recurrent dropout each gate has its own.</para>
/// <para>It has more than seven arguments because they are Keras's.</para>
/// <para><b>Source</b>  Cho et al. 2014, arXiv:1406.1078; keras/src/layers/rnn/gru.py.</para>
/// </remarks>
public sealed class GRUCell : WeightedCell
{
    private static readonly ActivationFunction TanhFunction = "tanh", SigmoidFunction = "sigmoid";

    /// <summary>Makes the cell.</summary>
    /// <param name="units">Width of the output and of the state, at least 1.</param>
    /// <param name="activation">Applied to the candidate; <see langword="null"/>: tanh.</param>
    /// <param name="recurrentActivation">Applied to the gates; <see langword="null"/>: sigmoid.</param>
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
    /// <param name="resetAfter">Does the reset gate act after the product with the state, rather than before? The bias is (2, 3U) then, else (3U).</param>
    /// <param name="seed">Makes dropout repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public GRUCell(
        int units, ActivationFunction? activation = null, ActivationFunction? recurrentActivation = null, bool useBias = true,
        Initializer? kernelInitializer = null, Initializer? recurrentInitializer = null, Initializer? biasInitializer = null,
        Regularizer? kernelRegularizer = null, Regularizer? recurrentRegularizer = null, Regularizer? biasRegularizer = null,
        Constraint? kernelConstraint = null, Constraint? recurrentConstraint = null, Constraint? biasConstraint = null,
        double dropout = 0.0, double recurrentDropout = 0.0, bool resetAfter = true, int? seed = null, string? name = null) : base(
            activation ?? TanhFunction, useBias, kernelInitializer, recurrentInitializer, biasInitializer, kernelRegularizer, recurrentRegularizer, biasRegularizer,
            kernelConstraint, recurrentConstraint, biasConstraint, dropout, recurrentDropout, seed, name)
    {
        (Units, ResetAfter) = (Require.Positive(units, this), resetAfter);
        RecurrentActivation = AddActivation(recurrentActivation ?? SigmoidFunction, "recurrent_activation");
    }

    /// <summary>Width of the output and of the state.</summary>
    public int Units { get; }

    /// <summary>Applied to the gates.</summary>
    public ActivationFunction RecurrentActivation { get; }

    /// <summary>Does the reset gate act after the product with the state?</summary>
    public bool ResetAfter { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<int> StateSizes => [Units];

    /// <inheritdoc/>
    protected override void Build(ReadOnlySpan<Shape> inputs)
    {
        ComputeOutputShape(inputs);
        AddWeights([inputs[0][^1], 3 * Units], [Units, 3 * Units], ResetAfter ? [2, 3 * Units] : [3 * Units]);
    }

    /// <inheritdoc/>
    protected internal override RecurrentStep Start(Tensor input, Tensor[] states, bool training)
    {
        Func<Tensor, Tensor> fromInput = CellParts.Projection(Kernel!, CellParts.DropoutMasks(Seeds, Dropout, RecurrentDropout > 0 ? 3 : 1, input, training));
        Tensor[] masks = CellParts.DropoutMasks(Seeds, RecurrentDropout, 3, states[0], training);
        Func<Tensor, Tensor, (Tensor Update, Tensor Candidate)> gates = ResetAfter ? ResettingAfter(masks) : ResettingBefore(masks);
        Tensor? bias = ResetAfter && Bias is { } both ? Unstack(both, axis: 0)[0] : Bias;
        return (x, before) =>
        {
            Tensor z = fromInput(x), h = before[0];                                                // (B, 3U), (B, U)
            Tensor hidden = GruOp.Next(gates(bias is null ? z : z + bias, h), h);
            return (hidden, [hidden]);
        };
    }

    /// <summary>The same as <see cref="Start"/> and all its steps, in one op; <see langword="null"/>: these settings need the steps.</summary>
    internal (Tensor Output, Tensor[] States)? RunFused(Tensor sequence, Tensor[] states, Tensor? mask, bool training, RecurrentSettings settings)
    {
        if (!ResetAfter || Activation != TanhFunction || RecurrentActivation != SigmoidFunction || (training && RecurrentDropout > 0)) return null;
        Tensor first = Zeros([sequence.Shape[0], 1, sequence.Shape[2]], sequence.DType);
        foreach (Tensor kept in CellParts.DropoutMasks(Seeds, Dropout, 1, first, training)) sequence *= kept;       // (B, T, D)
        var (output, hidden) = Gru(sequence, Kernel!, RecurrentKernel!, Bias, states[0], mask, settings);
        return (output, [hidden]);
    }

    /// <summary>Update gate and candidate, where the reset gate acts on what the state gives.</summary>
    private Func<Tensor, Tensor, (Tensor Update, Tensor Candidate)> ResettingAfter(Tensor[] masks)
    {
        Func<Tensor, Tensor> fromState = CellParts.Projection(RecurrentKernel!, masks);
        Tensor? bias = Bias is { } both ? Unstack(both, axis: 0)[1] : null;
        return (x, h) =>
        {
            Tensor inner = fromState(h);                                                           // (B, 3U)
            return GruOp.Gates(x, bias is null ? inner : inner + bias, Activation.Apply, RecurrentActivation.Apply);
        };
    }

    /// <summary>Update gate and candidate, where the reset gate acts on the state itself.</summary>
    private Func<Tensor, Tensor, (Tensor Update, Tensor Candidate)> ResettingBefore(Tensor[] masks)
    {
        Tensor[] kernels = Split(RecurrentKernel!, 3, axis: 1);                                   // (U, U) each
        return (x, h) =>
        {
            Tensor[] fromX = Split(x, 3, axis: -1);
            Tensor Gate(int i, Tensor state) => fromX[i] + MatMul(masks.Length == 0 ? state : state * masks[i], kernels[i]);
            Tensor reset = RecurrentActivation.Apply(Gate(1, h));
            return (RecurrentActivation.Apply(Gate(0, h)), Activation.Apply(Gate(2, reset * h)));
        };
    }

    /// <inheritdoc/>
    public override Config GetConfig() => AddSettings(base.GetConfig(), config => config);

    /// <summary>Adds the cell's own settings, which <see cref="GRU"/> repeats as its own, and between them what Keras writes there for the layer.</summary>
    internal Config AddSettings(Config config, Func<Config, Config> afterRegularizers) => WithRest(WithInitializers(config
        .With("units", Units).With("activation", Activation).With("recurrent_activation", RecurrentActivation)), afterRegularizers).With("reset_after", ResetAfter).With("seed", Seed);

    internal static GRUCell FromConfig(Config c) => FromConfig(c, c.Name);

    /// <summary>The cell of a layer whose config holds both.</summary>
    internal static GRUCell FromConfig(Config c, string? name) => new(
        c.Require<int>("units"), CellParts.Function(c, "activation"), CellParts.Function(c, "recurrent_activation"), c.Get("use_bias", true),
        c.GetObject<Initializer>("kernel_initializer"), c.GetObject<Initializer>("recurrent_initializer"), c.GetObject<Initializer>("bias_initializer"),
        c.GetObject<Regularizer>("kernel_regularizer"), c.GetObject<Regularizer>("recurrent_regularizer"),
        c.GetObject<Regularizer>("bias_regularizer"), c.GetObject<Constraint>("kernel_constraint"), c.GetObject<Constraint>("recurrent_constraint"),
        c.GetObject<Constraint>("bias_constraint"), c.Get("dropout", 0.0), c.Get("recurrent_dropout", 0.0), c.Get("reset_after", true), c.Get<int?>("seed", null), name)
    { Trainable = c.Get("trainable", true) };
}
