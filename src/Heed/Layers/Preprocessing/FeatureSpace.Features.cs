namespace Heed.Layers;

/// <summary>How a <see cref="FeatureSpace"/> gives its features out.</summary>
public enum FeatureSpaceOutput
{
    /// <summary>As one vector.</summary>
    Concat,
    /// <summary>By name.</summary>
    Dict,
}

/// <content>The usual features.</content>
public sealed partial class FeatureSpace
{
    /// <summary>Numbers as they are.</summary>
    /// <param name="name">The stem of its layer's name; <see langword="null"/>: Keras's automatic one.</param>
    /// <returns>The feature.</returns>
    public static Feature Float(string? name = null) => new(Heed.DType.Float32, new TFDIdentity(Named(name, "float")) { DType = "float32" }, FeatureMode.Float);

    /// <summary>Numbers times a scale, plus an offset.</summary>
    /// <param name="scale">The factor.</param>
    /// <param name="offset">What is added.</param>
    /// <param name="name">The stem of its layer's name; <see langword="null"/>: Keras's automatic one.</param>
    /// <returns>The feature.</returns>
    public static Feature FloatRescaled(double scale = 1, double offset = 0, string? name = null) => new(Heed.DType.Float32,
        new Rescaling(scale, offset, Named(name, "float_rescaled")), FeatureMode.Float);

    /// <summary>Numbers shifted and scaled to mean 0 and variance 1.</summary>
    /// <param name="name">The stem of its layer's name; <see langword="null"/>: Keras's automatic one.</param>
    /// <returns>The feature.</returns>
    public static Feature FloatNormalized(string? name = null) => new(Heed.DType.Float32, new Normalization(name: Named(name, "float_normalized")), FeatureMode.Float);

    /// <summary>Numbers put into bins.</summary>
    /// <param name="numBins">How many bins are learned; <see langword="null"/>: <paramref name="binBoundaries"/> say it.</param>
    /// <param name="binBoundaries">The ends of the bins; <see langword="null"/>: they are learned.</param>
    /// <param name="outputMode">Int or OneHot.</param>
    /// <param name="name">The stem of its layer's name; <see langword="null"/>: Keras's automatic one.</param>
    /// <returns>The feature.</returns>
    public static Feature FloatDiscretized(int? numBins, double[]? binBoundaries = null, FeatureMode outputMode = FeatureMode.OneHot, string? name = null) =>
        new(Heed.DType.Float32, new Discretization(binBoundaries, numBins, name: Named(name, "float_discretized")), outputMode);

    /// <summary>Whole numbers looked up in a vocabulary that is learned.</summary>
    /// <param name="maxTokens">The largest size of the vocabulary; <see langword="null"/>: any.</param>
    /// <param name="numOovIndices">How many places strangers have.</param>
    /// <param name="outputMode">Int or OneHot.</param>
    /// <param name="name">The stem of its layer's name; <see langword="null"/>: Keras's automatic one.</param>
    /// <returns>The feature.</returns>
    public static Feature IntegerCategorical(int? maxTokens = null, int numOovIndices = 1, FeatureMode outputMode = FeatureMode.OneHot, string? name = null) =>
        new(Heed.DType.Int32, new IntegerLookup(maxTokens, numOovIndices, name: Named(name, "integer_categorical")), outputMode);

    /// <summary>Words looked up in a vocabulary that is learned.</summary>
    /// <param name="maxTokens">The largest size of the vocabulary; <see langword="null"/>: any.</param>
    /// <param name="numOovIndices">How many places strangers have.</param>
    /// <param name="outputMode">Int or OneHot.</param>
    /// <param name="name">The stem of its layer's name; <see langword="null"/>: Keras's automatic one.</param>
    /// <returns>The feature.</returns>
    public static Feature StringCategorical(int? maxTokens = null, int numOovIndices = 1, FeatureMode outputMode = FeatureMode.OneHot, string? name = null) =>
        new(Heed.DType.String, new StringLookup(maxTokens, numOovIndices, name: Named(name, "string_categorical")), outputMode);

    /// <summary>Words put into bins by their hash.</summary>
    /// <param name="numBins">How many bins.</param>
    /// <param name="outputMode">Int or OneHot.</param>
    /// <param name="name">The stem of its layer's name; <see langword="null"/>: Keras's automatic one.</param>
    /// <returns>The feature.</returns>
    public static Feature StringHashed(int numBins, FeatureMode outputMode = FeatureMode.OneHot, string? name = null) =>
        new(Heed.DType.String, new Hashing(numBins, name: Named(name, "string_hashed")), outputMode);

    /// <summary>Whole numbers put into bins by their hash.</summary>
    /// <param name="numBins">How many bins.</param>
    /// <param name="outputMode">Int or OneHot.</param>
    /// <param name="name">The stem of its layer's name; <see langword="null"/>: Keras's automatic one.</param>
    /// <returns>The feature.</returns>
    public static Feature IntegerHashed(int numBins, FeatureMode outputMode = FeatureMode.OneHot, string? name = null) =>
        new(Heed.DType.Int32, new Hashing(numBins, name: Named(name, "integer_hashed")), outputMode);

    private static string Named(string? name, string type) => $"{name ?? AutomaticName.Next(type)}_preprocessor";

    private Feature OfType(string type, string column) => type switch
    {
        "float" => Float(column),
        "float_normalized" => FloatNormalized(column),
        "float_rescaled" => FloatRescaled(name: column),
        "float_discretized" => FloatDiscretized(NumDiscretizationBins, name: column),
        "integer_categorical" => IntegerCategorical(name: column),
        "string_categorical" => StringCategorical(name: column),
        "integer_hashed" => IntegerHashed(HashingDim, name: column),
        "string_hashed" => StringHashed(HashingDim, name: column),
        _ => throw new ArgumentException($"{this} expects one of float, float_normalized, float_rescaled, float_discretized, integer_categorical, "
            + $"string_categorical, integer_hashed, string_hashed for feature '{column}'. Received '{type}'."),
    };
}
