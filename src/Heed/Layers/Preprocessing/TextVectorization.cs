using Heed.Kernels;

namespace Heed.Layers;

/// <summary>Turns texts into numbers of words, or into vectors of word counts: standardizes, splits, puts neighbours together, and looks the words up.</summary>
/// <remarks>
/// <para><b>Inputs</b>   strings (B) or (B, 1), one text each; without splitting, tokens (…, T).</para>
/// <para><b>Output</b>   Int: numbers (B, T) (int64), cut or filled with 0 to outputSequenceLength, or as long as the longest text; 0 is padding, 1 stands for strangers.
/// MultiHot, Count: (B, vocabulary size) (int64); TfIdf: the same in float32; OneHot: (B, T, vocabulary size), padding is zeros. Vectors have no place for padding.</para>
/// <para><b>Masks</b>    end here; give the numbers to an Embedding with maskZero.</para>
/// <para><b>Differs</b>  ragged and sparse results are refused, and so is text that is not valid UTF-16. Functions of the user's see one text at a time.</para>
/// <para><b>Source</b>   keras/src/layers/preprocessing/text_vectorization.py. The many constructor arguments are those of Keras.</para>
/// </remarks>
public sealed class TextVectorization : AdaptableLayer, IAssetOwner
{
    private readonly StringLookup _lookup;
    private readonly Tokenizer _tokenizer;
    private readonly string _encoding;

    /// <summary>Makes the layer.</summary>
    /// <param name="maxTokens">The largest size of the vocabulary, padding and OOV included, at least 2; <see langword="null"/>: any.</param>
    /// <param name="standardize">What is done to a text before it is split; <see langword="null"/>: lower_and_strip_punctuation; <see cref="TextStandardization.None"/>: nothing.</param>
    /// <param name="split">How it is split; <see langword="null"/>: whitespace; <see cref="TextSplitting.None"/>: it is not.</param>
    /// <param name="ngrams">How many neighbours make a token: up to a number, or exactly these; <see langword="null"/>: one.</param>
    /// <param name="outputMode">How tokens are given out.</param>
    /// <param name="outputSequenceLength">With Int, the length of every row; <see langword="null"/>: that of the longest.</param>
    /// <param name="padToMaxTokens">Are vectors of length <paramref name="maxTokens"/>, however small the vocabulary?</param>
    /// <param name="vocabulary">The tokens, or a file, whose lines are tokens; <see langword="null"/>: they are learned by Adapt.</param>
    /// <param name="idfWeights">The weight of each token of <paramref name="vocabulary"/>, with TfIdf only.</param>
    /// <param name="sparse">Must not be true.</param>
    /// <param name="ragged">Must not be true.</param>
    /// <param name="encoding">How a vocabulary file is encoded.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A value is out of range, or two do not go together.</exception>
    public TextVectorization(int? maxTokens = null, TextStandardization? standardize = null, TextSplitting? split = null, Ngrams? ngrams = null,
                             OutputMode outputMode = OutputMode.Int, int? outputSequenceLength = null, bool padToMaxTokens = false, Vocabulary? vocabulary = null,
                             Tensor? idfWeights = null, bool sparse = false, bool ragged = false, string encoding = "utf-8", string? name = null) : base(name)
    {
        if (ragged)
            throw new ArgumentException($"{this} expects ragged: false, as Heed's tensors are rectangular. Received ragged=True. Leave it out; rows are filled with 0.", nameof(ragged));
        if (outputSequenceLength is not null && outputMode != OutputMode.Int)
            throw new ArgumentException($"{this} expects outputSequenceLength only with outputMode: Int. Received it with {outputMode}.", nameof(outputSequenceLength));
        (Standardize, Split, Ngrams) = (standardize ?? TextStandardization.LowerAndStripPunctuation, split ?? TextSplitting.Whitespace, ngrams);
        (OutputSequenceLength, _encoding) = (Require.Optional(outputSequenceLength, Require.Positive, this), encoding);
        _lookup = new StringLookup(maxTokens, maskToken: "", vocabulary: vocabulary, idfWeights: idfWeights, outputMode: outputMode, padToMaxTokens: padToMaxTokens,
            sparse: sparse, encoding: encoding);
        _tokenizer = new(Standardize, Split, Ngrams, this);
        Autocast = false;
    }

