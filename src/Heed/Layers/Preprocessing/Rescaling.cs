using System.Text.Json.Nodes;
using static Heed.Ops;

namespace Heed.Layers;

/// <summary>Scales and shifts: <c>x · scale + offset</c>, such as 1 / 255 for bytes to numbers in [0, 1].</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  any shape and number type, to which scale and offset broadcast; the same shape, in the compute type.</para>
/// <para><b>Masks</b>    pass through.</para>
/// <para><b>Source</b>   keras/src/layers/preprocessing/rescaling.py.</para>
/// </remarks>
public sealed class Rescaling : Layer
{
    private JsonNode _scaleConfig, _offsetConfig;       // as Keras wrote them: it keeps lists apart from arrays

    /// <summary>Makes the layer.</summary>
    /// <param name="scale">The factor: a number, or several that broadcast to the input, such as one for each channel.</param>
    /// <param name="offset">What is added: likewise; <see langword="null"/>: 0.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A number is not finite.</exception>
    public Rescaling(Tensor scale, Tensor? offset = null, string? name = null) : base(name)
    {
        (Scale, Offset) = (Finite(scale.Keep(), nameof(scale)), Finite((offset ?? 0.0).Keep(), nameof(offset)));
        (_scaleConfig, _offsetConfig) = (TensorConfig.ToJson(Scale), TensorConfig.ToJson(Offset));
    }

    /// <summary>The factor.</summary>
    public Tensor Scale { get; }

    /// <summary>What is added.</summary>
    public Tensor Offset { get; }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call) =>
        inputs[0].Cast(ComputeDType) * Scale.Cast(ComputeDType) + Offset.Cast(ComputeDType);

    /// <inheritdoc/>
    /// <exception cref="ShapeException">Scale or offset do not broadcast to the input.</exception>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 1, "one input", inputs);
        Expect(Fits(Scale.Shape, inputs[0]) && Fits(Offset.Shape, inputs[0]), $"an input to which its scale {Scale.Shape} and offset {Offset.Shape} broadcast", inputs);
        return inputs[0];
    }

    private static bool Fits(Shape shape, Shape input)
    {
        bool fits = shape.Rank <= input.Rank;
        for (int axis = 1; fits && axis <= shape.Rank; axis++) fits = shape[^axis].Equals(1) || shape[^axis] == input[^axis];
        return fits;
    }

    private Tensor Finite(Tensor value, string argument) => All(IsFinite(value)).Item<bool>() ? value
        : throw new ArgumentException($"{this} expects finite numbers as {argument}. Received {value}.", argument);

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("scale", _scaleConfig).With("offset", _offsetConfig);

    internal static Rescaling FromConfig(Config config)
    {
        JsonNode scale = config.Require<JsonNode>("scale"), offset = config.Get<JsonNode?>("offset", null) ?? 0.0;
        var layer = new Rescaling(TensorConfig.Read(scale), TensorConfig.Read(offset), config.Name);
        if (scale is JsonArray) layer._scaleConfig = scale.DeepClone();
        if (offset is JsonArray) layer._offsetConfig = offset.DeepClone();
        return layer;
    }
}
