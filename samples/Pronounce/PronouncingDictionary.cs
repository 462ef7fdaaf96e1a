namespace Pronounce;

/// <summary>A word and how it is spoken.</summary>
internal sealed record Entry(string Word, string[] Phonemes);

/// <summary>The CMU Pronouncing Dictionary: words of 2 to 20 letters with at most 20 phonemes, in a fixed random order, 4,000 of them held out.</summary>
internal sealed class PronouncingDictionary
{
    public const int LongestWord = 20, MostPhonemes = 20, HeldOutCount = 4000;

    private PronouncingDictionary(Entry[] entries) => (HeldOut, Training) = (entries[..HeldOutCount], entries[HeldOutCount..]);

    /// <summary>Words that the model never sees while it learns.</summary>
    public Entry[] HeldOut { get; }

    /// <summary>Words to learn from.</summary>
    public Entry[] Training { get; }

    /// <summary>Where the file lies beside the program.</summary>
    public static string DefaultPath => Path.Combine(AppContext.BaseDirectory, "data", "cmudict.tsv");

    /// <summary>Reads <c>word TAB phonemes</c> lines.</summary>
    /// <exception cref="FormatException">A line is not of this form, or there are too few words.</exception>
    public static PronouncingDictionary Load(string path)
    {
        var entries = new List<Entry>();
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            if (line.Split('\t') is not [var word, var sounds])
                throw new FormatException($"{path}({number}): expected 'word TAB phonemes', found '{line}'.");
            string[] phonemes = sounds.Split(' ');
            if (Alphabet.IsSpellable(word) && phonemes.Length <= MostPhonemes) entries.Add(new Entry(word, phonemes));
        }
        if (entries.Count < 2 * HeldOutCount)
            throw new FormatException($"{path}: expected at least {2 * HeldOutCount} usable words, found {entries.Count}.");
        Entry[] shuffled = [.. entries];
        new Random(2024).Shuffle(shuffled);     // the same words are held out in every run
        return new PronouncingDictionary(shuffled);
    }

    /// <summary>The pronunciation of a word, if the dictionary has it.</summary>
    public string[]? Find(string word) => Array.Find([.. HeldOut, .. Training], entry => entry.Word == word)?.Phonemes;
}
