using System.Text.Json.Nodes;
using static Heed.Ops;

namespace Heed.Layers;

/// <summary>Prepares tables: every column by a layer of its own, combinations of columns by hashing, all together as one vector or by name.</summary>
/// <remarks>
/// <para><b>Inputs</b>   by name, a tensor for each feature: (B) or (B, 1); numbers and strings without axes are one sample.</para>
/// <para><b>Output</b>   Concat: (B, D) in float32, the features in the order of their names, then the crosses. Dict: by name, each as its mode says.</para>
/// <para><b>Masks</b>    end here.</para>
/// <para><b>Differs</b>  layers that were given what others learn are left alone by Adapt, and a Discretization with boundaries can be one-hot encoded.</para>
/// <para><b>Source</b>   keras/src/layers/preprocessing/feature_space.py (<c>keras.utils.FeatureSpace</c>).</para>
/// </remarks>
public sealed partial class FeatureSpace : Layer, IKerasObject
{
    private readonly Dictionary<string, Feature> _features = [];
    private readonly Dictionary<string, HashedCrossing> _crossers = [];
    private readonly Dictionary<string, CategoryEncoding> _encoders = [];
    private Tensors? _inputs, _encoded;
    private bool _isAdapted;

    /// <summary>Makes a feature space.</summary>
    /// <param name="features">Names and features, or the names of their types.</param>
    /// <param name="outputMode">One vector, or tensors by name.</param>
    /// <param name="crosses">Combinations of features; <see langword="null"/>: none.</param>
    /// <param name="crossingDim">How many bins a combination has unless it says otherwise.</param>
    /// <param name="hashingDim">How many bins hashed features have that are given by their type.</param>
    /// <param name="numDiscretizationBins">How many bins float_discretized features have that are given by their type.</param>
    /// <param name="name">Unique in its model; <see langword="null"/>: Keras's automatic name.</param>
    /// <exception cref="ArgumentException">There are no features, a type is not known, or a cross names a feature that there is not.</exception>
    public FeatureSpace(IReadOnlyDictionary<string, FeatureChoice> features, FeatureSpaceOutput outputMode = FeatureSpaceOutput.Concat, IReadOnlyList<Cross>? crosses = null,
                        int crossingDim = 32, int hashingDim = 32, int numDiscretizationBins = 32, string? name = null) : base(name)
    {
        if (features.Count == 0) throw new ArgumentException($"{this} expects at least one feature. Received none.", nameof(features));
        (OutputMode, CrossingDim) = (outputMode, Require.Positive(crossingDim, this));
        (HashingDim, NumDiscretizationBins) = (Require.Positive(hashingDim, this), Require.Positive(numDiscretizationBins, this));
        foreach ((string column, FeatureChoice choice) in features) _features[column] = choice.Feature ?? OfType(choice.Type!, column);
        Crosses = [.. (crosses ?? []).Select(cross => cross.CrossingDim is null ? new Cross(cross.FeatureNames, CrossingDim, cross.OutputMode) : cross)];
        foreach (Cross cross in Crosses)
        {
            if (cross.FeatureNames.FirstOrDefault(part => !_features.ContainsKey(part)) is { } unknown)
                throw new ArgumentException($"{this} expects crosses of its features {string.Join(", ", _features.Keys)}. Received '{unknown}'.", nameof(crosses));
            _crossers[cross.Name] = AddLayer(new HashedCrossing(cross.CrossingDim!.Value, name: cross.Name), "crossers[]");
        }
        foreach (Feature feature in _features.Values) AddLayer(feature.Preprocessor, "preprocessors[]");
        Autocast = false;
    }

    /// <summary>The features by name.</summary>
    public IReadOnlyDictionary<string, Feature> Features => _features;

    /// <summary>The combinations.</summary>
    public IReadOnlyList<Cross> Crosses { get; }

    /// <summary>The layers that hash the combinations, by name.</summary>
    public IReadOnlyDictionary<string, HashedCrossing> Crossers => _crossers;

    /// <summary>One vector, or tensors by name?</summary>
    public FeatureSpaceOutput OutputMode { get; }

    /// <summary>How many bins a combination has unless it says otherwise.</summary>
    public int CrossingDim { get; }

    /// <summary>How many bins hashed features have that are given by their type.</summary>
    public int HashingDim { get; }

    /// <summary>How many bins float_discretized features have that are given by their type.</summary>
    public int NumDiscretizationBins { get; }

    /// <inheritdoc/>
    public override string Module => "keras.utils";

    private protected override IEnumerable<(string Key, JsonNode? Value)> Appendix =>
        [("build_config", new JsonObject(_features.Select(pair => KeyValuePair.Create(pair.Key, Noted(pair.Value.Preprocessor)))))];

