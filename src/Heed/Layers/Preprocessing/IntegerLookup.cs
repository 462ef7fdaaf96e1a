namespace Heed.Layers;

/// <summary>Turns whole numbers into their places in a vocabulary, or places into numbers; the vocabulary is given or learned.</summary>
/// <remarks>
/// <para><b>Inputs</b>   numbers of any shape, fractions are cut off.</para>
/// <para><b>Output</b>   places (int64) of the input's shape: the mask token is 0, then come the places of strangers (OOV), then the vocabulary. In other modes
/// vectors: see <see cref="IndexLookup"/>.</para>
/// <para><b>Masks</b>    end here.</para>
/// <para><b>Differs</b>  see <see cref="IndexLookup"/>.</para>
/// <para><b>Source</b>   keras/src/layers/preprocessing/integer_lookup.py. The many constructor arguments are those of Keras.</para>
/// </remarks>
public sealed class IntegerLookup : IndexLookup
{
    /// <summary>Makes the layer.</summary>
    /// <param name="maxTokens">The largest size of the vocabulary, special tokens included, at least 2; <see langword="null"/>: any.</param>
    /// <param name="numOovIndices">How many places strangers have; 0: they are an error.</param>
    /// <param name="maskToken">Gets the place 0 with outputMode: Int, and nothing in other modes; <see langword="null"/>: there is none.</param>
    /// <param name="oovToken">What stands for strangers in the vocabulary, and comes out for unknown places with <paramref name="invert"/>.</param>
    /// <param name="vocabulary">The numbers, with all special tokens in front or with none; or a file with one in each line; <see langword="null"/>: they are learned by Adapt.</param>
    /// <param name="vocabularyDtype">Must be Int64.</param>
    /// <param name="idfWeights">The weight of each number of <paramref name="vocabulary"/>, with TfIdf only.</param>
    /// <param name="invert">Turn places into numbers.</param>
    /// <param name="outputMode">How places are given out.</param>
    /// <param name="sparse">Must not be true.</param>
    /// <param name="padToMaxTokens">Are vectors of length <paramref name="maxTokens"/>, however small the vocabulary?</param>
    /// <param name="oovMethod">How strangers share several places.</param>
    /// <param name="salt">The key of the hash, with <see cref="OovMethod.Farmhash"/> only; <see langword="null"/>: none.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">A value is out of range, or two do not go together.</exception>
    public IntegerLookup(int? maxTokens = null, int numOovIndices = 1, long? maskToken = null, long? oovToken = -1, Vocabulary? vocabulary = null,
                         DType vocabularyDtype = Heed.DType.Int64, Tensor? idfWeights = null, bool invert = false, OutputMode outputMode = OutputMode.Int, bool sparse = false,
                         bool padToMaxTokens = false, OovMethod oovMethod = OovMethod.Floormod, HashSalt? salt = null, string? name = null)
        : this(new Settings(maxTokens, numOovIndices, maskToken, oovToken, vocabularyDtype, vocabulary, idfWeights, invert, outputMode, sparse, padToMaxTokens,
            oovMethod, salt), name)
    {
    }

    private IntegerLookup(Settings settings, string? name) : base(settings, name)
    {
        if (settings.VocabularyDtype != Heed.DType.Int64)
            throw new ArgumentException($"{this} expects vocabularyDtype Int64. Received {settings.VocabularyDtype}. Take StringLookup for words.", "vocabularyDtype");
    }

    /// <inheritdoc/>
    public override string Module => "keras.layers";

    /// <inheritdoc/>
    public override string? RegisteredName => null;

    /// <summary>The number of every place.</summary>
    /// <param name="includeSpecialTokens">With the mask and OOV tokens in front, so that the place in the list is the place that comes out?</param>
    /// <returns>The numbers in order; <see langword="null"/> for places of strangers without an OOV token.</returns>
    public long?[] GetVocabulary(bool includeSpecialTokens = true) => [.. GetTokens(includeSpecialTokens).Select(token => token?.Number)];

    internal static new IntegerLookup FromConfig(Config config) => Read(config, new IntegerLookup(Read(config, config.Get("vocabulary_dtype", Heed.DType.Int64),
        config.Get("num_oov_indices", 1), config.Has("oov_token") ? Token.Read(config.Json["oov_token"]) : -1), config.Name));
}
