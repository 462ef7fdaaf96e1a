using Heed.Constraints;
using Heed.Initializers;
using Heed.Regularizers;

namespace Heed.Layers;

/// <summary>Long short-term memory over a sequence of rows, images or volumes, whose products are convolutions.</summary>
/// <remarks>
/// <para><b>Inputs</b>  (B, T, …, C), or (B, T, C, …) with channels first; spatial lengths must be known. The call argument <c>initial_state</c>: [hidden, cell],
/// both of the shape of one output.</para>
/// <para><b>Output</b>  the last output (B, …, F), or with <c>returnSequences</c> all of them (B, T, …, F); with <c>returnState</c> also the last hidden and cell state.</para>
/// <para><b>Formula</b> of one step: i, f, o = σ(x ∗ W + h ∗ V + b), g = tanh(x ∗ W + h ∗ V + b), each with its part of the weights; c' = f·c + i·g, h' = o·tanh(c').
/// x ∗ W has the layer's strides, padding and dilation, h ∗ V keeps the lengths. x ∗ W is computed for all steps at once.</para>
/// <para><b>Weights</b>  kernel (kernel size, C, 4F), recurrent_kernel (kernel size, F, 4F), bias (4F); the gates are i, f, g, o.</para>
/// <para><b>Masks</b>   as <see cref="RNN"/>.</para>
/// <para><b>Source</b>  Shi et al. 2015, arXiv:1506.04214; keras/src/layers/rnn/conv_lstm.py.</para>
/// </remarks>
public abstract class ConvLSTM : RNN
{
    private protected const string CellName = "conv_lstm_cell";

    private protected ConvLSTM(ConvLSTMCell cell, bool returnSequences, bool returnState, bool goBackwards, bool stateful, bool unroll, bool zeroOutputForMask, string? name)
        : base(cell, returnSequences, returnState, goBackwards, stateful, unroll, zeroOutputForMask, name)
    {
    }

    private protected ConvLSTM(int rank, Config c)
        : this(ConvLSTMCell.FromConfig(c, rank, CellName), c.Get("return_sequences", false), c.Get("return_state", false), c.Get("go_backwards", false),
               c.Get("stateful", false), c.Get("unroll", false), c.Get("zero_output_for_mask", false), c.Name)
    {
    }

    /// <summary>Channels of the output and of both states.</summary>
    public int Filters => One.Filters;

    /// <summary>The kernel's length along every axis.</summary>
    public IReadOnlyList<int> KernelSize => One.KernelSize;

    /// <summary>Inputs from one output to the next, along every axis.</summary>
    public IReadOnlyList<int> Strides => One.Strides;

    /// <summary>What lies around the input.</summary>
    public Padding Padding => One.Padding;

    /// <summary>Where the input keeps its channels.</summary>
    public DataFormat DataFormat => One.DataFormat;

    /// <summary>Inputs from one tap of the kernel to the next, along every axis.</summary>
    public IReadOnlyList<int> DilationRate => One.DilationRate;

    /// <summary>Applied to the candidate and to the new cell state.</summary>
    public ActivationFunction Activation => One.Activation;

    /// <summary>Applied to the gates.</summary>
    public ActivationFunction RecurrentActivation => One.RecurrentActivation;

    /// <summary>Is a bias learned?</summary>
    public bool UseBias => One.UseBias;

    /// <summary>First values of the input's weights.</summary>
    public Initializer KernelInitializer => One.KernelInitializer;

    /// <summary>First values of the state's weights.</summary>
    public Initializer RecurrentInitializer => One.RecurrentInitializer;

    /// <summary>First values of the bias.</summary>
    public Initializer BiasInitializer => One.BiasInitializer;

    /// <summary>Does the bias of the forget gate start at 1?</summary>
    public bool UnitForgetBias => One.UnitForgetBias;

    /// <summary>Penalty on the input's weights.</summary>
    public Regularizer? KernelRegularizer => One.KernelRegularizer;

    /// <summary>Penalty on the state's weights.</summary>
    public Regularizer? RecurrentRegularizer => One.RecurrentRegularizer;

    /// <summary>Penalty on the bias.</summary>
    public Regularizer? BiasRegularizer => One.BiasRegularizer;

    /// <summary>Projection of the input's weights after a training step.</summary>
    public Constraint? KernelConstraint => One.KernelConstraint;

    /// <summary>Projection of the state's weights after a training step.</summary>
    public Constraint? RecurrentConstraint => One.RecurrentConstraint;

    /// <summary>Projection of the bias after a training step.</summary>
    public Constraint? BiasConstraint => One.BiasConstraint;

    /// <summary>Fraction of the inputs set to 0 while training.</summary>
    public double Dropout => One.Dropout;

    /// <summary>Fraction of the hidden state set to 0 while training.</summary>
    public double RecurrentDropout => One.RecurrentDropout;

    /// <summary>The seed given; <see langword="null"/>: one was drawn.</summary>
    public int? Seed => One.Seed;

    private ConvLSTMCell One => (ConvLSTMCell)Cell;

    /// <summary>Calls the layer for its output and its last states.</summary>
    /// <param name="inputs">(B, T, …, C), or (B, T, C, …) with channels first.</param>
    /// <param name="mask">(B, T), true keeps; <see langword="null"/>: the mask that the input carries, unless there is an initial state.</param>
    /// <param name="training">Does dropout drop? <see langword="null"/>: as the layer around it, else no.</param>
    /// <param name="initialState">[hidden, cell] to start from; <see langword="null"/>: zeros, or those of the last batch if the layer is stateful.</param>
    /// <returns>The output as <see cref="RNN.Apply"/> gives it, the hidden and the cell state.</returns>
    /// <exception cref="InvalidOperationException">The layer was made without <c>returnState: true</c>.</exception>
    public (Tensor Output, Tensor Hidden, Tensor CellState) ApplyWithStates(Tensors inputs, Masks? mask = null, bool? training = null, Tensors? initialState = null)
    {
        if (!ReturnState) throw new InvalidOperationException($"{this} expects to be made with returnState: true before ApplyWithStates. Received returnState: false.");
        Tensors outputs = Invoke(inputs, Arguments(mask, training, initialState));
        return (outputs[0], outputs[1], outputs[2]);
    }

    /// <inheritdoc/>
    protected override void Build(ReadOnlySpan<Shape> inputs)
    {
        if (!Cell.Built) Cell.DType = DType;
        base.Build(inputs);
    }

    private protected override (Tensor Output, Tensor[] States)? RunFused(Tensor sequence, Tensor[] states, Tensor? mask, bool training) =>
        One.Run(sequence, states, mask, training, new RecurrentSettings(ReturnSequences, GoBackwards, ZeroOutputForMask));

    private protected override bool FitsBuilt(Shape built, Shape sequence) => built[2..].IsCompatibleWith(sequence[2..]);

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length != 1 || inputs[0].Rank == One.Rank + 3, $"a sequence of rank {One.Rank + 3}", inputs);
        return base.ComputeOutputShape(inputs);
    }

    /// <inheritdoc/>
    public override Config GetConfig()
    {
        Config config = base.GetConfig();
        config.Json.Remove("cell");
        return One.AddSettings(config, settings => settings.With("activity_regularizer", ActivityRegularizer));
    }
}
