namespace Heed.Layers;

/// <summary>What the <c>call</c> of Keras's own layers takes, as far as it shows in the configs of functional models.</summary>
/// <remarks>Source: the signatures in tests/reference/keras_api.json. Of a user's layer nothing is known, and nothing is filled in.</remarks>
internal static class CallSignature
{
    private static readonly HashSet<string> TakesMask =
    [
        "AdditiveAttention", "Attention", "BatchNormalization", "Bidirectional", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D", "Functional", "GRU",
        "GlobalAveragePooling1D", "LSTM", "Lambda", "Pipeline", "RNN", "Sequential", "SimpleRNN", "Softmax", "TimeDistributed",
    ];

    private static readonly HashSet<string> TrainingIsFalse =
    [
        "AdditiveAttention", "AlphaDropout", "Attention", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D", "Dropout", "GRU", "GaussianDropout", "GaussianNoise",
        "LSTM", "RNN", "SimpleRNN", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D", "SpectralNormalization",
    ];

    private static readonly HashSet<string> TrainingIsTrue =
    [
        "AugMix", "AutoContrast", "CenterCrop", "ContrastLimitedAdaptiveHistogramEqualization", "CutMix", "Equalization", "MaxNumBoundingBoxes", "MixUp",
        "Pipeline", "RandAugment", "RandomBrightness", "RandomColorDegeneration", "RandomColorJitter", "RandomContrast", "RandomCrop",
        "RandomElasticTransform", "RandomErasing", "RandomFlip", "RandomGaussianBlur", "RandomGrayscale", "RandomHue", "RandomInvert", "RandomPerspective",
        "RandomPosterization", "RandomRotation", "RandomSaturation", "RandomSharpness", "RandomShear", "RandomTranslation", "RandomZoom", "Resizing",
        "Solarization",
    ];

    /// <summary>Does the call take a mask?</summary>
    public static bool HasMask(Layer layer) => TakesMask.Contains(layer.ClassName);

    /// <summary>The value of <c>training</c> that the signature states; <see langword="null"/>: it states none.</summary>
    public static bool? Training(Layer layer) =>
        TrainingIsFalse.Contains(layer.ClassName) ? false : TrainingIsTrue.Contains(layer.ClassName) ? true : null;

    /// <summary>The names of the call's arguments in order, as far as tensors may be given to them by place; of a user's layer, the usual name of the first.</summary>
    public static string[] Names(Layer layer) => layer.ClassName switch
    {
        "MultiHeadAttention" or "GroupQueryAttention" => ["query", "value", "key", "query_mask", "value_mask", "key_mask", "attention_mask"],
        "Bidirectional" or "ConvLSTM1D" or "ConvLSTM2D" or "ConvLSTM3D" or "GRU" or "LSTM" or "RNN" or "SimpleRNN" => ["sequences", "initial_state", "mask"],
        "BatchNormalization" or "Functional" or "Pipeline" or "Sequential" or "TimeDistributed" => ["inputs", "training", "mask"],
        "CategoryEncoding" => ["inputs", "count_weights"],
        "RMSNormalization" => ["x"],
        var name when TrainingIsTrue.Contains(name) => ["data"],
        var name when TakesMask.Contains(name) => ["inputs", "mask"],
        _ => ["inputs"],
    };

    /// <summary>Are several inputs arguments of their own (query, value, key), rather than one list?</summary>
    public static bool TakesInputsApart(Layer layer) => layer.ClassName is "MultiHeadAttention" or "GroupQueryAttention";
}
