using Heed.Regularizers;

namespace Heed.Layers;

/// <summary>Gives its input back, and adds a penalty on it to the loss.</summary>
/// <remarks>
/// <para><b>Inputs, output</b>  any shape (B, …); the same.</para>
/// <para><b>Formula</b>  the loss grows by (l1 · Σ |x| + l2 · Σ x²) / B.</para>
/// <para><b>Masks</b>    pass through.</para>
/// <para><b>Source</b>   keras/src/layers/regularization/activity_regularization.py.</para>
/// </remarks>
public sealed class ActivityRegularization : Layer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="l1">The factor of the absolute values, at least 0.</param>
    /// <param name="l2">The factor of the squares, at least 0.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A factor is negative or not finite.</exception>
    public ActivityRegularization(double l1 = 0.0, double l2 = 0.0, string? name = null) : base(name)
    {
        (L1, L2) = (Require.NotNegative(l1, this), Require.NotNegative(l2, this));
        ActivityRegularizer = new L1L2(l1, l2);
    }

    /// <summary>The factor of the absolute values.</summary>
    public double L1 { get; }

    /// <summary>The factor of the squares.</summary>
    public double L2 { get; }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call) => inputs[0];

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 1, "one input", inputs);
        return inputs[0];
    }

    /// <summary>The penalty is noted as its two factors alone.</summary>
    /// <returns>name, trainable, dtype, l1, l2.</returns>
    public override Config GetConfig()
    {
        Config config = base.GetConfig();
        config.Json.Remove("activity_regularizer");
        return config.With("l1", L1).With("l2", L2);
    }

    internal static ActivityRegularization FromConfig(Config config) => new(config.Get("l1", 0.0), config.Get("l2", 0.0), config.Name);
}
