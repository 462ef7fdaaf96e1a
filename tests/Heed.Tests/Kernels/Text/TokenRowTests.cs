using Heed.Kernels;

namespace Heed.Tests.Kernels;

public sealed class TokenRowTests
{
    private static readonly CharacterRule AsItIs = new(lower: false, strip: false), Plain = new(lower: true, strip: true);

    [Fact]
    public void Words_stand_between_ASCII_white_space()
    {
        var row = new TokenRow();
        row.AddWords(" a\tb\n\v\f\r c\u00a0d ", AsItIs);
        Assert.Equal(["a", "b", "c\u00a0d"], Tokens(row));
    }

    [Fact]
    public void Only_ASCII_is_made_small_and_stripped()
    {
        var row = new TokenRow();
        row.AddWords("Élan, VITAL! — !?! it's @AZ[az`{~", Plain);
        Assert.Equal(["Élan", "vital", "—", "its", "azaz"], Tokens(row));
    }

    [Fact]
    public void Characters_are_Unicode_scalars()
    {
        var row = new TokenRow();
        row.AddCharacters("A😀. b", Plain);
        Assert.Equal(["a", "😀", " ", "b"], Tokens(row));
    }

    [Fact]
    public void Neighbours_are_joined_by_spaces()
    {
        var row = new TokenRow();
        row.AddWords("a  b\tc", AsItIs);
        Assert.Equal("a b", row.Joined(0, 2));
        Assert.Equal("b c", row.Joined(1, 2));
        row.Clear();
        row.Add("x y", AsItIs);
        row.Add("", AsItIs);
        Assert.Equal("x y ", row.Joined(0, 2));
    }

    [Fact]
    public void Long_texts_and_many_tokens_find_room()
    {
        var row = new TokenRow();
        for (int i = 0; i < 1000; i++) row.AddWords($"word{i} {new string('x', i)}", AsItIs);
        Assert.Equal(1999, row.Count);
        Assert.Equal($"word999 {new string('x', 999)}", row.Joined(1997, 2));
    }

    private static string[] Tokens(TokenRow row) => [.. Enumerable.Range(0, row.Count).Select(i => row.Joined(i, 1).ToString())];
}
