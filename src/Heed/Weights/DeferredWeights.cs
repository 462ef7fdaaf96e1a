namespace Heed;

/// <summary>While it is open, layers that are built on this thread initialize their weights only when somebody reads them: a file is about to set them.</summary>
/// <remarks>So a large model is not filled with random numbers in vain, and no memory is taken for weights that a file promises but does not have.</remarks>
internal readonly ref struct DeferredWeights
{
    [ThreadStatic] private static bool t_isOn;

    private readonly bool _outer;

    public DeferredWeights() => (_outer, t_isOn) = (t_isOn, true);

    /// <summary>Is it open?</summary>
    public static bool IsOn => t_isOn;

    public void Dispose() => t_isOn = _outer;
}
