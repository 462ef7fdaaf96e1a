using static Heed.Ops;

namespace Heed.Layers;

/// <summary>Runs a cell over every step of a sequence, handing its states from each step to the next.</summary>
/// <remarks>
/// <para><b>Inputs</b>  (B, T, D); the call argument <c>initial_state</c>: a list of states (B, S) to start from instead of zeros.</para>
/// <para><b>Output</b>  the last output (B, O), or with <see cref="ReturnSequences"/> all of them (B, T, O); with <see cref="ReturnState"/> followed by the last states.</para>
/// <para><b>Masks</b>   (B, T), true keeps. A masked step changes no state and repeats the output before it (zeros if there is none, or with
/// <see cref="ZeroOutputForMask"/>). The mask is passed on with <see cref="ReturnSequences"/>. As in Keras, a carried mask is not used when
/// <c>initial_state</c> is given; give it as <c>mask</c> then.</para>
/// <para><b>Source</b>  keras/src/layers/rnn/rnn.py.</para>
/// </remarks>
public class RNN : Layer
{
    private Variable[]? _states;    // not weights: Keras neither lists nor saves them

    /// <summary>Makes the layer.</summary>
    /// <param name="cell">What happens at one step.</param>
    /// <param name="returnSequences">Give the output of every step, not only of the last?</param>
    /// <param name="returnState">Give the last states too?</param>
    /// <param name="goBackwards">Start at the last step? All outputs then come in reversed order.</param>
    /// <param name="stateful">Start each batch from the states that the last batch left? The batch size must be known and stay the same.</param>
    /// <param name="unroll">Always compute step by step. (Keras builds a graph without a loop; the results are the same.)</param>
    /// <param name="zeroOutputForMask">Are outputs of masked steps zeros, rather than the output before?</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    public RNN(RnnCell cell, bool returnSequences = false, bool returnState = false, bool goBackwards = false, bool stateful = false,
               bool unroll = false, bool zeroOutputForMask = false, string? name = null) : base(name)
    {
        Cell = AddLayer(cell, "cell");
        (ReturnSequences, ReturnState, GoBackwards, Stateful) = (returnSequences, returnState, goBackwards, stateful);
        (Unroll, ZeroOutputForMask) = (unroll, zeroOutputForMask);
    }

    /// <summary>What happens at one step.</summary>
    public RnnCell Cell { get; }

    /// <summary>Is the output of every step given?</summary>
    public bool ReturnSequences { get; }

    /// <summary>Are the last states given too?</summary>
    public bool ReturnState { get; }

    /// <summary>Does it start at the last step?</summary>
    public bool GoBackwards { get; }

    /// <summary>Does each batch start from the states that the last one left?</summary>
    public bool Stateful { get; }

    /// <summary>Is it always computed step by step?</summary>
    public bool Unroll { get; }

    /// <summary>Are outputs of masked steps zeros? <see cref="Bidirectional"/> sets it.</summary>
    public bool ZeroOutputForMask { get; internal set; }

    /// <summary>The states that the last batch left, if the layer is <see cref="Stateful"/> and built.</summary>
    public IReadOnlyList<Variable>? States => _states;

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <summary>May the whole sequence run as one op? Most cells have none.</summary>
    public CudnnUse UseCudnn { get; internal set; }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> CallArgumentNames => ["initial_state"];

    /// <summary>In Keras, the layers that make their cell themselves have a property for its activation, which files visit before the cell.</summary>
    internal override IEnumerable<(string Attribute, Layer Layer)> SavedLayers =>
        GetType() == typeof(RNN) || Cell.SavedLayers.FirstOrDefault(part => part.Attribute == "activation") is not { Layer: not null } activation
            ? base.SavedLayers : base.SavedLayers.Prepend(activation);

    /// <summary>Calls the layer.</summary>
    /// <param name="inputs">(B, T, D).</param>
    /// <param name="mask">(B, T), true keeps; <see langword="null"/>: the mask that the input carries, unless there is an initial state.</param>
    /// <param name="training">Does dropout drop? <see langword="null"/>: as the layer around it, else no.</param>
    /// <param name="initialState">The states to start from, (B, S) each; <see langword="null"/>: zeros, or those of the last batch if <see cref="Stateful"/>.</param>
    /// <returns>The output; without the states, so the layer must be made without <see cref="ReturnState"/>.</returns>
    /// <exception cref="ShapeException">The inputs or states do not fit.</exception>
    public Tensor Apply(Tensors inputs, Masks? mask = null, bool? training = null, Tensors? initialState = null) =>
        Invoke(inputs, Arguments(mask, training, initialState));

    /// <summary>Forgets what the last batch left: the next one starts from zeros.</summary>
    public void ResetState()
    {
        foreach (Variable state in _states ?? []) state.Assign(Zeros(state.Shape, state.DType));
    }

    /// <inheritdoc/>
    protected override void Build(ReadOnlySpan<Shape> inputs)
    {
        ComputeOutputShape(inputs);
        Cell.BuildFor([Step(inputs[0])]);
        if (!Stateful) return;
        Expect(inputs[0][0].IsKnown, "a known batch size, because it is stateful", inputs, "Give the batch size with the model's input.");
        _states = [.. Cell.InitialStates(inputs[0][0].Value).Select(state => new Variable(state.Cast(VariableDType), "rnn_state", trainable: false, Path))];
    }

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call)
    {
        Tensor sequence = inputs[0].Cast(Cell.ComputeDType);                                  // (B, T, D)
        Tensor[] states = StartFrom(call, sequence.Shape);                                    // (B, S) each
        Tensor? mask = call.Mask()?.Cast(Heed.DType.Bool);                                    // (B, T)
        Expect(mask is null || mask.Shape == sequence.Shape[..2], $"a mask (B, T) = {sequence.Shape[..2]}", mask is null ? [] : [mask.Shape]);

        Tensor output;                                                                        // (B, O) or (B, T, O)
        using (new AutocastScope(CallContext.AutocastType(Cell)))
        {
            (output, states) = (UseCudnn is CudnnUse.No ? null : RunFused(sequence, states, mask, call.Training)) ?? RunSteps(sequence, states, mask, call.Training);
        }
        output = output.Cast(ComputeDType);
        states = Array.ConvertAll(states, state => state.Cast(ComputeDType));
        for (int i = 0; i < (_states?.Length ?? 0); i++) _states![i].Assign(states[i]);

        if (ReturnState) return [output, .. states];
        return output;
    }

    /// <summary>The whole sequence in one op; <see langword="null"/>: there is none for these settings.</summary>
    private protected virtual (Tensor Output, Tensor[] States)? RunFused(Tensor sequence, Tensor[] states, Tensor? mask, bool training) => null;

    private (Tensor Output, Tensor[] States) RunSteps(Tensor sequence, Tensor[] states, Tensor? mask, bool training)
    {
        if (UseCudnn is CudnnUse.Yes) throw new ArgumentException($"{this} expects settings that its fused op knows (useCudnn: CudnnUse.Yes). Received others. Use CudnnUse.Auto.");
        Tensor first = Zeros([sequence.Shape[0], .. sequence.Shape[2..]], sequence.DType);
        RecurrentStep step = Cell.Start(first, states, training);
        (Tensor[] outputs, states) = RecurrentLoop.Run(sequence, states, step, mask, GoBackwards, ZeroOutputForMask);
        return (ReturnSequences ? Stack(outputs, axis: 1) : outputs[^1], states);
    }

    private Tensor[] StartFrom(CallArguments call, Shape sequence)
    {
        if (call.Get<Tensors?>("initial_state", null) is not { } given)
            return _states is null ? Cell.InitialStates(sequence[0].Value) : Array.ConvertAll(_states, state => state.Value.Cast(Cell.ComputeDType));
        Shape[] expected = [.. StatesOf(sequence)];
        Expect(given.Shapes.SequenceEqual(expected), $"initial states of the shapes {string.Join(", ", (object[])expected)}", given.Shapes);
        return [.. given.Select(state => state.Cast(Cell.ComputeDType))];
    }

    internal static CallArguments Arguments(Masks? mask, bool? training, Tensors? initialState) => CallArguments.None
        .With("mask", mask).With("training", training).With("initial_state", initialState);

    /// <inheritdoc/>
    public override Masks? ComputeMask(Tensors inputs, Masks? mask) => ReturnSequences && mask?[0] is { } kept ? [kept] : null;

    /// <inheritdoc/>
    /// <exception cref="ShapeException">There is not one sequence, it has no step, or another width or batch size than the first one.</exception>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 1, "one sequence; initial states are the call argument 'initial_state'", inputs);
        Expect(inputs[0].Rank >= 3, "a sequence (B, T, D)", inputs);
        Expect(!inputs[0][1].Equals(0), "at least one step", inputs);
        Expect(BuildShapes is null || FitsBuilt(BuildShapes[0], inputs[0]), $"steps like those for which it was built, {BuildShapes?[0]}", inputs);
        Expect(_states is null || _states[0].Shape[0] == inputs[0][0], $"the batch size of its states, {_states?[0].Shape[0]}", inputs, "A stateful layer cannot change it.");
        Shape output = Cell.ComputeOutputShape([Step(inputs[0])])!;
        return ReturnSequences ? [output[0], inputs[0][1], .. output[1..]] : output;
    }

    /// <summary>Does a sequence fit the weights that were made for another one?</summary>
    private protected virtual bool FitsBuilt(Shape built, Shape sequence) => built[^1] == sequence[^1];

    private static Shape Step(Shape sequence) => [sequence[0], .. sequence[2..]];

    /// <summary>The shapes of the states that go with a sequence.</summary>
    internal IReadOnlyList<Shape> StatesOf(Shape sequence) => Cell.StatesOf(Step(sequence));

    /// <inheritdoc/>
    protected override Tensors ComputeOutputSpec(Tensors inputs, CallArguments call)
    {
        Tensor output = Tensor.Symbolic(ComputeOutputShape(inputs.Shapes), ComputeDType);
        if (!ReturnState) return output;
        return [output, .. StatesOf(inputs[0].Shape).Select(state => Tensor.Symbolic(state, ComputeDType))];
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig()
        .With("return_sequences", ReturnSequences).With("return_state", ReturnState).With("go_backwards", GoBackwards).With("stateful", Stateful)
        .With("unroll", Unroll).With("zero_output_for_mask", ZeroOutputForMask).With("cell", Cell);

    internal static RNN FromConfig(Config c) => new(
        c.GetObject<Layer>("cell") as RnnCell ?? throw new ArgumentException($"RNN '{c.Name}' expects a recurrent cell as 'cell'. Received {c.Json["cell"]?.ToJsonString() ?? "none"}."),
        c.Get("return_sequences", false), c.Get("return_state", false), c.Get("go_backwards", false), c.Get("stateful", false), c.Get("unroll", false),
        c.Get("zero_output_for_mask", false), c.Name);
}
