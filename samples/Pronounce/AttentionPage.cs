using System.Globalization;
using System.Net;
using System.Text;

namespace Pronounce;

/// <summary>A self-contained page with a heat map for each word: letters across, phonemes down; the stronger the colour, the more the model looked there.</summary>
internal static class AttentionPage
{
    private const string Style = """
        :root { color-scheme: light dark; --paper: #fbfaf8; --card: #ffffff; --ink: #1d1c1a; --soft: #6d6a64; --line: #e4e1db; --heat: #0b5cad; --right: #1c7a46; --wrong: #b3401d; }
        @media (prefers-color-scheme: dark) {
          :root { --paper: #16171a; --card: #1f2125; --ink: #eceae6; --soft: #a09c95; --line: #33353a; --heat: #6db3ff; --right: #63c98f; --wrong: #ff9873; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 76rem; padding: 2.5rem 1.25rem 4rem; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
        h1 { font-size: 1.7rem; margin: 0 0 .4rem; }
        p { max-width: 44rem; margin: 0 0 1rem; }
        .soft { color: var(--soft); }
        .scale { display: flex; align-items: center; gap: .6rem; font-size: .85rem; color: var(--soft); margin-bottom: 2rem; }
        .scale i { width: 12rem; height: .7rem; border-radius: .35rem; background: linear-gradient(to right, var(--card), var(--heat)); border: 1px solid var(--line); }
        main { display: flex; flex-wrap: wrap; gap: 1.25rem; align-items: start; }
        article { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1.1rem 1.25rem 1.25rem; max-width: 100%; overflow-x: auto; }
        h2 { font-size: 1.25rem; margin: 0; }
        h2 span { font-weight: 400; color: var(--soft); margin-left: .4rem; }
        .verdict { font-size: .85rem; margin: .1rem 0 .8rem; }
        .right { color: var(--right); } .wrong { color: var(--wrong); }
        table { border-spacing: 2px; }
        th { font-weight: 500; padding: 0 .2rem; text-align: center; }
        thead th { font-size: 1.05rem; min-width: 1.75rem; }
        tbody th { text-align: right; padding-right: .55rem; white-space: nowrap; font-size: .95rem; }
        tbody th small { color: var(--soft); margin-left: .4rem; font-size: .75rem; }
        td { width: 1.75rem; min-width: 1.75rem; height: 1.55rem; border-radius: .25rem; background: color-mix(in srgb, var(--heat) calc(var(--w) * 1%), var(--paper)); }
        td:hover { outline: 2px solid var(--ink); }
        """;

    /// <summary>Writes the page; a page that is there already is replaced only when the new one is whole.</summary>
    public static void Save(string path, IEnumerable<Pronunciation> words, PronouncingDictionary dictionary, string summary)
    {
        string unfinished = path + ".tmp";
        File.WriteAllText(unfinished, Html(words, dictionary, summary));
        File.Move(unfinished, path, overwrite: true);
    }

    private static string Html(IEnumerable<Pronunciation> words, PronouncingDictionary dictionary, string summary)
    {
        var page = new StringBuilder();
        page.Append($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Which letters make which sounds</title>
            <style>
            {Style}
            </style>
            </head>
            <body>
            <h1>Which letters make which sounds</h1>
            <p>A small network read each word letter by letter and then spoke it sound by sound. Read a map from top to bottom: every row is one sound, and the stronger
            the colour under a letter, the more the network looked at that letter while it spoke. A word that it may have met in training carries a note.</p>
            <p class="soft">{WebUtility.HtmlEncode(summary)}</p>
            <div class="scale"><span>ignored</span><i></i><span>looked at</span></div>
            <main>

            """);
        foreach (Pronunciation word in words) AppendWord(page, word, dictionary);
        page.Append("""
            </main>
            <p class="soft" style="margin-top:2rem">Sounds are written in the International Phonetic Alphabet with the dictionary's own ARPABET beside it; ˈ stands before the vowel with the main
            stress, ˌ before one with secondary stress. Dictionary: CMU Pronouncing Dictionary, copyright Carnegie Mellon University.</p>
            </body>
            </html>

            """);
        return page.ToString();
    }

    private static void AppendWord(StringBuilder page, Pronunciation word, PronouncingDictionary dictionary)
    {
        page.Append(CultureInfo.InvariantCulture, $"<article>\n<h2>{word.Word}<span>/{Spoken(word.Phonemes)}/</span></h2>\n");
        page.Append($"<p class=\"verdict {Verdict(word, dictionary)}</p>\n<table>\n<thead><tr><td style=\"background:none\"></td>");
        foreach (char letter in word.Word) page.Append($"<th scope=\"col\">{letter}</th>");
        page.Append("</tr></thead>\n<tbody>\n");
        foreach ((int row, string phoneme) in word.Phonemes.Index())
        {
            page.Append($"<tr><th scope=\"row\">{Ipa.Of(phoneme)}<small>{phoneme}</small></th>");
            foreach ((int column, char letter) in word.Word.Index())
            {
                string percent = (100 * word.Attention[row][column]).ToString("0.#", CultureInfo.InvariantCulture);
                page.Append($"<td style=\"--w:{percent}\" title=\"{phoneme} looked at {letter}: {percent} %\"></td>");
            }
            page.Append("</tr>\n");
        }
        page.Append("</tbody>\n</table>\n</article>\n");
    }

    private static string Verdict(Pronunciation word, PronouncingDictionary dictionary)
    {
        if (dictionary.Find(word.Word) is not { } expected) return "soft\">not in the dictionary";
        string seen = Array.Exists(dictionary.Training, entry => entry.Word == word.Word) ? " (perhaps learned)" : "";
        return expected.SequenceEqual(word.Phonemes) ? $"right\">as in the dictionary{seen}" : $"wrong\">the dictionary says /{Spoken(expected)}/{seen}";
    }

    private static string Spoken(IEnumerable<string> phonemes) => string.Concat(phonemes.Select(Ipa.Of));
}
