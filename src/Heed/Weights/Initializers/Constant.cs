namespace Heed.Initializers;

/// <summary>One value everywhere, or the values of a tensor.</summary>
/// <remarks>Source: keras/src/initializers/constant_initializers.py.</remarks>
public sealed class Constant : Initializer
{
    /// <summary>One value everywhere, or the values of a tensor.</summary>
    /// <param name="value">A number, or an array that broadcasts to the weight's shape; <see langword="null"/>: 0.</param>
    public Constant(Tensor? value = null) => Value = value?.Keep() ?? 0.0;

    /// <summary>The value or values.</summary>
    public Tensor Value { get; }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The values do not broadcast to <paramref name="shape"/>.</exception>
    public override Tensor Create(Shape shape, DType dtype = DType.Float32) => Ops.BroadcastTo(Value.Cast(dtype), shape);

    /// <inheritdoc/>
    public override Config GetConfig() => new Config().With("value", TensorConfig.ToJson(Value));

    internal static Constant FromConfig(Config config) => new(config.Json["value"] is { } value ? TensorConfig.Read(value) : null);
}
