namespace Heed.Layers;

/// <summary>A layer around another one, which it calls in a way of its own.</summary>
/// <remarks>
/// <para>An author overrides <see cref="Layer.Call"/> and <see cref="Layer.ComputeOutputShape"/>; the inner layer is built for the same inputs, and its weights,
/// losses and seeds count as the wrapper's.</para>
/// <para><b>Source</b>  keras/src/layers/core/wrapper.py.</para>
/// </remarks>
public abstract class Wrapper : Layer
{
    /// <summary>Wraps a layer.</summary>
    /// <param name="layer">The inner layer.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    protected Wrapper(Layer layer, string? name = null) : base(name)
    {
        ArgumentNullException.ThrowIfNull(layer);
        Layer = AddLayer(layer, "layer");
    }

    /// <summary>The inner layer.</summary>
    public Layer Layer { get; }

    /// <inheritdoc/>
    protected override void Build(ReadOnlySpan<Shape> inputs) => Layer.BuildFor([.. inputs]);

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig().With("layer", Layer);

    /// <summary>Reads the inner layer from a config.</summary>
    /// <param name="config">Keras's keys.</param>
    /// <returns>A new layer.</returns>
    /// <exception cref="ArgumentException">There is no layer under <c>layer</c>, or its class is not known.</exception>
    protected static Layer ReadLayer(Config config) => config.GetObject<Layer>("layer")
        ?? throw new ArgumentException($"Wrapper '{config.Name}' expects a layer as 'layer'. Received none.");
}
