using System.Text.Json.Nodes;
using static Heed.Ops;

namespace Heed.Layers;

/// <summary>Runs a recurrent layer over a sequence in both directions and puts the outputs together.</summary>
/// <remarks>
/// <para><b>Inputs</b>  (B, T, D); the call argument <c>initial_state</c>: the states of the forward layer, then those of the backward layer.</para>
/// <para><b>Output</b>  (B, O), or (B, T, O) in the order of time with the layer's <c>returnSequences</c>; O is twice as wide with <see cref="MergeMode.Concat"/>.
/// With <see cref="MergeMode.None"/> there are two outputs. With the layer's <c>returnState</c> follow the last states of both, forward first.</para>
/// <para><b>Masks</b>   as <see cref="RNN"/>; with sequences, outputs of masked steps are zeros, whatever the layer says.</para>
/// <para>Both layers are made from configs, as in Keras: they are new ones, without the given layer's weights.</para>
/// <para><b>Source</b>  Schuster and Paliwal 1997; keras/src/layers/rnn/bidirectional.py.</para>
/// </remarks>
public sealed class Bidirectional : Layer
{
    private readonly IReadOnlyList<Tensor>? _firstWeights;

    /// <summary>Makes the layer.</summary>
    /// <param name="layer">The recurrent layer that is copied for each direction.</param>
    /// <param name="mergeMode">How both outputs become one, if at all.</param>
    /// <param name="weights">First values of all weights, those of the forward layer first; <see langword="null"/>: as the layers initialize them.</param>
    /// <param name="backwardLayer">The layer for the other direction, used as it is; <see langword="null"/>: a copy of <paramref name="layer"/>.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">Both layers go in one direction, or differ in what they return or whether they are stateful.</exception>
    public Bidirectional(RNN layer, MergeMode mergeMode = MergeMode.Concat, IReadOnlyList<Tensor>? weights = null, RNN? backwardLayer = null, string? name = null)
        : base(name)
    {
        (MergeMode, _firstWeights) = (mergeMode, weights);
        ForwardLayer = AddLayer(Copy(layer, "forward_"), "forward_layer");
        BackwardLayer = AddLayer(backwardLayer ?? Copy(layer, "backward_", goBackwards: true), "backward_layer");
        RequireSame(ForwardLayer.GoBackwards != BackwardLayer.GoBackwards, "one layer that goes backwards", layer => layer.GoBackwards);
        RequireSame(ForwardLayer.Stateful == BackwardLayer.Stateful, "layers that agree in stateful", layer => layer.Stateful);
        RequireSame(ForwardLayer.ReturnSequences == BackwardLayer.ReturnSequences, "layers that agree in returnSequences", layer => layer.ReturnSequences);
        RequireSame(ForwardLayer.ReturnState == BackwardLayer.ReturnState, "layers that agree in returnState", layer => layer.ReturnState);
        foreach (RNN direction in (RNN[])[ForwardLayer, BackwardLayer])
            (direction.ZeroOutputForMask, direction.UseCudnn) = (direction.ReturnSequences, layer.UseCudnn);
    }

    /// <summary>How both outputs become one, if at all.</summary>
    public MergeMode MergeMode { get; }

    /// <summary>The layer that reads the sequence as it is.</summary>
    public RNN ForwardLayer { get; }

    /// <summary>The layer that reads it from its end.</summary>
    public RNN BackwardLayer { get; }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override IReadOnlyList<string> CallArgumentNames => ["initial_state"];

    /// <summary>Calls the layer.</summary>
    /// <param name="inputs">(B, T, D).</param>
    /// <param name="mask">(B, T), true keeps; <see langword="null"/>: the mask that the input carries, unless there is an initial state.</param>
    /// <param name="training">Does dropout drop? <see langword="null"/>: as the layer around it, else no.</param>
    /// <param name="initialState">The states to start from, those of the forward layer first; <see langword="null"/>: zeros.</param>
    /// <returns>The output, where there is only one.</returns>
    /// <exception cref="ShapeException">The inputs or states do not fit.</exception>
    public Tensor Apply(Tensors inputs, Masks? mask = null, bool? training = null, Tensors? initialState = null) =>
        Invoke(inputs, RNN.Arguments(mask, training, initialState));

    /// <summary>Calls the layer for its output and its last states.</summary>
    /// <param name="inputs">(B, T, D).</param>
    /// <param name="mask">(B, T), true keeps; <see langword="null"/>: the mask that the input carries, unless there is an initial state.</param>
    /// <param name="training">Does dropout drop? <see langword="null"/>: as the layer around it, else no.</param>
    /// <param name="initialState">The states to start from, those of the forward layer first; <see langword="null"/>: zeros.</param>
    /// <returns>The merged output, and the states of the forward and of the backward layer; for two LSTMs: hidden, cell, hidden, cell.</returns>
    /// <exception cref="InvalidOperationException">The layers were made without <c>returnState: true</c>, or there is no merge mode.</exception>
    public (Tensor Output, Tensors States) ApplyWithStates(Tensors inputs, Masks? mask = null, bool? training = null, Tensors? initialState = null)
    {
        if (!ForwardLayer.ReturnState || MergeMode is MergeMode.None)
            throw new InvalidOperationException($"{this} expects a merge mode, and a layer made with returnState: true, for ApplyWithStates. "
                + $"Received mergeMode: {MergeMode}, returnState: {ForwardLayer.ReturnState}. Use Invoke for other outputs.");
        Tensors outputs = Invoke(inputs, RNN.Arguments(mask, training, initialState));
        return (outputs[0], Tensors.List(outputs.Skip(1)));
    }

