namespace Heed;

/// <summary>What lies around an image or a sequence where a window leaves it.</summary>
public enum Padding
{
    /// <summary>Nothing: windows stay inside.</summary>
    Valid,
    /// <summary>As much on both sides (one more behind, if it is odd) that with stride 1 the result is as long as the input.</summary>
    Same,
    /// <summary>All of it before: a step of a sequence depends on no later one. For convolutions of one axis.</summary>
    Causal,
}
