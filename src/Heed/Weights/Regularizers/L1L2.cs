namespace Heed.Regularizers;

/// <summary>Penalizes absolute values and squares: <c>l1 · Σ |x| + l2 · Σ x²</c>.</summary>
/// <remarks>Source: keras/src/regularizers/regularizers.py.</remarks>
public sealed class L1L2 : Regularizer
{
    /// <summary>Penalizes absolute values and squares.</summary>
    /// <param name="l1">The factor of the absolute values, at least 0.</param>
    /// <param name="l2">The factor of the squares, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A factor is negative or not finite.</exception>
    public L1L2(double l1 = 0.0, double l2 = 0.0) => (L1, L2) = (Require.NotNegative(l1, this), Require.NotNegative(l2, this));

    /// <summary>The factor of the absolute values.</summary>
    public double L1 { get; }

    /// <summary>The factor of the squares.</summary>
    public double L2 { get; }

    /// <inheritdoc/>
    public override Tensor Penalty(Tensor x)
    {
        Tensor penalty = Ops.Zeros(Shape.Scalar, x.DType);
        if (L1 != 0) penalty += L1 * Ops.Sum(Ops.Abs(x));
        if (L2 != 0) penalty += L2 * Ops.Sum(Ops.Square(x));
        return penalty;
    }

    /// <inheritdoc/>
    public override Config GetConfig() => new Config().With("l1", L1).With("l2", L2);

    internal static L1L2 FromConfig(Config config) => new(config.Get<double?>("l1", null) ?? 0, config.Get<double?>("l2", null) ?? 0);
}
