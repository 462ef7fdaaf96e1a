namespace Heed.Conformance;

/// <summary>How a case came out.</summary>
internal enum Outcome
{
    /// <summary>Heed answers as Keras does, or differs as Differences.md says.</summary>
    Passed,

    /// <summary>Heed answers otherwise.</summary>
    Failed,

    /// <summary>Heed does not know a class or a file of the case. Counts as failed.</summary>
    Unsupported,
}

/// <summary>A case and how it came out.</summary>
/// <param name="Case">The case.</param>
/// <param name="Outcome">The verdict.</param>
/// <param name="Error">The largest error, in units of what is allowed; 1 is the limit.</param>
/// <param name="Message">What differed first, or what is missing.</param>
internal sealed record Result(Case Case, Outcome Outcome, double Error, string? Message);
