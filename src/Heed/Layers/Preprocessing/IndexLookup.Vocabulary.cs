namespace Heed.Layers;

/// <content>The vocabulary: set, learned, asked for.</content>
public partial class IndexLookup : IAssetOwner
{
    private float[]? _idf;      // a weight for each place of a vector

    /// <summary>How many numbers there are: places of special tokens, and entries.</summary>
    public int VocabularySize => TokenStart + _table.Size;

    /// <summary>Is there a vocabulary?</summary>
    internal bool HasVocabulary { get; private set; }

    /// <summary>The entry of every number.</summary>
    /// <param name="includeSpecialTokens">With the mask and OOV tokens in front, so that an entry's place is its number?</param>
    /// <returns>The entries in order; <see langword="null"/> for places of strangers without an OOV token.</returns>
    public IReadOnlyList<Token?> GetTokens(bool includeSpecialTokens = true) =>
        [.. includeSpecialTokens ? SpecialTokens : [], .. Enumerable.Range(0, _table.Size).Select(place => (Token?)_table[place])];

    private IEnumerable<Token?> SpecialTokens => [.. Enumerable.Repeat(MaskToken, OovStart), .. Enumerable.Repeat(OovToken, NumOovIndices)];

    /// <summary>Replaces the vocabulary.</summary>
    /// <param name="vocabulary">The entries, with all special tokens in front or with none; or a file, whose lines are entries.</param>
    /// <param name="idfWeights">The weight of each, with TfIdf only.</param>
    /// <exception cref="ArgumentException">It is empty, too large, holds an entry twice or a special token in the midst of others; or weights are missing or too many.</exception>
    /// <exception cref="InvalidOperationException">Vectors would change their length.</exception>
    public void SetVocabulary(Vocabulary vocabulary, Tensor? idfWeights = null)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        if (OutputMode == OutputMode.TfIdf && idfWeights is null)
            throw new ArgumentException($"{this} expects idfWeights with its outputMode TfIdf. Received none.", nameof(idfWeights));
        if (OutputMode != OutputMode.TfIdf && idfWeights is not null)
            throw new ArgumentException($"{this} expects idfWeights only with outputMode: TfIdf. Received them with {OutputMode}.", nameof(idfWeights));
        if (vocabulary.Path is { } path)
        {
            SetFromFile(path);
            return;
        }

