namespace Heed.Regularizers;

/// <summary>Penalizes absolute values, which pushes small weights to exactly 0: <c>l1 · Σ |x|</c>.</summary>
/// <remarks>Source: keras/src/regularizers/regularizers.py.</remarks>
public sealed class L1 : Regularizer
{
    /// <summary>Penalizes absolute values.</summary>
    /// <param name="l1">The factor, at least 0; kept in single precision as in Keras.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="l1"/> is negative or not finite.</exception>
    public L1(double l1 = 0.01) => Factor = (float)Require.NotNegative(l1, this);

    /// <summary>The factor.</summary>
    public double Factor { get; }

    /// <inheritdoc/>
    public override Tensor Penalty(Tensor x) => Factor * Ops.Sum(Ops.Abs(x));

    /// <inheritdoc/>
    public override Config GetConfig() => new Config().With("l1", Factor);

    internal static L1 FromConfig(Config config) => new(config.Get<double?>("l1", null) ?? 0.01);
}
