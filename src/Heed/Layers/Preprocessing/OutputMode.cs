namespace Heed.Layers;

/// <summary>How a preprocessing layer gives out the numbers of categories.</summary>
public enum OutputMode
{
    /// <summary>As they are.</summary>
    Int,
    /// <summary>Each as a vector of zeros with a single one.</summary>
    OneHot,
    /// <summary>A vector for each sample: 1 for the numbers that occur in it.</summary>
    MultiHot,
    /// <summary>A vector for each sample: how often each number occurs in it.</summary>
    Count,
    /// <summary>Like <see cref="Count"/>, times the weight of each number: rare words count more.</summary>
    TfIdf,
}
