using System.Text;
using System.Text.Json.Nodes;
using Heed.Kernels;

namespace Heed.Layers;

/// <summary>Turns entries of a vocabulary into their numbers, or numbers into entries: what <see cref="StringLookup"/> and <see cref="IntegerLookup"/> have in common.</summary>
/// <remarks>
/// <para><b>Inputs</b>   words or whole numbers of any shape, as the vocabulary's; with <c>invert</c>, numbers.</para>
/// <para><b>Output</b>   numbers (int64) of the input's shape: the mask token is 0, then come the places of strangers (OOV), then the vocabulary. In other modes
/// vectors without a place for the mask token: see <see cref="Layers.OutputMode"/>; they are int64 too, TfIdf float32.</para>
/// <para><b>Masks</b>    end here.</para>
/// <para><b>Differs</b>  sparse results are refused, and so are text that is not valid UTF-16 and a file in a config.</para>
/// <para><b>Source</b>   keras/src/layers/preprocessing/index_lookup.py. The many constructor arguments are those of Keras.</para>
/// </remarks>
public partial class IndexLookup : AdaptableLayer
{
    private readonly TokenTable _table;
    private int? _sizeInConfig;     // of a layer read from a file, until its vocabulary is

    /// <summary>Makes the layer.</summary>
    /// <param name="maxTokens">The largest size of the vocabulary, special tokens included, at least 2; <see langword="null"/>: any.</param>
    /// <param name="numOovIndices">How many places strangers have; 0: they are an error.</param>
    /// <param name="maskToken">Gets the number 0 with outputMode: Int, and nothing in other modes; <see langword="null"/>: there is none.</param>
    /// <param name="oovToken">What stands for strangers in the vocabulary, and comes out for unknown numbers with <paramref name="invert"/>.</param>
    /// <param name="vocabularyDtype">String or Int64.</param>
    /// <param name="vocabulary">The entries, with all special tokens in front or with none; <see langword="null"/>: they are learned by Adapt.</param>
    /// <param name="idfWeights">The weight of each entry of <paramref name="vocabulary"/>, with TfIdf only.</param>
    /// <param name="invert">Turn numbers into entries.</param>
    /// <param name="outputMode">How numbers are given out.</param>
    /// <param name="sparse">Must not be true.</param>
    /// <param name="padToMaxTokens">Are vectors of length <paramref name="maxTokens"/>, however small the vocabulary?</param>
    /// <param name="oovMethod">How whole numbers outside of the vocabulary share several places.</param>
    /// <param name="salt">The key of the hash; with numbers only if they are hashed. <see langword="null"/>: none.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A value is out of range, or two do not go together.</exception>
    public IndexLookup(int? maxTokens, int numOovIndices, Token? maskToken, Token? oovToken, DType vocabularyDtype, Vocabulary? vocabulary = null, Tensor? idfWeights = null,
                       bool invert = false, OutputMode outputMode = OutputMode.Int, bool sparse = false, bool padToMaxTokens = false,
                       OovMethod oovMethod = OovMethod.Floormod, HashSalt? salt = null, string? name = null)
        : this(new Settings(maxTokens, numOovIndices, maskToken, oovToken, vocabularyDtype, vocabulary, idfWeights, invert, outputMode, sparse, padToMaxTokens,
            oovMethod, salt), name)
    {
    }

    private protected IndexLookup(Settings settings, string? name) : base(name)
    {
        (MaxTokens, NumOovIndices, VocabularyDtype) = (settings.MaxTokens, settings.NumOovIndices, settings.VocabularyDtype);
        (MaskToken, OovToken) = (settings.MaskToken, settings.OovToken);
        (Invert, PadToMaxTokens, OovMethod, Salt, Encoding) = (settings.Invert, settings.PadToMaxTokens, settings.OovMethod, settings.Salt, TextEncoding.Of(settings.Encoding, this));
        OutputMode = Categories.Allowed(settings.OutputMode, settings.Sparse, this, Enum.GetValues<OutputMode>());
        CheckSettings(settings);
        _table = TokenTable.Of(VocabularyDtype);
        (InputVocabulary, InputIdfWeights, IsAdaptable) = (settings.Vocabulary, settings.IdfWeights?.Keep(), settings.Vocabulary is null);
        Autocast = false;
        if (settings.Vocabulary is not null) SetVocabulary(settings.Vocabulary, settings.IdfWeights);
        else if (settings.IdfWeights is not null) _idf = IdfWeights(settings.IdfWeights);
    }

    /// <summary>All arguments of the constructors.</summary>
    private protected sealed record Settings(int? MaxTokens, int NumOovIndices, Token? MaskToken, Token? OovToken, DType VocabularyDtype, Vocabulary? Vocabulary, Tensor? IdfWeights,
        bool Invert, OutputMode OutputMode, bool Sparse, bool PadToMaxTokens, OovMethod OovMethod, HashSalt? Salt, string Encoding = "utf-8");

    /// <inheritdoc/>
    public override string Module => "keras.src.layers.preprocessing.index_lookup";