    /// <summary>In Keras, a feature is an object that holds its layer, and the encoders are made with the graph.</summary>
    internal override IEnumerable<(string Attribute, Layer Layer)> SavedLayers =>
    [
        .. Crosses.Select(cross => ("crossers[]", (Layer)_crossers[cross.Name])),
        .. _features.Values.Index().Select(feature => ($"features/feature{(feature.Index == 0 ? "" : $"_{feature.Index}")}/preprocessor", feature.Item.Preprocessor)),
        .. _encoders.OrderBy(pair => _crossers.ContainsKey(pair.Key)).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => ("one_hot_encoders[]", (Layer)pair.Value)),
    ];

    private static JsonNode? Noted(IKerasObject preprocessor) => preprocessor.Appendix.FirstOrDefault().Value?.DeepClone();

    /// <summary>Builds the features' layers for the shapes that a file notes; what they have learned is in the file too.</summary>
    void IKerasObject.RestoreAppendix(JsonObject serialized, bool isInside)
    {
        if (serialized["build_config"] is not JsonObject noted) return;
        foreach ((string column, JsonNode? shapes) in noted)
            if (_features.TryGetValue(column, out Feature? feature) && shapes is JsonObject build && BuildConfig.Shapes(build) is { Length: > 0 } known)
                feature.Preprocessor.BuildFor(known);
        _isAdapted = true;
    }

    /// <summary>The symbolic inputs with which a functional model on these features begins, by name.</summary>
    /// <returns>Each of shape (B, 1).</returns>
    public Tensors GetInputs() =>
        _inputs ??= Tensors.Named(_features.Select(pair => KeyValuePair.Create(pair.Key, Input.Of([1], dtype: pair.Value.DType, name: pair.Key))));

    /// <summary>The encoded features of <see cref="GetInputs"/>, for a functional model.</summary>
    /// <returns>One symbolic tensor, or several by name.</returns>
    /// <exception cref="InvalidOperationException">A feature is to be learned, and Adapt was not called.</exception>
    public Tensors GetEncodedFeatures() => _encoded ??= Encode(GetInputs());

    /// <inheritdoc/>
    protected override Tensors Call(Tensors inputs, CallArguments call)
    {
        if (inputs.Names is null || _features.Keys.Except(inputs.Names).Any() || inputs.Names.Except(_features.Keys).Any())
            throw new ArgumentException($"{this} expects a tensor for each of its features {string.Join(", ", _features.Keys)}, by name. "
                + $"Received {NamesOf(inputs)}.");
        bool isSample = inputs.Any(input => input.Rank == 0);
        Tensors columns = inputs.WithSame(input => input.Rank == 0 ? Reshape(input, [1, 1]) : input.Rank == 1 ? ExpandDims(input, -1) : input);
        Tensors encoded = Encode(columns);
        return isSample ? encoded.WithSame(output => output.Rank == 2 && output.Shape[0].Equals(1) ? Squeeze(output, 0) : output) : encoded;
    }

    private Tensors Encode(Tensors columns)
    {
        if (!_isAdapted && AdaptableNames().FirstOrDefault() is { } name)
            throw new InvalidOperationException($"{this} expects Adapt to be called before it is used. Received a feature '{name}' that has learned nothing. Call Adapt.");
        Dictionary<string, Tensor> prepared = _features.ToDictionary(pair => pair.Key, pair => pair.Value.Preprocessor.Apply(columns[pair.Key]));
        Tensor Feature(string column, Feature feature) => Encoded(column, prepared[column], feature.OutputMode, feature.Preprocessor);
        Tensor Crossed(Cross cross) => Encoded(cross.Name, _crossers[cross.Name].Apply(Tensors.List(cross.FeatureNames.Select(part => prepared[part]))),
            cross.OutputMode, _crossers[cross.Name]);
        (string Name, Tensor Value)[] all =
        [
            .. _features.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, Feature(pair.Key, pair.Value))),
            .. Crosses.OrderBy(cross => cross.Name, StringComparer.Ordinal).Select(cross => (cross.Name, Crossed(cross))),
        ];
        if (OutputMode == FeatureSpaceOutput.Dict) return Tensors.Named(all.Select(item => KeyValuePair.Create(item.Name, item.Value)));
        foreach ((string column, Tensor value) in all)
            if (!value.DType.IsFloat())
                throw new ArgumentException($"{this} expects numbers to put together. Received feature '{column}' of type {value.DType.Name()}. "
                    + "Encode it as OneHot, or set outputMode to Dict.");
        return all.Length == 1 ? all[0].Value : Concatenate([.. all.Select(item => item.Value)], -1);
    }

    private Tensor Encoded(string column, Tensor value, FeatureMode mode, Layer preprocessor)
    {
        if (mode != FeatureMode.OneHot) return value;
        if (!value.DType.IsInteger())
            throw new ArgumentException($"{this} expects whole numbers for feature '{column}' with outputMode: OneHot. Received {value.Spec}. Set Float.");
        if (!_encoders.TryGetValue(column, out CategoryEncoding? encoder))
            _encoders[column] = encoder = new CategoryEncoding(Categories(column, preprocessor));
        return encoder.Apply(value);
    }

    private int Categories(string column, Layer preprocessor) => preprocessor switch
    {
        IndexLookup lookup => lookup.VocabularySize,
        CategoryEncoding encoding => encoding.NumTokens,
        Discretization bins => bins.NumBins ?? bins.BinBoundaries!.Count + 1,
        HashedCrossing crossing => crossing.NumBins,
        Hashing hashing => hashing.NumBins,
        _ => throw new ArgumentException($"{this} expects a layer that knows how many categories there are for feature '{column}' with outputMode: OneHot. "
            + $"Received {preprocessor}. Set Int."),
    };

    /// <inheritdoc/>
    public override Config GetConfig() => new Config()
        .With("features", new JsonObject(_features.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)KerasRegistry.Serialize(pair.Value)))))
        .With("output_mode", OutputMode).With("crosses", Crosses).With("crossing_dim", CrossingDim).With("hashing_dim", HashingDim)
        .With("num_discretization_bins", NumDiscretizationBins);

    internal static FeatureSpace FromConfig(Config config) => new(
        config.Require<JsonObject>("features").ToDictionary(pair => pair.Key, pair => pair.Value is JsonObject feature
            ? (FeatureChoice)KerasRegistry.Deserialize<Feature>(feature) : pair.Value.AsText()!),
        config.Get("output_mode", FeatureSpaceOutput.Concat),
        [.. (config.Json["crosses"] as JsonArray ?? []).Select(cross => KerasRegistry.Deserialize<Cross>(cross!))],
        config.Get("crossing_dim", 32), config.Get("hashing_dim", 32), config.Get("num_discretization_bins", 32), config.Name);
}
