using System.Text;
using Heed.Layers;

namespace Heed.Bench;

/// <summary>Words looked up, texts split and looked up, vocabularies learned; beside it what a C# program does with strings and a dictionary. An operation is a word.</summary>
internal static class TextWorks
{
    private const int Texts = 1000, WordsPerText = 100, VocabularySize = 20_000;

    public static IEnumerable<Work> All() => [Lookup(), Vectorization(OutputMode.Int), Vectorization(OutputMode.Count), Adapt()];

    private static Work Lookup() => new($"StringLookup {Texts * WordsPerText} words of {VocabularySize}", Texts * WordsPerText, () =>
    {
        string[] vocabulary = Vocabulary(), words = [.. Words(vocabulary)];
        Tensor input = Tensor.From(words, [Texts, WordsPerText]);
        var layer = new StringLookup(vocabulary: vocabulary);
        Dictionary<string, long> table = Table(vocabulary, first: 1);
        float[] result = new float[words.Length];
        return
        [
            Contender.Heed(() => layer.Apply(input).Cast(DType.Float32)),
            Contender.Loops(() =>
            {
                for (int i = 0; i < words.Length; i++) result[i] = table.GetValueOrDefault(words[i], 0);
            }, result),
        ];
    });

    private static Work Vectorization(OutputMode mode) => new($"TextVectorization {mode}, {Texts} texts of {WordsPerText} words", Texts * WordsPerText, () =>
    {
        int size = mode == OutputMode.Int ? VocabularySize : 500;
        string[] vocabulary = [.. Vocabulary().Take(size)], texts = Sentences(Vocabulary());
        var layer = new TextVectorization(outputMode: mode, outputSequenceLength: mode == OutputMode.Int ? WordsPerText : null, vocabulary: vocabulary);
        Tensor input = texts;
        Dictionary<string, long> table = Table(vocabulary, first: mode == OutputMode.Int ? 2 : 1);
        float[] result = new float[mode == OutputMode.Int ? Texts * WordsPerText : Texts * layer.VocabularySize];
        return
        [
            Contender.Heed(() => layer.Apply(input).Cast(DType.Float32)),
            Contender.Loops(() => Split(texts, table, mode, result), result),
        ];
    });

    private static Work Adapt() => new($"TextVectorization.Adapt, {Texts} texts of {WordsPerText} words", Texts * WordsPerText, () =>
    {
        string[] texts = Sentences(Vocabulary());
        var layer = new TextVectorization(maxTokens: 5000);
        return
        [
            new("heed", () => layer.Adapt(texts), null),
            new("naive", () => Count(texts), null),
        ];
    });

    /// <summary>Words as a C# program would make them: a string for each.</summary>
    private static string[] WordsOf(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (char c in text)
            if (!char.IsPunctuation(c) && !char.IsSymbol(c)) plain.Append(char.ToLowerInvariant(c));
        return plain.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }

    private static void Split(string[] texts, Dictionary<string, long> table, OutputMode mode, float[] result)
    {
        Array.Clear(result);
        int width = result.Length / texts.Length;
        for (int i = 0; i < texts.Length; i++)
            foreach ((int place, string word) in WordsOf(texts[i]).Index())
            {
                long number = table.GetValueOrDefault(word, mode == OutputMode.Int ? 1 : 0);
                if (mode == OutputMode.Int) result[i * width + place] = number;
                else result[i * width + number]++;
            }
    }

    private static string[] Count(string[] texts)
    {
        var counts = new Dictionary<string, int>();
        foreach (string text in texts)
            foreach (string word in WordsOf(text)) counts[word] = counts.GetValueOrDefault(word) + 1;
        return [.. counts.OrderByDescending(pair => pair.Value).ThenByDescending(pair => pair.Key, StringComparer.Ordinal).Take(4998).Select(pair => pair.Key)];
    }

    private static Dictionary<string, long> Table(string[] vocabulary, int first) =>
        vocabulary.Index().ToDictionary(pair => pair.Item, pair => (long)pair.Index + first);

    /// <summary>Words of 2 to 9 letters, each once.</summary>
    private static string[] Vocabulary()
    {
        var random = new Random(1);
        var words = new HashSet<string>();
        while (words.Count < VocabularySize) words.Add(string.Create(random.Next(2, 10), random, (letters, random) =>
        {
            foreach (ref char letter in letters) letter = (char)random.Next('a', 'z' + 1);
        }));
        return [.. words];
    }

    /// <summary>Frequent words more often, and a few that no vocabulary knows.</summary>
    private static IEnumerable<string> Words(string[] vocabulary)
    {
        var random = new Random(2);
        for (int i = 0; i < Texts * WordsPerText; i++)
        {
            double u = random.NextDouble();
            yield return i % 50 == 0 ? "unheard-of" : new string(vocabulary[(int)(u * u * u * vocabulary.Length)]);
        }
    }

    private static string[] Sentences(string[] vocabulary) => [.. Words(vocabulary).Chunk(WordsPerText).Select(words => string.Join(' ', words.Select(InSentence)))];

    private static string InSentence(string word, int place) => (place % 10) switch
    {
        0 => char.ToUpperInvariant(word[0]) + word[1..],
        9 => word + ".",
        _ => word,
    };
}
