namespace Heed.Layers;

/// <summary>An entry of a functional or sequential model: it states a shape and a type, and computes nothing.</summary>
/// <remarks>
/// <para><b>Output</b>  the symbolic tensor <see cref="Output"/>, which <see cref="Input.Of"/> returns.</para>
/// <para><b>Source</b>  keras/src/layers/core/input_layer.py.</para>
/// </remarks>
public sealed class InputLayer : Layer
{
    /// <summary>Creates an entry.</summary>
    /// <param name="batchShape">The shape with the batch's axis, usually unknown, in front.</param>
    /// <param name="dtype">To this type a model converts what it is given; <see langword="null"/>: the type in which the global policy computes.</param>
    /// <param name="optional">Written to the config; a model of Heed wants all its inputs.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    public InputLayer(Shape batchShape, DType? dtype = null, bool optional = false, string? name = null) : base(name)
    {
        (BatchShape, Optional) = (batchShape, optional);
        DType = dtype ?? DTypePolicy.Global.ComputeDType;
        Output = Tensor.Symbolic(batchShape, ComputeDType);
        using var graph = new GraphScope(isRecording: true);
        GraphNode.Attach(this, [], [Output]);
        BuildFor(batchShape);
    }

    /// <summary>The shape with the batch's axis.</summary>
    public Shape BatchShape { get; }

    /// <summary>May the input be missing?</summary>
    public bool Optional { get; }

    /// <summary>The symbolic tensor with which a functional model begins.</summary>
    public Tensor Output { get; }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call) => inputs;

    /// <inheritdoc/>
    public override Config GetConfig() => new Config()
        .With("batch_shape", BatchShape).With("dtype", ComputeDType).With("sparse", false).With("ragged", false).With("name", Name).With("optional", Optional);

    /// <summary>Makes the layer that a config describes.</summary>
    /// <param name="config">Keras's keys.</param>
    /// <returns>The layer.</returns>
    public static InputLayer FromConfig(Config config) => new(
        config.Has("batch_shape") ? config.Require<Shape>("batch_shape") : [config.Get<int?>("batch_size", null), .. config.Require<Shape>("shape")],
        config.Get<DType?>("dtype", null), config.Get("optional", false), config.Name);
}

/// <summary>Where a functional model begins.</summary>
public static class Input
{
    /// <summary>A symbolic tensor that stands for an input: <c>Tensor x = Input.Of([28, 28, 1]);</c></summary>
    /// <param name="shape">The shape without the batch's axis; null for a length that varies.</param>
    /// <param name="batchSize">The length of the batch's axis; <see langword="null"/>: any.</param>
    /// <param name="dtype">To this type the model converts what it is given; <see langword="null"/>: the type in which the global policy computes.</param>
    /// <param name="name">The input's name; <see langword="null"/>: Keras's automatic name.</param>
    /// <returns>The tensor, to be given to layers and ops and, in the end, to <see cref="Model"/>.</returns>
    /// <remarks>Keras: <c>keras.Input</c>.</remarks>
    public static Tensor Of(Shape shape, int? batchSize = null, DType? dtype = null, string? name = null) =>
        new InputLayer([batchSize, .. shape], dtype, name: name).Output;
}
