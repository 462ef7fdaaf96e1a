namespace Heed.Layers;

/// <summary>Features of a <see cref="FeatureSpace"/> that count together: their combination is hashed into bins.</summary>
/// <remarks>A list of names converts to it: <c>crosses: [(string[])["sex", "age"]]</c>.</remarks>
public sealed class Cross : IKerasObject
{
    /// <summary>A combination.</summary>
    /// <param name="featureNames">Two names or more.</param>
    /// <param name="crossingDim">How many bins; <see langword="null"/>: as many as the feature space says.</param>
    /// <param name="outputMode">Int or OneHot.</param>
    /// <exception cref="ArgumentException">There are fewer than two names, or no such mode.</exception>
    public Cross(IReadOnlyList<string> featureNames, int? crossingDim = null, FeatureMode outputMode = FeatureMode.OneHot)
    {
        if (featureNames.Count < 2) throw new ArgumentException($"Cross expects at least two feature names. Received {featureNames.Count}.", nameof(featureNames));
        if (outputMode == FeatureMode.Float) throw new ArgumentException("Cross expects Int or OneHot as outputMode. Received Float.", nameof(outputMode));
        (FeatureNames, CrossingDim, OutputMode) = ([.. featureNames], Require.Optional(crossingDim, Require.Positive, nameof(Cross)), outputMode);
    }

    /// <summary>The features.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>How many bins.</summary>
    public int? CrossingDim { get; }

    /// <summary>Int or OneHot.</summary>
    public FeatureMode OutputMode { get; }

    /// <summary>The names with <c>_X_</c> between: what the result is called.</summary>
    public string Name => string.Join("_X_", FeatureNames);

    /// <inheritdoc/>
    public string Module => Feature.PythonModule;

    /// <inheritdoc/>
    public string ClassName => nameof(Cross);

    /// <inheritdoc/>
    public string? RegisteredName => ClassName;

    /// <summary>A combination with the feature space's number of bins.</summary>
    /// <param name="featureNames">Two names or more.</param>
    public static implicit operator Cross(string[] featureNames) => new(featureNames);

    /// <inheritdoc/>
    public Config GetConfig() => new Config().With("feature_names", FeatureNames).With("crossing_dim", CrossingDim).With("output_mode", OutputMode);

    internal static Cross FromConfig(Config config) => new(
        config.Require<string[]>("feature_names"), config.Require<int>("crossing_dim"), config.Get("output_mode", FeatureMode.OneHot));
}
