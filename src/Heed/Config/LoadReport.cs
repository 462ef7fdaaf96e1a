namespace Heed;

/// <summary>What was left out or understood in another way while a file was loaded.</summary>
public sealed class LoadReport
{
    private readonly List<string> _notes = [];

    /// <summary>A sentence for each thing; none: everything in the file was taken as it stands.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>All notes, a line each.</summary>
    /// <returns>Empty if there are none.</returns>
    public override string ToString() => string.Join('\n', _notes);

    /// <summary>Adds a sentence, once.</summary>
    internal void Note(string text)
    {
        if (!_notes.Contains(text)) _notes.Add(text);
    }
}
