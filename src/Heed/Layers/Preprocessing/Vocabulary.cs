using System.Text;
using System.Text.Json.Nodes;

namespace Heed.Layers;

/// <summary>The entries of a lookup: a list of words or whole numbers, or a text file with one in each line.</summary>
/// <remarks>Lists, arrays, tensors of one axis and, as the path of a file, a string convert to it.</remarks>
public sealed class Vocabulary
{
    private readonly Token?[] _terms;

    private Vocabulary(Token?[] terms, string? path) => (_terms, Path) = (terms, path);

    /// <summary>The file; <see langword="null"/>: it is a list.</summary>
    public string? Path { get; }

    /// <summary>The entries of a list, in order; <see langword="null"/> stands for an OOV token that there is not.</summary>
    public IReadOnlyList<Token?> Terms => _terms;

    /// <summary>A text file with one entry in each line.</summary>
    /// <param name="path">The file.</param>
    public static implicit operator Vocabulary(string path) => new([], path);

    /// <summary>Words.</summary>
    /// <param name="words">In order.</param>
    public static implicit operator Vocabulary(string?[] words) => new(Array.ConvertAll(words, word => word is null ? (Token?)null : word), null);

    /// <summary>Words.</summary>
    /// <param name="words">In order.</param>
    public static implicit operator Vocabulary(List<string> words) => words.ToArray();

    /// <summary>Whole numbers.</summary>
    /// <param name="numbers">In order.</param>
    public static implicit operator Vocabulary(long[] numbers) => new(Array.ConvertAll(numbers, number => (Token?)number), null);

    /// <summary>Whole numbers.</summary>
    /// <param name="numbers">In order.</param>
    public static implicit operator Vocabulary(int[] numbers) => new(Array.ConvertAll(numbers, number => (Token?)number), null);

    /// <summary>Whole numbers.</summary>
    /// <param name="numbers">In order.</param>
    public static implicit operator Vocabulary(long?[] numbers) => new(Array.ConvertAll(numbers, number => (Token?)number), null);

    /// <summary>Words or whole numbers.</summary>
    /// <param name="terms">In order.</param>
    public static implicit operator Vocabulary(Token?[] terms) => new([.. terms], null);

    /// <summary>A tensor of one axis.</summary>
    /// <param name="terms">Strings or whole numbers.</param>
    public static implicit operator Vocabulary(Tensor terms) => terms.Rank != 1 || !(terms.DType == DType.String || terms.DType.IsInteger())
        ? throw new ArgumentException($"Vocabulary expects a tensor of one axis with strings or whole numbers. Received {terms.Spec}.")
        : terms.DType == DType.String ? terms.ToArray<string>() : terms.Cast(DType.Int64).ToArray<long>();

    /// <summary>The list of a config; a path is refused.</summary>
    internal static Vocabulary? Read(Config config) => config.Json["vocabulary"] switch
    {
        null => null,
        JsonArray list => new([.. list.Select(Token.Read)], null),
        var other => throw new ArgumentException($"Config expects 'vocabulary' to be a list. Received {other.ToJsonString()}. "
            + "A config may not name files outside of it; make the layer with the file, or save it with the words."),
    };

    /// <summary>The list for a config; of a file nothing is written, as its words are saved beside.</summary>
    internal static JsonArray? Write(Vocabulary? vocabulary) => vocabulary is { Path: null } ? new JsonArray([.. vocabulary._terms.Select(Token.Write)]) : null;

    /// <summary>The lines of a file.</summary>
    internal static string[] Lines(string path, Encoding encoding, object owner)
    {
        if (!File.Exists(path)) throw new ArgumentException($"{owner} expects a vocabulary file. Received '{path}', which does not exist.");
        return File.ReadAllLines(path, encoding);
    }
}
