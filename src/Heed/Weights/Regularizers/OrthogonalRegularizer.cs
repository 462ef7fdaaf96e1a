using static Heed.Ops;

namespace Heed.Regularizers;

/// <summary>Which vectors of a matrix <see cref="OrthogonalRegularizer"/> compares.</summary>
public enum OrthogonalMode
{
    /// <summary>The rows.</summary>
    Rows,
    /// <summary>The columns.</summary>
    Columns,
}

/// <summary>Penalizes rows or columns that point in similar directions: <c>factor · mean |cos|</c> over all pairs.</summary>
/// <remarks>Source: keras/src/regularizers/regularizers.py.</remarks>
public sealed class OrthogonalRegularizer : Regularizer
{
    private const double ShortestNorm = 1e-7;   // a vector of zeros stays one

    /// <summary>Penalizes rows or columns that are not orthogonal.</summary>
    /// <param name="factor">At least 0; kept in single precision as in Keras.</param>
    /// <param name="mode">Which vectors are compared.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="factor"/> is negative or not finite.</exception>
    public OrthogonalRegularizer(double factor = 0.01, OrthogonalMode mode = OrthogonalMode.Rows) =>
        (Factor, Mode) = ((float)Require.NotNegative(factor, this), mode);

    /// <summary>The factor.</summary>
    public double Factor { get; }

    /// <summary>Which vectors are compared.</summary>
    public OrthogonalMode Mode { get; }

    /// <inheritdoc/>
    /// <exception cref="ShapeException"><paramref name="x"/> is not a matrix.</exception>
    public override Tensor Penalty(Tensor x)
    {
        if (x.Rank != 2) throw new ShapeException($"{this} expects a matrix (rank 2). Received {x.Spec}.");
        var (axis, size) = Mode is OrthogonalMode.Rows ? (1, (double)x.Shape[0].Value) : (0, x.Shape[1].Value);
        Tensor unit = x * Minimum(Rsqrt(Sum(Square(x), axis, keepDims: true)), 1 / ShortestNorm);
        Tensor cosines = MatMul(unit, unit, transposeA: axis == 0, transposeB: axis == 1);      // (N, N), symmetric
        Tensor ofPairs = Sum(Abs(cosines)) - Sum(Square(unit));                                 // all but each vector's with itself
        return Factor * 0.5 * ofPairs / (size * (size - 1) / 2);
    }

    /// <inheritdoc/>
    public override Config GetConfig() => new Config().With("factor", Factor).With("mode", Mode);

    internal static OrthogonalRegularizer FromConfig(Config config) => new(config.Get("factor", 0.01), config.Get("mode", OrthogonalMode.Rows));
}