    /// <summary>The largest size of the vocabulary.</summary>
    public int? MaxTokens => _lookup.MaxTokens;

    /// <summary>What is done to a text before it is split.</summary>
    public TextStandardization Standardize { get; }

    /// <summary>How a text is split.</summary>
    public TextSplitting Split { get; }

    /// <summary>How many neighbours make a token.</summary>
    public Ngrams? Ngrams { get; }

    /// <summary>How tokens are given out.</summary>
    public OutputMode OutputMode => _lookup.OutputMode;

    /// <summary>The length of every row of numbers.</summary>
    public int? OutputSequenceLength { get; }

    /// <summary>Are vectors of length <see cref="MaxTokens"/>?</summary>
    public bool PadToMaxTokens => _lookup.PadToMaxTokens;

    /// <summary>How many numbers there are, padding and OOV included.</summary>
    public int VocabularySize => _lookup.VocabularySize;

    /// <inheritdoc/>
    public override bool IsAdaptable => _lookup.IsAdaptable;

    private bool Splits => Split != TextSplitting.None;

    /// <summary>The token of every number.</summary>
    /// <param name="includeSpecialTokens">With padding and OOV in front, so that a token's place is its number?</param>
    /// <returns>The tokens in order.</returns>
    public string[] GetVocabulary(bool includeSpecialTokens = true) => [.. _lookup.GetVocabulary(includeSpecialTokens).Select(token => token!)];

    /// <summary>Replaces the vocabulary.</summary>
    /// <param name="vocabulary">The tokens, with padding and OOV in front or without; or a file, whose lines are tokens.</param>
    /// <param name="idfWeights">The weight of each, with TfIdf only.</param>
    /// <exception cref="ArgumentException">It is empty, too large, or holds a token twice; or weights are missing or too many.</exception>
    public void SetVocabulary(Vocabulary vocabulary, Tensor? idfWeights = null) => _lookup.SetVocabulary(vocabulary, idfWeights);

    /// <inheritdoc/>
    public override void ResetState() => _lookup.ResetState();

    /// <inheritdoc/>
    public override void UpdateState(Tensor data)
    {
        _lookup.ExpectAdaptable();
        ComputeOutputShape([data.Shape]);
        Tensor texts = Texts(data);
        if (texts.Length > 0) _tokenizer.Count(texts.AsSpan<string>(), PerRow(texts), ((TextTable)_lookup.Table).Counts);
    }

    /// <inheritdoc/>
    public override void FinalizeState() => _lookup.FinalizeState();

