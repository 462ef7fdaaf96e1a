using System.Text.Json.Nodes;

namespace Heed.Layers;

/// <summary>Applies layers one after the other, without being a model: the steps by which inputs are prepared or varied.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  those of the first and of the last layer.</para>
/// <para><b>Arguments</b>  unlike elsewhere, <c>training</c> is true unless this call or one around it says otherwise.</para>
/// <para><b>Masks</b>    a mask goes to the first layer that takes one; each layer passes on what it passes on.</para>
/// <para><b>Source</b>   keras/src/layers/preprocessing/pipeline.py.</para>
/// </remarks>
public sealed class Pipeline : Layer
{
    /// <summary>Makes a layer of layers.</summary>
    /// <param name="layers">In the order in which they are applied; at least one.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">There is no layer.</exception>
    public Pipeline(IReadOnlyList<Layer> layers, string? name = null) : base(name)
    {
        if (layers.Count == 0) throw new ArgumentException($"{this} expects at least one layer. Received none.", nameof(layers));
        Steps = [.. layers];
        foreach (Layer layer in Steps) AddLayer(layer, "layers[]");
        Autocast = false;
    }

    /// <summary>The layers in the order in which they are applied; one may occur twice.</summary>
    public IReadOnlyList<Layer> Steps { get; }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override void BuildFrom(Tensors inputs, CallArguments call)
    {
        using var inside = new GraphScope(isRecording: false);
        Call(inputs.WithSame(input => Tensor.Symbolic(input.Shape, input.DType)), CallArguments.None);
    }

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call)
    {
        CallArguments arguments = CallArguments.None.With("training", CallContext.GivenTraining ?? true);
        Masks? mask = call.Masks;
        foreach (Layer layer in Steps)
        {
            inputs = layer.Invoke(inputs, mask is { AreAbsent: false } && CallSignature.HasMask(layer) ? arguments.With("mask", mask) : arguments);
            mask = Masks.Carried(inputs);
        }
        return inputs;
    }

    /// <summary>Values carry the masks of the last layer; for symbolic tensors they are asked for once more.</summary>
    public override Masks? ComputeMask(Tensors inputs, Masks? mask)
    {
        if (!inputs.AnySymbolic) return null;
        using var inside = new GraphScope(isRecording: false);
        return Masks.Carried(Call(inputs, CallArguments.None.With("mask", mask)));
    }

    /// <inheritdoc/>
    public override Config GetConfig() => new Config().With("layers", Steps).With("name", Name);

    internal static Pipeline FromConfig(Config config) => new(config.Json["layers"] is JsonArray layers
        ? [.. layers.Select(layer => KerasRegistry.Deserialize<Layer>(layer!))]
        : throw new ArgumentException($"Pipeline '{config.Name}' expects a list of 'layers'. Received {config.Json["layers"]?.ToJsonString() ?? "null"}."), config.Name);
}
