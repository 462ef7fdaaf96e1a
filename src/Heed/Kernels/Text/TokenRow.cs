using System.Text;

namespace Heed.Kernels;

/// <summary>The tokens of one text, one after the other with a space between: so a run of tokens, joined by spaces, is a piece of the buffer. Used again for the next text.</summary>
internal sealed class TokenRow
{
    private char[] _text = new char[1024];
    private int[] _starts = new int[256], _ends = new int[256];
    private int _length;

    /// <summary>How many tokens there are.</summary>
    public int Count { get; private set; }

    /// <summary>The characters of tokens first … first + width − 1, joined by spaces.</summary>
    public ReadOnlySpan<char> Joined(int first, int width) => _text.AsSpan(_starts[first].._ends[first + width - 1]);

    /// <summary>Forgets all tokens.</summary>
    public void Clear() => (Count, _length) = (0, 0);

    /// <summary>Adds a text as one token.</summary>
    public void Add(ReadOnlySpan<char> text, CharacterRule rule)
    {
        Reserve(text.Length + 1);
        int at = Begin();
        foreach (char c in text)
        {
            int written = rule.Write(c);
            _text[at] = (char)written;
            if (written >= 0) at++;
        }
        End(at);
    }

    /// <summary>Adds the words of a text: what stands between spaces, tabs and line ends.</summary>
    public void AddWords(ReadOnlySpan<char> text, CharacterRule rule)
    {
        Reserve(text.Length + 2);
        bool isInside = false;
        int at = _length;
        foreach (char c in text)
        {
            int written = rule.Write(c);
            if (written < 0) continue;
            if (written is ' ' or (>= '\t' and <= '\r'))
            {
                if (isInside) End(at);
                isInside = false;
                continue;
            }
            if (!isInside) at = Begin();
            isInside = true;
            _text[at++] = (char)written;
        }
        if (isInside) End(at);
    }

    /// <summary>Adds the characters of a text: Unicode scalars, each as a token.</summary>
    public void AddCharacters(ReadOnlySpan<char> text, CharacterRule rule)
    {
        Reserve(2 * text.Length + 1);
        foreach (Rune rune in text.EnumerateRunes())
        {
            int written = rune.IsAscii ? rule.Write((char)rune.Value) : rune.Value;
            if (written < 0) continue;
            int at = Begin();
            End(at + new Rune(written).EncodeToUtf16(_text.AsSpan(at)));
        }
    }

    /// <summary>The place where the next token begins, behind a space unless it is the first.</summary>
    private int Begin()
    {
        if (Count > 0) _text[_length++] = ' ';
        if (Count == _starts.Length)
        {
            Array.Resize(ref _starts, 2 * Count);
            Array.Resize(ref _ends, 2 * Count);
        }
        _starts[Count] = _length;
        return _length;
    }

    private void End(int at)
    {
        _ends[Count++] = at;
        _length = at;
    }

    private void Reserve(int more)
    {
        if (_length + more > _text.Length) Array.Resize(ref _text, Math.Max(_length + more, 2 * _text.Length));
    }
}
