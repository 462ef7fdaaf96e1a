namespace Heed.Constraints;

/// <summary>The lengths of a weight's vectors.</summary>
internal static class VectorNorms
{
    /// <summary>Keeps divisions by a length finite, as <c>keras.backend.epsilon()</c>.</summary>
    public const double Epsilon = 1e-7;

    /// <summary>The Euclidean lengths along some axes, which stay with length 1.</summary>
    public static Tensor Of(Tensor weight, Axes axes) => Ops.Sqrt(Ops.Sum(Ops.Square(weight), axes.ToArray(), keepDims: true));
}
