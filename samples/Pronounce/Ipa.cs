namespace Pronounce;

/// <summary>ARPABET in the letters of the International Phonetic Alphabet, which more people can read.</summary>
internal static class Ipa
{
    private static readonly Dictionary<string, string> Symbols = new()
    {
        ["AA"] = "ɑ",
        ["AE"] = "æ",
        ["AH"] = "ʌ",
        ["AO"] = "ɔ",
        ["AW"] = "aʊ",
        ["AY"] = "aɪ",
        ["B"] = "b",
        ["CH"] = "tʃ",
        ["D"] = "d",
        ["DH"] = "ð",
        ["EH"] = "ɛ",
        ["ER"] = "ɝ",
        ["EY"] = "eɪ",
        ["F"] = "f",
        ["G"] = "ɡ",
        ["HH"] = "h",
        ["IH"] = "ɪ",
        ["IY"] = "i",
        ["JH"] = "dʒ",
        ["K"] = "k",
        ["L"] = "l",
        ["M"] = "m",
        ["N"] = "n",
        ["NG"] = "ŋ",
        ["OW"] = "oʊ",
        ["OY"] = "ɔɪ",
        ["P"] = "p",
        ["R"] = "ɹ",
        ["S"] = "s",
        ["SH"] = "ʃ",
        ["T"] = "t",
        ["TH"] = "θ",
        ["UH"] = "ʊ",
        ["UW"] = "u",
        ["V"] = "v",
        ["W"] = "w",
        ["Y"] = "j",
        ["Z"] = "z",
        ["ZH"] = "ʒ",
    };

    /// <summary>One phoneme; a stress mark stands before a stressed vowel.</summary>
    public static string Of(string phoneme) => phoneme switch
    {
        "AH0" => "ə",
        "ER0" => "ɚ",
        _ when phoneme[^1] == '0' => Symbols[phoneme[..^1]],
        _ when phoneme[^1] == '1' => "ˈ" + Symbols[phoneme[..^1]],
        _ when phoneme[^1] == '2' => "ˌ" + Symbols[phoneme[..^1]],
        _ => Symbols[phoneme],
    };
}
