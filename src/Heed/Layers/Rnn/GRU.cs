using Heed.Constraints;
using Heed.Initializers;
using Heed.Regularizers;

namespace Heed.Layers;

/// <summary>Gated recurrent unit over a whole sequence.</summary>
/// <remarks>
/// <para><b>Inputs</b>  (B, T, D); the call argument <c>initial_state</c>: [hidden (B, U)].</para>
/// <para><b>Output</b>  the last output (B, U), or with <c>returnSequences</c> all of them (B, T, U); with <c>returnState</c> also the last state.</para>
/// <para><b>Formula</b> of one step: <see cref="GRUCell"/>. With tanh, sigmoid and <c>resetAfter</c>, without recurrent dropout (while training) and without
/// <c>unroll</c>, the whole sequence is one op with its own gradient; otherwise, and wherever a gradient is differentiated again, it is composed of ops. Both give
/// the same numbers.</para>
/// <para><b>Masks</b>   as <see cref="RNN"/>.</para>
/// <para>It has more than seven arguments because they are Keras's.</para>
/// <para><b>Source</b>  Cho et al. 2014, arXiv:1406.1078; keras/src/layers/rnn/gru.py.</para>
/// </remarks>
public sealed class GRU : RNN
{
    /// <summary>Makes the layer.</summary>
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
    /// <param name="activityRegularizer">Penalty on the outputs.</param>
    /// <param name="kernelConstraint">Projection of the input's weights after a training step.</param>
    /// <param name="recurrentConstraint">Projection of the state's weights after a training step.</param>
    /// <param name="biasConstraint">Projection of the bias after a training step.</param>
    /// <param name="dropout">Fraction of the inputs set to 0 while training, in [0, 1]; the same ones at every step.</param>
    /// <param name="recurrentDropout">Fraction of the hidden state set to 0 while training, in [0, 1]; the same ones at every step.</param>
    /// <param name="seed">Makes dropout repeatable; <see langword="null"/> draws a seed.</param>
    /// <param name="returnSequences">Give the output of every step, not only of the last?</param>
    /// <param name="returnState">Give the last states too?</param>
    /// <param name="goBackwards">Start at the last step? All outputs then come in reversed order.</param>
    /// <param name="stateful">Start each batch from the states that the last batch left? The batch size must be known and stay the same.</param>
    /// <param name="unroll">Always compute step by step.</param>
    /// <param name="resetAfter">Does the reset gate act after the product with the state, rather than before? The bias is (2, 3U) then, else (3U).</param>
    /// <param name="useCudnn">May the whole sequence run as one op? As in Keras, configs do not hold it.</param>
    /// <param name="zeroOutputForMask">Are outputs of masked steps zeros, rather than the output before?</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public GRU(
        int units, ActivationFunction? activation = null, ActivationFunction? recurrentActivation = null, bool useBias = true,
        Initializer? kernelInitializer = null, Initializer? recurrentInitializer = null, Initializer? biasInitializer = null,
        Regularizer? kernelRegularizer = null, Regularizer? recurrentRegularizer = null, Regularizer? biasRegularizer = null, Regularizer? activityRegularizer = null,
        Constraint? kernelConstraint = null, Constraint? recurrentConstraint = null, Constraint? biasConstraint = null,
        double dropout = 0.0, double recurrentDropout = 0.0, int? seed = null,
        bool returnSequences = false, bool returnState = false, bool goBackwards = false, bool stateful = false, bool unroll = false, bool resetAfter = true,
        CudnnUse useCudnn = CudnnUse.Auto, bool zeroOutputForMask = false, string? name = null)
        : this(new GRUCell(units, activation, recurrentActivation, useBias, kernelInitializer, recurrentInitializer, biasInitializer,
                            kernelRegularizer, recurrentRegularizer, biasRegularizer, kernelConstraint, recurrentConstraint, biasConstraint,
                            dropout, recurrentDropout, resetAfter, seed, CellName),
               returnSequences, returnState, goBackwards, stateful, unroll, zeroOutputForMask, name)
    {
        UseCudnn = useCudnn;
        ActivityRegularizer = activityRegularizer;
    }

    private GRU(GRUCell cell, bool returnSequences, bool returnState, bool goBackwards, bool stateful, bool unroll, bool zeroOutputForMask, string? name)
        : base(cell, returnSequences, returnState, goBackwards, stateful, unroll, zeroOutputForMask, name)
    {
    }

    /// <summary>One step, with all settings and weights.</summary>
    public new GRUCell Cell => (GRUCell)base.Cell;

    private const string CellName = "gru_cell";

    /// <summary>Calls the layer for its output and its last state.</summary>
    /// <param name="inputs">(B, T, D).</param>
    /// <param name="mask">(B, T), true keeps; <see langword="null"/>: the mask that the input carries, unless there is an initial state.</param>
    /// <param name="training">Does dropout drop? <see langword="null"/>: as the layer around it, else no.</param>
    /// <param name="initialState">[hidden] to start from; <see langword="null"/>: zeros, or those of the last batch if the layer is stateful.</param>
    /// <returns>The output as <see cref="RNN.Apply"/> gives it, and the state (B, U).</returns>
    /// <exception cref="InvalidOperationException">The layer was made without <c>returnState: true</c>.</exception>
    public (Tensor Output, Tensor Hidden) ApplyWithState(Tensors inputs, Masks? mask = null, bool? training = null, Tensors? initialState = null)
    {
        if (!ReturnState) throw new InvalidOperationException($"{this} expects to be made with returnState: true before ApplyWithState. Received returnState: false.");
        Tensors outputs = Invoke(inputs, Arguments(mask, training, initialState));
        return (outputs[0], outputs[1]);
    }

    /// <inheritdoc/>
    protected override void Build(ReadOnlySpan<Shape> inputs)
    {
        if (!Cell.Built) Cell.DType = DType;
        base.Build(inputs);
    }

    private protected override (Tensor Output, Tensor[] States)? RunFused(Tensor sequence, Tensor[] states, Tensor? mask, bool training) =>
        Unroll ? null : Cell.RunFused(sequence, states, mask, training, new RecurrentSettings(ReturnSequences, GoBackwards, ZeroOutputForMask));

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length != 1 || inputs[0].Rank == 3, "a sequence (B, T, D)", inputs);
        return base.ComputeOutputShape(inputs);
    }

    /// <inheritdoc/>
    public override Config GetConfig()
    {
        Config config = base.GetConfig();
        config.Json.Remove("cell");
        return Cell.AddSettings(config, settings => settings.With("activity_regularizer", ActivityRegularizer));
    }

    internal static new GRU FromConfig(Config c) => new(
        GRUCell.FromConfig(c, CellName), c.Get("return_sequences", false), c.Get("return_state", false), c.Get("go_backwards", false),
        c.Get("stateful", false), c.Get("unroll", false), c.Get("zero_output_for_mask", false), c.Name);
}
