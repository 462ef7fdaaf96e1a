namespace Heed;

/// <summary>Which files of a folder are read, and in what order: what all <c>…DatasetFromDirectory</c> have in common.</summary>
/// <param name="Owner">Whom errors name.</param>
/// <param name="Directory">The folder.</param>
/// <param name="Formats">The extensions, in lower case and with their dot.</param>
/// <param name="Labels">Class numbers of the files, if folders do not give them.</param>
/// <param name="LabelMode">How classes become targets; null: there are none.</param>
/// <param name="ClassNames">The subfolders to read, in this order.</param>
/// <param name="BatchSize">Files in a batch; null: single ones.</param>
/// <param name="Shuffle">Mix the files?</param>
/// <param name="Seed">Makes the order repeatable.</param>
/// <param name="ValidationSplit">The fraction that is kept for validation.</param>
/// <param name="Subset">Which part is read.</param>
/// <param name="FollowLinks">Go into folders that are links?</param>
internal sealed record DirectorySettings(
    string Owner, string Directory, string[] Formats, IReadOnlyList<int>? Labels, LabelMode? LabelMode, IReadOnlyList<string>? ClassNames, int? BatchSize,
    bool Shuffle, int? Seed, double? ValidationSplit, DataSubset? Subset, bool FollowLinks)
{
    /// <summary>Fails if the settings make no sense.</summary>
    public void Check()
    {
        if (!System.IO.Directory.Exists(Directory)) throw new DirectoryNotFoundException($"{Owner} expects a folder. Received '{Directory}', which is not there.");
        Require.Optional(BatchSize, Require.Positive, Owner);
        if (ValidationSplit is not null && ValidationSplit is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(ValidationSplit), FormattableString.Invariant($"{Owner} expects validationSplit in (0, 1). Received {ValidationSplit}."));
        if ((ValidationSplit is null) != (Subset is null)) throw new ArgumentException($"{Owner} expects validationSplit and subset together. Received one of them.");
        if (ValidationSplit is not null && Shuffle && Seed is null)
            throw new ArgumentException($"{Owner} expects a seed where it shuffles and splits: without one, the two parts would overlap. Received none.");
        if (Labels is not null && (LabelMode is null || ClassNames is not null))
            throw new ArgumentException($"{Owner} expects labels together with a labelMode and without classNames, which are the numbers themselves then. Received otherwise.");
        if (LabelMode is null && ClassNames is not null) throw new ArgumentException($"{Owner} expects classNames together with a labelMode. Received no labelMode.");
    }
}