        IReadOnlyList<Token?> terms = vocabulary.Terms;
        if (terms.Count == 0) throw new ArgumentException($"{this} expects at least one entry in its vocabulary. Received none.", nameof(vocabulary));
        bool hasSpecial = terms.Count >= TokenStart && terms.Take(TokenStart).SequenceEqual(SpecialTokens);
        Token[] tokens = [.. terms.Skip(hasSpecial ? TokenStart : 0).Select(Present)];
        ExpectAbsent(MaskToken, tokens, "mask");
        if (Invert) ExpectAbsent(OovToken, tokens, "OOV");
        if (idfWeights is null)
        {
            Set(tokens);
            return;
        }
        if (idfWeights.Rank != 1 || idfWeights.Length != terms.Count)
            throw new ArgumentException($"{this} expects as many idfWeights as its vocabulary has entries ({terms.Count}). Received {idfWeights.Spec}.", nameof(idfWeights));
        float[] weights = IdfWeights(idfWeights);
        Set(tokens);
        SetIdf(hasSpecial ? weights : WithSpecial(weights, weights.Average(weight => (double)weight)));
    }

    private void SetFromFile(string path)
    {
        if (OutputMode == OutputMode.TfIdf)
            throw new ArgumentException($"{this} expects a list with outputMode: TfIdf. Received the file '{path}'. Read its lines, and give them with idfWeights.");
        string[] lines = Vocabulary.Lines(path, Encoding, this);
        if (lines.Length == 0) throw new ArgumentException($"{this} expects at least one line in its vocabulary file. Received '{path}', which is empty.");
        Set([.. lines.Select(ParseLine)]);
    }

    private Token ParseLine(string line)
    {
        if (VocabularyDtype == Heed.DType.String) return line;
        return long.TryParse(line, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out long number) ? number
            : throw new ArgumentException($"{this} expects a whole number in each line of its vocabulary. Received '{line}'.");
    }

    private Token Present(Token? term, int place)
    {
        if (term is not { } token) throw new ArgumentException($"{this} expects entries in its vocabulary. Received null at place {place}.");
        if (token.Text is not null != (VocabularyDtype == Heed.DType.String))
            throw new ArgumentException($"{this} expects entries of the type {VocabularyDtype} in its vocabulary. Received {token} at place {place}.");
        if (token.Text is { } text) TextTensor.Check(text, place, this);
        return token;
    }

    private void ExpectAbsent(Token? special, Token[] tokens, string kind)
    {
        if (special is { } token && Array.IndexOf(tokens, token) is >= 0 and var place)
            throw new ArgumentException($"{this} expects its {kind} token {token} only in front of its vocabulary, where all special tokens stand "
                + $"({string.Join(", ", SpecialTokens)}), or not at all. Received it as entry {place}. Remove it.");
    }

    private void Set(Token[] tokens)
    {
        int size = TokenStart + tokens.Length;
        if (size > MaxTokens) throw new ArgumentException($"{this} expects at most maxTokens {MaxTokens} entries, special tokens included. Received {size}.");
        if (HasVocabulary && OutputMode != OutputMode.Int && !PadToMaxTokens && size != VocabularySize)
            throw new InvalidOperationException($"{this} expects a vocabulary of the size {VocabularySize} that it has, as its vectors have that length. Received {size}. "
                + "Set padToMaxTokens, or make another layer.");
        if (_table.Set(tokens, TokenStart, MaskToken, OutputMode == OutputMode.Int ? 0 : long.MaxValue) is { } twice)
            throw new ArgumentException($"{this} expects each entry of its vocabulary once. Received {twice} more than once.");
        HasVocabulary = true;
    }

    /// <inheritdoc/>
    public override void ResetState() => _table.ClearCounts();

    /// <inheritdoc/>
    public override void UpdateState(Tensor data)
    {
        ExpectAdaptable();
        Tensor words = Keys(data);
        if (words.DType == Heed.DType.String) TextTensor.Check(words, this);
        _table.Count(words.Rank < 2 ? words.View([1, words.Length]) : words);
    }

    internal void ExpectAdaptable()
    {
        if (!IsAdaptable) throw new ArgumentException($"{this} expects nothing to learn, as it was made with a vocabulary. Received data to adapt to. Make it without one.");
    }

    /// <summary>Of an array of one axis, each element is a document.</summary>
    private protected override Tensor AsBatch(Tensor data) => data.Rank == 1 ? data.View([data.Length, 1]) : data;

    /// <inheritdoc/>
    public override void FinalizeState()
    {
        if (!IsAdaptable || _table.IsCountEmpty) return;
        long documents = _table.Documents;
        (Token[] tokens, long[] documentsWith) = _table.MostFrequent(MaxTokens is { } most ? Math.Max(0, most - TokenStart) : int.MaxValue, MaskToken, OovToken);
        Set(tokens);
        if (OutputMode == OutputMode.TfIdf)
        {
            float[] weights = Array.ConvertAll(documentsWith, count => (float)Math.Log(1 + (double)documents / (1 + count)));
            SetIdf(WithSpecial(weights, weights.Length == 0 ? 0 : weights.Average(weight => (double)weight)));
        }
        _table.ClearCounts();
    }

    /// <summary>Strangers weigh as much as entries do on average.</summary>
    private float[] WithSpecial(float[] weights, double average) => [.. Enumerable.Repeat((float)average, TokenStart), .. weights];

    private void SetIdf(float[] weights)
    {
        if (PadToMaxTokens) Array.Resize(ref weights, MaxTokens!.Value);
        _idf = weights;
    }

    private float[] IdfWeights(Tensor idfWeights)
    {
        float[] weights = idfWeights.Cast(Heed.DType.Float32).ToArray<float>();
        return Array.TrueForAll(weights, float.IsFinite) ? weights : throw new ArgumentException($"{this} expects finite idfWeights. Received NaN or infinities.", nameof(idfWeights));
    }

    bool IAssetOwner.HasAssets => InputVocabulary is not { Path: null };

    void IAssetOwner.SaveAssets(Func<string, Stream> create)
    {
        using var writer = new StreamWriter(create("vocabulary.txt"), new System.Text.UTF8Encoding(false));
        writer.Write(string.Join('\n', GetTokens().Select(token => token is not { } given ? "None" : given.Text ?? given.ToString())));
    }

    void IAssetOwner.LoadAssets(Func<string, Stream> open)
    {
        using var reader = new StreamReader(open("vocabulary.txt"), new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true));
        List<string> lines = [.. reader.ReadToEnd().Split('\n').Select(line => line.TrimEnd('\r'))];
        while (lines is [.., ""]) lines.RemoveAt(lines.Count - 1);
        Token?[] tokens = [.. lines.Select(line => (Token?)ParseLine(line))];
        if (tokens.Length > 0) SetVocabulary(tokens, OutputMode == OutputMode.TfIdf && _idf is not null ? (Tensor)_idf[..tokens.Length] : null);
    }

    IReadOnlyList<(string Name, Tensor Value)> IAssetOwner.OwnVariables => OutputMode == OutputMode.TfIdf && _idf is not null ? [("idf_weights", _idf)] : [];

    void IAssetOwner.LoadOwnVariable(string name, Tensor value) => _idf = name == "idf_weights" && OutputMode == OutputMode.TfIdf ? IdfWeights(value)
        : throw new ArgumentException($"{this} expects {(OutputMode == OutputMode.TfIdf ? "only 'idf_weights'" : "no variable")} of its own. Received '{name}'.");
}
