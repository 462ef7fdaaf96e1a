namespace Heed.Losses;

/// <summary>How the losses of a batch become one number.</summary>
public enum Reduction
{
    /// <summary>Their sum over their number; what masks hide does not count.</summary>
    SumOverBatchSize,
    /// <summary>Their sum.</summary>
    Sum,
    /// <summary>The same as <see cref="SumOverBatchSize"/>.</summary>
    Mean,
    /// <summary>Their weighted sum over the sum of the weights.</summary>
    MeanWithSampleWeight,
    /// <summary>They stay as they are.</summary>
    None,
}
