namespace Heed.Layers;

/// <summary>An entry of a functional or sequential model: it states a shape and a type, and computes nothing.</summary>
/// <remarks>
/// <para><b>Output</b>   the symbolic tensor <see cref="Output"/>, which <see cref="Input.Of"/> returns.</para>
/// <para><b>Differs</b>  sparse and ragged inputs are refused. The nine constructor arguments are those of Keras.</para>
/// <para><b>Source</b>   keras/src/layers/core/input_layer.py.</para>
/// </remarks>
public sealed class InputLayer : Layer
{
    /// <summary>Creates an entry, from <paramref name="shape"/>, from <paramref name="batchShape"/>, or for a symbolic tensor that is there already.</summary>
    /// <param name="shape">The shape without the batch's axis; null for a length that varies.</param>
    /// <param name="batchSize">The length of the batch's axis; <see langword="null"/>: any.</param>
    /// <param name="dtype">To this type a model converts what it is given; <see langword="null"/>: the type in which the global policy computes.</param>
    /// <param name="sparse">Must not be true.</param>
    /// <param name="ragged">Must not be true.</param>
    /// <param name="batchShape">The shape with the batch's axis in front, instead of <paramref name="shape"/> and <paramref name="batchSize"/>.</param>
    /// <param name="inputTensor">A symbolic tensor that shall be the entry; what else is given must agree with it.</param>
    /// <param name="optional">Written to the config; a model of Heed wants all its inputs.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">No shape is given, or two that disagree, or a sparse or ragged input is asked for.</exception>
    public InputLayer(Shape? shape = null, int? batchSize = null, DType? dtype = null, bool? sparse = null, bool? ragged = null,
                      Shape? batchShape = null, Tensor? inputTensor = null, bool optional = false, string? name = null) : base(name)
    {
        if (sparse is true || ragged is true) throw new ArgumentException($"{this} expects a dense input. Received {(sparse is true ? "sparse" : "ragged")}=True.");
        if (inputTensor is not null) ExpectAgreement(inputTensor, shape, batchSize, dtype, batchShape);
        else if (batchShape is null == shape is null || (batchShape is not null && batchSize is not null))
            throw new ArgumentException($"{this} expects either shape (and batchSize) or batchShape. Received shape={shape}, batchSize={batchSize}, batchShape={batchShape}.");

        (BatchShape, Optional) = (inputTensor?.Shape ?? batchShape ?? [batchSize, .. shape!], optional);
        DType = inputTensor?.DType ?? dtype ?? DTypePolicy.Global.ComputeDType;
        Output = inputTensor ?? Tensor.Symbolic(BatchShape, ComputeDType);
        using var graph = new GraphScope(isRecording: true);
        GraphNode.Attach(this, [], [Output]);
        BuildFor(BatchShape);
    }

    /// <summary>The shape with the batch's axis.</summary>
    public Shape BatchShape { get; }

    /// <summary>May the input be missing?</summary>
    public bool Optional { get; }

    /// <summary>The symbolic tensor with which a functional model begins.</summary>
    public override Tensor Output { get; }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call) => inputs;

    private void ExpectAgreement(Tensor tensor, Shape? shape, int? batchSize, DType? dtype, Shape? batchShape)
    {
        bool agrees = tensor.IsSymbolic && (batchSize is null || (tensor.Rank > 0 && tensor.Shape[0].Equals(batchSize)))
            && (shape is null || (tensor.Rank > 0 && tensor.Shape[1..] == shape)) && (batchShape is null || batchShape == tensor.Shape)
            && (dtype is null || dtype == tensor.DType);
        if (!agrees)
            throw new ArgumentException($"{this} expects a symbolic inputTensor that agrees with the other arguments. "
                + $"Received {tensor.Spec}, shape={shape}, batchSize={batchSize}, batchShape={batchShape}, dtype={dtype?.Name()}.");
    }

    /// <inheritdoc/>
    public override Config GetConfig() => new Config()
        .With("batch_shape", BatchShape).With("dtype", ComputeDType).With("sparse", false).With("ragged", false).With("name", Name).With("optional", Optional);

    internal static InputLayer FromConfig(Config config) => new(
        config.Get<Shape?>("shape", null), config.Get<int?>("batch_size", null), config.Get<DType?>("dtype", null), config.Get<bool?>("sparse", null),
        config.Get<bool?>("ragged", null), config.Get<Shape?>("batch_shape", config.Get<Shape?>("batch_input_shape", null)), null, config.Get("optional", false), config.Name);
}