    /// <summary>Forgets what the last batch left in both layers.</summary>
    public void ResetState()
    {
        ForwardLayer.ResetState();
        BackwardLayer.ResetState();
    }

    /// <inheritdoc/>
    protected override void Build(ReadOnlySpan<Shape> inputs)
    {
        ForwardLayer.BuildFor([.. inputs]);
        BackwardLayer.BuildFor([.. inputs]);
        if (_firstWeights is not null) SetWeights(_firstWeights);
    }

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call)
    {
        (Tensors? forwardState, Tensors? backwardState) = (null, null);
        if (call.Get<Tensors?>("initial_state", null) is { } given)
            (forwardState, backwardState) = (Tensors.List(given.Take(given.Count / 2)), Tensors.List(given.Skip(given.Count / 2)));
        Tensors forward = ForwardLayer.Invoke(inputs, call.With("initial_state", forwardState));
        Tensors backward = BackwardLayer.Invoke(inputs, call.With("initial_state", backwardState));

        Tensor x = forward[0].Cast(ComputeDType), y = backward[0].Cast(ComputeDType);           // (B, O) or (B, T, O)
        if (ForwardLayer.ReturnSequences) y = Flip(y, axis: 1);
        Tensor[] outputs = MergeMode switch
        {
            MergeMode.Concat => [Concatenate([x, y], axis: -1)],
            MergeMode.Sum => [x + y],
            MergeMode.Mul => [x * y],
            MergeMode.Ave => [(x + y) / 2],
            _ => [x, y],
        };
        return AsOutputs([.. outputs, .. forward.Skip(1), .. backward.Skip(1)]);
    }

    /// <summary>A copy with another name, by way of its serialization; built for the same shapes, if the layer is.</summary>
    private static RNN Copy(RNN layer, string prefix, bool goBackwards = false)
    {
        JsonObject copy = KerasRegistry.Serialize(layer).AsObject();
        JsonObject settings = copy["config"]!.AsObject();
        settings["name"] = prefix + (layer.Name.StartsWith(prefix, StringComparison.Ordinal) ? layer.Name[prefix.Length..] : layer.Name);
        if (goBackwards) settings["go_backwards"] = true;
        return (RNN)KerasRegistry.Deserialize<Layer>(copy);
    }

    private void RequireSame(bool ok, string expectation, Func<RNN, bool> setting)
    {
        if (!ok) throw new ArgumentException($"{this} expects {expectation}. Received {setting(ForwardLayer)} forward and {setting(BackwardLayer)} backward.");
    }

    private static Tensors AsOutputs(Tensor[] outputs) => outputs.Length == 1 ? outputs[0] : Tensors.List(outputs);

    /// <inheritdoc/>
    public override Masks? ComputeMask(Tensors inputs, Masks? mask) =>
        !ForwardLayer.ReturnSequences || mask?[0] is not { } kept ? null : MergeMode is MergeMode.None ? [kept, kept] : [kept];

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The sequence does not fit the layer.</exception>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Shape output = ForwardLayer.ComputeOutputShape(inputs)!;
        return MergeMode is MergeMode.Concat ? output.With(^1, output[^1] + BackwardLayer.ComputeOutputShape(inputs)![^1]) : output;
    }

    /// <inheritdoc/>
    protected override Tensors ComputeOutputSpec(Tensors inputs, CallArguments call)
    {
        Tensor Symbolic(Shape shape) => Tensor.Symbolic(shape, ComputeDType);
        IEnumerable<Tensor> States(RNN layer) => layer.ReturnState ? layer.StatesOf(inputs[0].Shape).Select(Symbolic) : [];
        Shape output = ComputeOutputShape(inputs.Shapes);
        Tensor[] outputs = MergeMode is MergeMode.None ? [Symbolic(output), Symbolic(output)] : [Symbolic(output)];
        return AsOutputs([.. outputs, .. States(ForwardLayer), .. States(BackwardLayer)]);
    }

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig()
        .With("merge_mode", MergeMode is MergeMode.None ? null : MergeMode).With("layer", ForwardLayer).With("backward_layer", BackwardLayer);

    internal static Bidirectional FromConfig(Config c) => new(
        Inner(c, "layer") ?? throw new ArgumentException($"Bidirectional '{c.Name}' expects a recurrent layer as 'layer'. Received {c.Json["layer"]?.ToJsonString() ?? "none"}."),
        c.Get<MergeMode?>("merge_mode", MergeMode.Concat) ?? MergeMode.None, backwardLayer: Inner(c, "backward_layer"), name: c.Name);

    private static RNN? Inner(Config c, string key) => c.GetObject<Layer>(key) switch
    {
        null => null,
        RNN layer => layer,
        var other => throw new ArgumentException($"Bidirectional '{c.Name}' expects a recurrent layer as '{key}'. Received {other}."),
    };
}
