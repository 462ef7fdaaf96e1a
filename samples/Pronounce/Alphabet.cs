namespace Pronounce;

/// <summary>Numbers for letters (1–26) and phonemes (3–71); 0 is padding, 1 starts and 2 ends a pronunciation.</summary>
internal static class Alphabet
{
    public const int Padding = 0, Start = 1, End = 2;
    public const int LetterTokens = 27;

    private const string Consonants = "B CH D DH F G HH JH K L M N NG P R S SH T TH V W Y Z ZH";
    private const string Vowels = "AA AE AH AO AW AY EH ER EY IH IY OW OY UH UW";

    /// <summary>The 69 phonemes of the dictionary: 24 consonants, and 15 vowels with stress 0, 1 or 2.</summary>
    private static readonly string[] Phonemes =
        [.. Consonants.Split(' '), .. Vowels.Split(' ').SelectMany(vowel => new[] { vowel + "0", vowel + "1", vowel + "2" })];

    private static readonly Dictionary<string, int> TokenOf = Phonemes.Index().ToDictionary(pair => pair.Item, pair => pair.Index + End + 1);

    public static int PhonemeTokens => Phonemes.Length + End + 1;

    /// <summary>Only letters a to z, 2 to 20 of them?</summary>
    public static bool IsSpellable(string word) =>
        word.Length is >= 2 and <= PronouncingDictionary.LongestWord && word.All(char.IsAsciiLetterLower);

    public static int Letter(char letter) => letter - 'a' + 1;

    /// <exception cref="FormatException">The dictionary does not use this phoneme.</exception>
    public static int Phoneme(string phoneme) => TokenOf.TryGetValue(phoneme, out int token) ? token
        : throw new FormatException($"'{phoneme}' is not an ARPABET phoneme. Expected one of {string.Join(' ', Phonemes)}.");

    public static string PhonemeOf(int token) => Phonemes[token - End - 1];
}
