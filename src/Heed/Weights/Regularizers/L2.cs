namespace Heed.Regularizers;

/// <summary>Penalizes squares, which keeps weights small: <c>l2 · Σ x²</c>.</summary>
/// <remarks>Source: keras/src/regularizers/regularizers.py.</remarks>
public sealed class L2 : Regularizer
{
    /// <summary>Penalizes squares.</summary>
    /// <param name="l2">The factor, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="l2"/> is negative or not finite.</exception>
    public L2(double l2 = 0.01) => Factor = Require.NotNegative(l2, this);

    /// <summary>The factor.</summary>
    public double Factor { get; }

    /// <inheritdoc/>
    public override Tensor Penalty(Tensor x) => Factor * Ops.Sum(Ops.Square(x));

    /// <inheritdoc/>
    public override Config GetConfig() => new Config().With("l2", Factor);

    internal static L2 FromConfig(Config config) => new(config.Get<double?>("l2", null) ?? 0.01);
}
