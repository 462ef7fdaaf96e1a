using static Heed.Ops;

namespace Heed.Layers;

/// <summary>Applies a layer to every step of a sequence.</summary>
/// <remarks>
/// <para><b>Inputs</b>  (B, T, …), rank 3 or more.</para>
/// <para><b>Output</b>  (B, T, …): what the layer makes of (B, …), for each step.</para>
/// <para><b>Masks</b>   (B, T, …); passed on. A layer whose call takes a mask receives each step's part of it.</para>
/// <para>Layers that treat every sample by itself see all steps at once as one batch of B · T; others, such as <see cref="BatchNormalization"/>, run step by step.
/// As in Keras, the inner layer's own activity regularizer adds nothing.</para>
/// <para><b>Source</b>  keras/src/layers/rnn/time_distributed.py.</para>
/// </remarks>
public sealed class TimeDistributed : Wrapper
{
    /// <summary>Layers whose result for a sample depends on that sample alone, in training too.</summary>
    private static readonly HashSet<string> ForSamplesAlone =
    [
        "Activation", "AveragePooling1D", "AveragePooling2D", "AveragePooling3D", "Conv1D", "Conv1DTranspose", "Conv2D", "Conv2DTranspose", "Conv3D",
        "Conv3DTranspose", "Dense", "DepthwiseConv1D", "DepthwiseConv2D", "Dropout", "Embedding", "Flatten", "GRU", "GlobalAveragePooling1D",
        "GlobalAveragePooling2D", "GlobalAveragePooling3D", "GlobalMaxPooling1D", "GlobalMaxPooling2D", "GlobalMaxPooling3D", "GroupNormalization", "Identity",
        "LSTM", "LayerNormalization", "MaxPooling1D", "MaxPooling2D", "MaxPooling3D", "RMSNormalization", "ReLU", "Reshape", "SeparableConv1D",
        "SeparableConv2D", "SimpleRNN",
    ];

    /// <summary>Wraps a layer.</summary>
    /// <param name="layer">Applied to every step; it must have one output.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    public TimeDistributed(Layer layer, string? name = null) : base(layer, name) { }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override void Build(ReadOnlySpan<Shape> inputs)
    {
        ExpectSequence(inputs);
        Layer.BuildFor([Step(inputs[0])]);
    }

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call)
    {
        Tensor sequence = inputs[0];                                                           // (B, T, …)
        Tensor? mask = CheckedMask(inputs, call);                                              // (B, T, …)
        if (!CallSignature.HasMask(Layer)) mask = null;
        return IsForSamplesAlone(Layer) && sequence.Shape.IsKnown && sequence.Shape.Size > 0
            ? AtOnce(sequence, mask, call.Training)
            : StepByStep(sequence, mask, call.Training);
    }

    private Tensor AtOnce(Tensor sequence, Tensor? mask, bool training)
    {
        static Tensor Fold(Tensor x) => Ops.Reshape(x, [x.Shape[0] * x.Shape[1].Value, .. x.Shape[2..]]);
        Tensor output = Inner(Fold(sequence), mask is null ? null : Fold(mask), training);     // (B · T, …)
        return Ops.Reshape(output, [.. sequence.Shape[..2], .. output.Shape[1..]]);
    }

    private Tensor StepByStep(Tensor sequence, Tensor? mask, bool training)
    {
        Tensor[] steps = Unstack(sequence, axis: 1);                                           // (B, …) each
        Tensor[]? masks = mask is null ? null : Unstack(mask, axis: 1);
        return Stack([.. steps.Select((step, t) => Inner(step, masks?[t], training))], axis: 1);
    }

    private Tensor Inner(Tensor step, Tensor? mask, bool training)
    {
        CallArguments arguments = CallArguments.None.With("training", training).With("mask", mask is null ? null : (Masks)mask);
        return OnlyOutput(Layer.CallInside(step, arguments));
    }

    private Tensor OnlyOutput(Tensors outputs) => outputs.Count == 1 ? outputs[0]
        : throw new ArgumentException($"{this} expects a layer with one output. Received {Layer} with {outputs.Count}. Use a functional model with one output around it.");

    private static bool IsForSamplesAlone(Layer layer) => layer.ClassName is "Sequential" or "Bidirectional"
        ? layer.Layers.All(inner => IsForSamplesAlone(inner) && inner.ActivityRegularizer is null)
        : ForSamplesAlone.Contains(layer.ClassName) && layer.Module == "keras.layers" && layer is not (RNN { Stateful: true } or Dropout { NoiseShape: not null });

    private Tensor? CheckedMask(Tensors inputs, CallArguments call)
    {
        if (call.Mask() is not { } mask) return null;
        Shape shape = inputs[0].Shape;
        Expect(mask.Rank >= 2 && mask.Shape[0] == shape[0] && mask.Shape[1] == shape[1], $"a mask that begins with (B, T) = {shape[..2]}", [mask.Shape]);
        return mask;
    }

    private void ExpectSequence(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 1 && inputs[0].Rank >= 3, "one sequence of rank 3 or more (B, T, …)", inputs);
        Expect(!inputs[0][1].Equals(0), "at least one step", inputs);
    }

    private static Shape Step(Shape sequence) => [sequence[0], .. sequence[2..]];

    /// <inheritdoc/>
    /// <exception cref="ShapeException">There is not one sequence, it has no step, or a step does not fit the layer.</exception>
    public override Shape? ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        ExpectSequence(inputs);
        return Layer.ComputeOutputShape([Step(inputs[0])]) is { } output ? [output[0], inputs[0][1], .. output[1..]] : null;
    }

    /// <inheritdoc/>
    protected override Tensors ComputeOutputSpec(Tensors inputs, CallArguments call)
    {
        ComputeOutputShape(inputs.Shapes);
        CheckedMask(inputs, call);
        Shape sequence = inputs[0].Shape;
        Tensor output = Inner(Tensor.Symbolic(Step(sequence), inputs[0].DType), mask: null, call.Training);
        return Tensor.Symbolic([output.Shape[0], sequence[1], .. output.Shape[1..]], output.DType);
    }

    internal static TimeDistributed FromConfig(Config config) => new(ReadLayer(config), config.Name);
}
