namespace Heed.Layers;

/// <summary>How <see cref="Attention"/> compares a query with a key.</summary>
public enum ScoreMode
{
    /// <summary>By their dot product.</summary>
    Dot,
    /// <summary>By the sum of the hyperbolic tangents of their elements' sums.</summary>
    Concat,
}
