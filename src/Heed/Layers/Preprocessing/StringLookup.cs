namespace Heed.Layers;

/// <summary>Turns words into numbers, or numbers into words, by a vocabulary that is given or learned.</summary>
/// <remarks>
/// <para><b>Inputs</b>   strings of any shape; with <c>invert</c>, numbers.</para>
/// <para><b>Output</b>   numbers (int64) of the input's shape: the mask token is 0, then come the places of strangers (OOV), then the vocabulary. In other modes
/// vectors: see <see cref="IndexLookup"/>.</para>
/// <para><b>Masks</b>    end here.</para>
/// <para><b>Differs</b>  see <see cref="IndexLookup"/>.</para>
/// <para><b>Source</b>   keras/src/layers/preprocessing/string_lookup.py. The many constructor arguments are those of Keras.</para>
/// </remarks>
public sealed class StringLookup : IndexLookup
{
    private readonly string _encoding;

    /// <summary>Makes the layer.</summary>
    /// <param name="maxTokens">The largest size of the vocabulary, special tokens included, at least 2; <see langword="null"/>: any.</param>
    /// <param name="numOovIndices">How many places strangers have; if several, their hash says which. 0: they are an error.</param>
    /// <param name="maskToken">Gets the number 0 with outputMode: Int, and nothing in other modes; <see langword="null"/>: there is none.</param>
    /// <param name="oovToken">What stands for strangers in the vocabulary, and comes out for unknown numbers with <paramref name="invert"/>.</param>
    /// <param name="vocabulary">The words, with all special tokens in front or with none; or a file, whose lines are words; <see langword="null"/>: they are learned by Adapt.</param>
    /// <param name="idfWeights">The weight of each word of <paramref name="vocabulary"/>, with TfIdf only.</param>
    /// <param name="invert">Turn numbers into words.</param>
    /// <param name="outputMode">How numbers are given out.</param>
    /// <param name="padToMaxTokens">Are vectors of length <paramref name="maxTokens"/>, however small the vocabulary?</param>
    /// <param name="sparse">Must not be true.</param>
    /// <param name="encoding">How a vocabulary file is encoded. Words are hashed as UTF-8.</param>
    /// <param name="salt">The key of the hash of strangers; <see langword="null"/>: none.</param>
    /// <param name="oovMethod">Kept for the config; words are always hashed.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A value is out of range, or two do not go together.</exception>
    public StringLookup(int? maxTokens = null, int numOovIndices = 1, string? maskToken = null, string? oovToken = "[UNK]", Vocabulary? vocabulary = null, Tensor? idfWeights = null,
                        bool invert = false, OutputMode outputMode = OutputMode.Int, bool padToMaxTokens = false, bool sparse = false, string encoding = "utf-8",
                        HashSalt? salt = null, OovMethod oovMethod = OovMethod.Floormod, string? name = null)
        : this(new Settings(maxTokens, numOovIndices, ToToken(maskToken), ToToken(oovToken), Heed.DType.String, vocabulary, idfWeights, invert, outputMode, sparse, padToMaxTokens,
            oovMethod, salt, encoding), name)
    {
    }

    private StringLookup(Settings settings, string? name) : base(settings, name) => _encoding = settings.Encoding;

    /// <inheritdoc/>
    public override string Module => "keras.layers";

    /// <inheritdoc/>
    public override string? RegisteredName => null;

    /// <summary>The word of every number.</summary>
    /// <param name="includeSpecialTokens">With the mask and OOV tokens in front, so that a word's place is its number?</param>
    /// <returns>The words in order; <see langword="null"/> for places of strangers without an OOV token.</returns>
    public string?[] GetVocabulary(bool includeSpecialTokens = true) => [.. GetTokens(includeSpecialTokens).Select(token => token?.Text)];

    private static Token? ToToken(string? text) => text is null ? (Token?)null : text;

    /// <inheritdoc/>
    public override Config GetConfig() => Describe(withType: false).With("encoding", _encoding);

    internal static new StringLookup FromConfig(Config config) => Read(config, new StringLookup(
        Read(config, Heed.DType.String, config.Get("num_oov_indices", 1), config.Has("oov_token") ? Token.Read(config.Json["oov_token"]) : "[UNK]"), config.Name));
}