    /// <inheritdoc/>
    public override string? RegisteredName => ClassName;

    /// <summary>The largest size of the vocabulary.</summary>
    public int? MaxTokens { get; }

    /// <summary>How many places strangers have.</summary>
    public int NumOovIndices { get; }

    /// <summary>What is masked.</summary>
    public Token? MaskToken { get; }

    /// <summary>What stands for strangers.</summary>
    public Token? OovToken { get; }

    /// <summary>String or Int64.</summary>
    public DType VocabularyDtype { get; }

    /// <summary>Does it turn numbers into entries?</summary>
    public bool Invert { get; }

    /// <summary>How numbers are given out.</summary>
    public OutputMode OutputMode { get; }

    /// <summary>Are vectors of length <see cref="MaxTokens"/>?</summary>
    public bool PadToMaxTokens { get; }

    /// <summary>How whole numbers outside of the vocabulary share several places.</summary>
    public OovMethod OovMethod { get; }

    /// <summary>The key of the hash.</summary>
    public HashSalt? Salt { get; }

    /// <inheritdoc/>
    public override bool IsAdaptable { get; }

    private protected Encoding Encoding { get; }

    /// <summary>The vocabulary given to the constructor: what configs hold.</summary>
    internal Vocabulary? InputVocabulary { get; }

    internal Tensor? InputIdfWeights { get; }

    internal TokenTable Table => _table;

    private int OovStart => MaskToken is not null && OutputMode == OutputMode.Int ? 1 : 0;

    /// <summary>The number of the first entry.</summary>
    private int TokenStart => OovStart + NumOovIndices;

    /// <summary>The length of vectors, if it is known yet.</summary>
    internal Dim Depth => PadToMaxTokens ? MaxTokens : KnownSize;

    /// <summary>The size of the vocabulary, or of the one that is still to be read.</summary>
    internal int? KnownSize => HasVocabulary ? VocabularySize : _sizeInConfig;

    private protected override IEnumerable<(string Key, JsonNode? Value)> Appendix => [("build_config", new JsonObject())];

