namespace Heed;

/// <summary>What a recurrent op gives, and in which order it runs.</summary>
/// <param name="AllOutputs">The output of every step, rather than the last one?</param>
/// <param name="GoBackwards">Start at the last step?</param>
/// <param name="ZeroOutputForMask">Do masked steps give zeros, rather than the output before?</param>
internal readonly record struct RecurrentSettings(bool AllOutputs, bool GoBackwards, bool ZeroOutputForMask);