    /// <summary>Of an array of one axis, each element is a document.</summary>
    private protected override Tensor AsBatch(Tensor data) => data.Rank == 1 ? data.View([data.Length, 1]) : data;

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call)
    {
        if (!_lookup.HasVocabulary)
            throw new InvalidOperationException($"{this} expects a vocabulary before it is called. Received none. Give one to the constructor, or call Adapt with texts.");
        Tensor texts = Texts(inputs[0]);
        long[][] rows = _tokenizer.Numbers(texts.Array<string>(), texts.Length, PerRow(texts), OutputSequenceLength ?? int.MaxValue, ((TextTable)_lookup.Table).Numbers, _lookup);
        int longest = OutputSequenceLength ?? (rows.Length > 0 ? rows.Max(row => row.Length) : Splits || texts.Rank == 0 ? 0 : texts.Shape[^1].Value);
        Shape output = OutputShape(inputs[0].Shape, longest);
        Tensor numbers = Tensor.Allocate([rows.Length, longest], Heed.DType.Int64);
        Span<long> y = numbers.Writable<long>();
        y.Fill(OutputMode == OutputMode.Int ? 0 : long.MaxValue);       // padding: its own number, or no place in a vector
        for (int row = 0; row < rows.Length; row++) rows[row].CopyTo(y[(row * longest)..]);
        if (OutputMode == OutputMode.Int) return numbers.View(output);
        return OutputMode == OutputMode.OneHot
            ? Categories.Encode(numbers.View([numbers.Length]), OutputMode, _lookup.Depth.Value, Heed.DType.Int64).View(output)
            : _lookup.Encode(numbers).View(output);
    }

    private Tensor Texts(Tensor x) => x.DType == Heed.DType.String ? x : throw new ArgumentException($"{this} expects strings. Received {x.Spec}.");

    private int PerRow(Tensor texts) => Splits || texts.Rank == 0 ? 1 : Math.Max(1, texts.Shape[^1].Value);

    /// <inheritdoc/>
    /// <exception cref="ShapeException">A text is to be split, and the last of several axes is not of length 1.</exception>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 1, "one input", inputs);
        Shape input = inputs[0];
        if (Splits) Expect(input.Rank < 2 || input[^1].Equals(1), "one text for each sample, of shape (B) or (B, 1)", inputs, "To give tokens, set split to TextSplitting.None.");
        else Expect(input.Rank > 0 || (Ngrams is null && OutputSequenceLength is null), "a tensor of tokens with at least one axis", inputs);
        Dim length = OutputSequenceLength ?? (Splits || Ngrams is not null || input.Rank == 0 ? Dim.Unknown : input[^1]);
        return OutputShape(input, length);
    }

    private Shape OutputShape(Shape input, Dim length)
    {
        Shape rows = input.Rank == 0 || (Splits && input.Rank == 1) ? input : input[..^1];
        if (OutputMode is OutputMode.Int or OutputMode.OneHot && input.Rank == 0 && !Splits) return OutputMode == OutputMode.Int ? input : [1, _lookup.Depth];
        bool isColumn = OutputMode == OutputMode.OneHot && !Splits && Ngrams is null && input.Rank > 1 && input[^1].Equals(1);
        return OutputMode switch
        {
            OutputMode.Int => [.. rows, length],
            OutputMode.OneHot => isColumn ? [.. rows, _lookup.Depth] : [.. rows, length, _lookup.Depth],
            _ => [.. rows, _lookup.Depth],
        };
    }

    /// <inheritdoc/>
    protected override Tensors? ComputeOutputSpec(Tensors inputs, CallArguments call) => Tensors.Single(Tensor.Symbolic(ComputeOutputShape(inputs.Shapes), _lookup.OutputDType));

    /// <inheritdoc/>
    public override Config GetConfig() => base.GetConfig()
        .With("max_tokens", MaxTokens).With("standardize", Standardize == TextStandardization.None ? null : Standardize)
        .With("split", Splits ? Split : null).With("ngrams", Ngrams.Write(Ngrams)).With("output_mode", OutputMode)
        .With("output_sequence_length", OutputSequenceLength)
        .With("pad_to_max_tokens", PadToMaxTokens).With("sparse", false).With("ragged", false).With("vocabulary", Vocabulary.Write(_lookup.InputVocabulary))
        .With("idf_weights", _lookup.InputIdfWeights is { } weights ? TensorConfig.ToLists(weights) : null).With("encoding", _encoding)
        .With("vocabulary_size", _lookup.KnownSize ?? VocabularySize);

    internal static TextVectorization FromConfig(Config config)
    {
        var layer = new TextVectorization(config.Get<int?>("max_tokens", null), TextStandardization.Read(config), TextSplitting.Read(config), Ngrams.Read(config),
            Categories.Mode(config, OutputMode.Int), config.Get<int?>("output_sequence_length", null), config.Get("pad_to_max_tokens", false), Vocabulary.Read(config),
            config.Json["idf_weights"] is { } weights ? TensorConfig.Read(weights) : null, config.Get("sparse", false), config.Get("ragged", false),
            config.Get("encoding", "utf-8"), config.Name);
        layer._lookup.RestoreSize(config);
        return layer;
    }

    internal override IEnumerable<(string Attribute, Layer Layer)> SavedLayers => [("_lookup_layer", _lookup)];

    bool IAssetOwner.HasAssets => ((IAssetOwner)_lookup).HasAssets;

    IReadOnlyList<(string Name, Tensor Value)> IAssetOwner.OwnVariables => ((IAssetOwner)_lookup).OwnVariables;

    void IAssetOwner.SaveAssets(Func<string, Stream> create) => ((IAssetOwner)_lookup).SaveAssets(create);

    void IAssetOwner.LoadAssets(Func<string, Stream> open) => ((IAssetOwner)_lookup).LoadAssets(open);

    void IAssetOwner.LoadOwnVariable(string name, Tensor value) => ((IAssetOwner)_lookup).LoadOwnVariable(name, value);
}