    private void CheckSettings(Settings settings)
    {
        if (MaxTokens <= 1) throw new ArgumentOutOfRangeException("maxTokens", $"{this} expects maxTokens of at least 2. Received {MaxTokens}.");
        if (PadToMaxTokens && MaxTokens is null) throw new ArgumentException($"{this} expects maxTokens with padToMaxTokens. Received none.", "maxTokens");
        Require.AtLeast(0, NumOovIndices, this, "numOovIndices");
        if (VocabularyDtype is not (Heed.DType.String or Heed.DType.Int64))
            throw new ArgumentException($"{this} expects vocabularyDtype String or Int64. Received {VocabularyDtype}.", "vocabularyDtype");
        foreach (Token? special in (Token?[])[MaskToken, OovToken])
            if (special is { } token && token.Text is not null != (VocabularyDtype == Heed.DType.String))
                throw new ArgumentException($"{this} expects special tokens of the vocabulary's type {VocabularyDtype}. Received {token}.");
        if (Salt is not null && VocabularyDtype != Heed.DType.String && OovMethod != OovMethod.Farmhash)
            throw new ArgumentException($"{this} expects a salt only with oovMethod: Farmhash. Received {OovMethod}.", "salt");
        if (Invert && OutputMode != OutputMode.Int) throw new ArgumentException($"{this} expects outputMode: Int with invert. Received {OutputMode}.", "outputMode");
        if (Invert && OovToken is null) throw new ArgumentException($"{this} expects an oovToken with invert: it comes out for unknown numbers. Received none.", "oovToken");
        if (settings.IdfWeights is not null && OutputMode != OutputMode.TfIdf)
            throw new ArgumentException($"{this} expects idfWeights only with outputMode: TfIdf. Received them with {OutputMode}.", "idfWeights");
        if (OutputMode == OutputMode.TfIdf && settings.Vocabulary is not null && settings.IdfWeights is null)
            throw new ArgumentException($"{this} expects idfWeights with a vocabulary and outputMode: TfIdf. Received none. Give them, or call Adapt instead.", "idfWeights");
    }

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call)
    {
        if (!HasVocabulary)
            throw new InvalidOperationException($"{this} expects a vocabulary before it is called. Received none. Give one to the constructor, or call Adapt with data.");
        if (Invert) return _table.Tokens(TextTensor.Whole(inputs[0], this), TokenStart, OovToken!.Value, MaskToken);
        Tensor words = Keys(inputs[0]), numbers = Tensor.Allocate(words.Shape, Heed.DType.Int64);
        Lookup(words, numbers.Writable<long>());
        return Encode(numbers);
    }

    /// <summary>Numbers as the mode wants them.</summary>
    internal Tensor Encode(Tensor numbers)
    {
        int depth = OutputMode == OutputMode.Int ? 0 : Depth.Value;
        if (OutputMode != OutputMode.TfIdf) return Categories.Encode(numbers, OutputMode, depth, Heed.DType.Int64);
        return Categories.Encode(numbers, OutputMode.Count, depth, Heed.DType.Float32) * _idf!;
    }

    private Tensor Keys(Tensor x)
    {
        if (VocabularyDtype != Heed.DType.String) return TextTensor.Whole(x, this);
        return x.DType == Heed.DType.String ? x : throw new ArgumentException($"{this} expects strings. Received {x.Spec}. Take IntegerLookup for numbers.");
    }

    private void Lookup(Tensor words, Span<long> numbers)
    {
        if (words.DType == Heed.DType.String) ExpectWords(words.AsSpan<string>());
        _table.Find(words, numbers);
        for (int i = 0; i < numbers.Length; i++)
            if (numbers[i] < 0)
                numbers[i] = words.DType == Heed.DType.String ? Stranger(words.AsSpan<string>()[i], i) : Stranger(words.AsSpan<long>()[i]);
    }

    private void ExpectWords(ReadOnlySpan<string> words)
    {
        if (words.IndexOf((string)null!) is >= 0 and var place) TextTensor.Check(null, place, this);
    }

    /// <summary>The place of a word outside of the vocabulary.</summary>
    internal long Stranger(ReadOnlySpan<char> word, int place)
    {
        if (!TextHash.IsValid(word)) TextTensor.Check(word.ToString(), place, this);
        if (NumOovIndices == 0) throw NoStrangers(word.ToString());
        return OovStart + (NumOovIndices == 1 ? 0 : TextHash.Bucket(word, NumOovIndices, HashSalt.Key(Salt)));
    }

    private long Stranger(long number)
    {
        if (NumOovIndices == 0) throw NoStrangers(number);
        if (OovMethod == OovMethod.Farmhash) return OovStart + TextHash.Bucket(number, NumOovIndices, HashSalt.Key(Salt));
        return OovStart + (number % NumOovIndices + NumOovIndices) % NumOovIndices;
    }

    private ArgumentException NoStrangers(Token token) =>
        new($"{this} expects entries of its vocabulary, as it has no place for others (numOovIndices: 0). Received {token}. Set numOovIndices to 1.");

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(ReadOnlySpan<Shape> inputs)
    {
        Expect(inputs.Length == 1, "one input", inputs);
        return Categories.OutputShape(inputs[0], OutputMode, Depth);
    }

    /// <inheritdoc/>
    protected override Tensors? ComputeOutputSpec(Tensors inputs, CallArguments call) => Tensors.Single(Tensor.Symbolic(ComputeOutputShape(inputs.Shapes), OutputDType));

    internal DType OutputDType => Invert ? VocabularyDtype : OutputMode == OutputMode.TfIdf ? Heed.DType.Float32 : Heed.DType.Int64;

    /// <inheritdoc/>
    public override Config GetConfig() => Describe(withType: true);

    private protected Config Describe(bool withType)
    {
        Config config = base.GetConfig()
            .With("invert", Invert).With("max_tokens", MaxTokens).With("num_oov_indices", NumOovIndices).With("oov_token", Token.Write(OovToken))
            .With("mask_token", Token.Write(MaskToken)).With("output_mode", OutputMode).With("sparse", false).With("pad_to_max_tokens", PadToMaxTokens);
        if (withType) config.With("vocabulary_dtype", VocabularyDtype);
        return config.With("idf_weights", InputIdfWeights is null ? null : TensorConfig.ToLists(InputIdfWeights)).With("vocabulary", Vocabulary.Write(InputVocabulary))
            .With("vocabulary_size", KnownSize).With("oov_method", OovMethod).With("salt", HashSalt.Write(Salt));
    }

    internal static IndexLookup FromConfig(Config config) => Read(config, new IndexLookup(
        Read(config, config.Require<DType>("vocabulary_dtype"), config.Require<int>("num_oov_indices"), Token.Read(config.Json["oov_token"])), config.Name));

    /// <summary>The arguments in a config.</summary>
    private protected static Settings Read(Config config, DType type, int numOovIndices, Token? oovToken) => new(
        config.Get<int?>("max_tokens", null), numOovIndices, Token.Read(config.Json["mask_token"]), oovToken, type, Vocabulary.Read(config),
        config.Json["idf_weights"] is { } weights ? TensorConfig.Read(weights) : null, config.Get("invert", false), Categories.Mode(config, OutputMode.Int),
        config.Get("sparse", false), config.Get("pad_to_max_tokens", false), config.Get("oov_method", OovMethod.Floormod), HashSalt.Read(config),
        config.Has("encoding") ? config.Require<string>("encoding") : "utf-8");

    /// <summary>What else a config says of a layer.</summary>
    private protected static TLayer Read<TLayer>(Config config, TLayer layer) where TLayer : IndexLookup
    {
        layer.RestoreSize(config);
        return layer;
    }

    /// <summary>The size of a vocabulary that is still to be read from a file beside the config.</summary>
    internal void RestoreSize(Config config)
    {
        if (!HasVocabulary && config.Get<int?>("vocabulary_size", null) is { } size && size > TokenStart) _sizeInConfig = size;
    }
}
