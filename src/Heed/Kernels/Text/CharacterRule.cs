namespace Heed.Kernels;

/// <summary>What becomes of each character before a text is split: ASCII letters lower, ASCII punctuation away; others stay, as in TensorFlow.</summary>
internal sealed class CharacterRule
{
    private const string Punctuation = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~'";

    private readonly short[] _ascii = new short[128];

    /// <param name="lower">Make A … Z small?</param>
    /// <param name="strip">Leave punctuation out?</param>
    public CharacterRule(bool lower, bool strip)
    {
        for (int c = 0; c < 128; c++)
            _ascii[c] = (short)(strip && Punctuation.Contains((char)c) ? -1 : lower && c is >= 'A' and <= 'Z' ? c + 32 : c);
    }

    /// <summary>The character to write, or −1: none.</summary>
    public int Write(char c) => c < 128 ? _ascii[c] : c;
}
