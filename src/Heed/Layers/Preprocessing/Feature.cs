namespace Heed.Layers;

/// <summary>What becomes of a feature after it was prepared.</summary>
public enum FeatureMode
{
    /// <summary>It stays a whole number.</summary>
    Int,
    /// <summary>The whole number becomes a vector of zeros with a single one.</summary>
    OneHot,
    /// <summary>It is a number already.</summary>
    Float,
}

/// <summary>A column of a <see cref="FeatureSpace"/>: the type of its values, the layer that prepares them, and how they are given out.</summary>
/// <remarks>The usual ones are made by <see cref="FeatureSpace"/>'s static methods, or by their names alone: <c>["age"] = "float_normalized"</c>.</remarks>
public sealed class Feature : IKerasObject
{
    internal const string PythonModule = "keras.src.layers.preprocessing.feature_space";

    /// <summary>A feature with a layer of one's own.</summary>
    /// <param name="dtype">The type of the values, such as <see cref="DType.String"/>.</param>
    /// <param name="preprocessor">Takes the values, of shape (B, 1).</param>
    /// <param name="outputMode">What becomes of its output; OneHot takes whole numbers of a layer that knows how many there are.</param>
    public Feature(DType dtype, Layer preprocessor, FeatureMode outputMode)
    {
        ArgumentNullException.ThrowIfNull(preprocessor);
        (DType, Preprocessor, OutputMode) = (dtype, preprocessor, outputMode);
    }

    /// <summary>The type of the values.</summary>
    public DType DType { get; }

    /// <summary>The layer that prepares them.</summary>
    public Layer Preprocessor { get; }

    /// <summary>What becomes of its output.</summary>
    public FeatureMode OutputMode { get; }

    /// <inheritdoc/>
    public string Module => PythonModule;

    /// <inheritdoc/>
    public string ClassName => nameof(Feature);

    /// <inheritdoc/>
    public string? RegisteredName => ClassName;

    /// <inheritdoc/>
    public Config GetConfig() => new Config().With("dtype", DType).With("preprocessor", Preprocessor).With("output_mode", OutputMode);

    internal static Feature FromConfig(Config config) => new(config.Require<DType>("dtype"),
        config.GetObject<Layer>("preprocessor") ?? throw new ArgumentException("Feature expects a 'preprocessor'. Received none."),
        config.Require<FeatureMode>("output_mode"));
}

/// <summary>A feature, or the name of its type.</summary>
/// <remarks>float, float_normalized, float_rescaled, float_discretized, integer_categorical, string_categorical, integer_hashed or string_hashed.</remarks>
public sealed class FeatureChoice
{
    private FeatureChoice(Feature? feature, string? type) => (Feature, Type) = (feature, type);

    internal Feature? Feature { get; }

    internal string? Type { get; }

    /// <summary>A feature.</summary>
    /// <param name="feature">One of the feature space's, or one's own.</param>
    public static implicit operator FeatureChoice(Feature feature) => new(feature, null);

    /// <summary>The type of a feature; it gets the settings of the feature space.</summary>
    /// <param name="type">Keras's name.</param>
    public static implicit operator FeatureChoice(string type) => new(null, type);
}
