namespace Heed.Layers;

/// <summary>How <see cref="Bidirectional"/> puts the outputs of both directions together.</summary>
public enum MergeMode
{
    /// <summary>Side by side: twice as wide.</summary>
    Concat,
    /// <summary>Their sum.</summary>
    Sum,
    /// <summary>Their product, element by element.</summary>
    Mul,
    /// <summary>Their mean.</summary>
    Ave,
    /// <summary>Not at all: there are two outputs. Keras's null.</summary>
    None,
}
