using Heed.Layers;

namespace Heed;

public static partial class KerasRegistry
{
    /// <summary>The layers of Keras, a line each in alphabetical order.</summary>
    static partial void RegisterLayers()
    {
        Activations.Register();
        Register("Cross", Cross.FromConfig);
        Register("Feature", Feature.FromConfig);
        AddLayer("Activation", Activation.FromConfig);
        AddLayer("ActivityRegularization", ActivityRegularization.FromConfig);
        AddLayer("AdaptiveAveragePooling1D", AdaptiveAveragePooling1D.FromConfig);
        AddLayer("AdaptiveAveragePooling2D", AdaptiveAveragePooling2D.FromConfig);
        AddLayer("AdaptiveAveragePooling3D", AdaptiveAveragePooling3D.FromConfig);
        AddLayer("AdaptiveMaxPooling1D", AdaptiveMaxPooling1D.FromConfig);
        AddLayer("AdaptiveMaxPooling2D", AdaptiveMaxPooling2D.FromConfig);
        AddLayer("AdaptiveMaxPooling3D", AdaptiveMaxPooling3D.FromConfig);
        AddLayer("Add", Add.FromConfig);
        AddLayer("AdditiveAttention", AdditiveAttention.FromConfig);
        AddLayer("AlphaDropout", AlphaDropout.FromConfig);
        AddLayer("Attention", Attention.FromConfig);
        AddLayer("AugMix", AugMix.FromConfig);
        AddLayer("AutoContrast", AutoContrast.FromConfig);
        AddLayer("Average", Average.FromConfig);
        AddLayer("AveragePooling1D", AveragePooling1D.FromConfig);
        AddLayer("AveragePooling2D", AveragePooling2D.FromConfig);
        AddLayer("AveragePooling3D", AveragePooling3D.FromConfig);
        AddLayer("BatchNormalization", BatchNormalization.FromConfig);
        AddLayer("Bidirectional", Bidirectional.FromConfig);
        AddLayer("CategoryEncoding", CategoryEncoding.FromConfig);
        AddLayer("CenterCrop", CenterCrop.FromConfig);
        AddLayer("Concatenate", Concatenate.FromConfig);
        AddLayer("ContrastLimitedAdaptiveHistogramEqualization", ContrastLimitedAdaptiveHistogramEqualization.FromConfig);
        AddLayer("Conv1D", Conv1D.FromConfig);
        AddLayer("Conv1DTranspose", Conv1DTranspose.FromConfig);
        AddLayer("Conv2D", Conv2D.FromConfig);
        AddLayer("Conv2DTranspose", Conv2DTranspose.FromConfig);
        AddLayer("Conv3D", Conv3D.FromConfig);
        AddLayer("Conv3DTranspose", Conv3DTranspose.FromConfig);
        AddLayer("ConvLSTM1D", ConvLSTM1D.FromConfig);
        AddLayer("ConvLSTM2D", ConvLSTM2D.FromConfig);
        AddLayer("ConvLSTM3D", ConvLSTM3D.FromConfig);
        AddLayer("Cropping1D", Cropping1D.FromConfig);
        AddLayer("Cropping2D", Cropping2D.FromConfig);
        AddLayer("Cropping3D", Cropping3D.FromConfig);
        AddLayer("CutMix", CutMix.FromConfig);
        AddLayer("Dense", Dense.FromConfig);
        AddLayer("DepthwiseConv1D", DepthwiseConv1D.FromConfig);
        AddLayer("DepthwiseConv2D", DepthwiseConv2D.FromConfig);
        AddLayer("Discretization", Discretization.FromConfig);
        AddLayer("Dot", Dot.FromConfig);
        AddLayer("Dropout", Dropout.FromConfig);
        AddLayer("EinsumDense", EinsumDense.FromConfig);
        AddActivationLayer("ELU", ELU.FromConfig);
        AddLayer("Embedding", Embedding.FromConfig);
        AddLayer("Equalization", Equalization.FromConfig);
        AddLayer("FeatureSpace", FeatureSpace.FromConfig);
        AddLayer("Flatten", Flatten.FromConfig);
        AddLayer("GaussianDropout", GaussianDropout.FromConfig);
        AddLayer("GaussianNoise", GaussianNoise.FromConfig);
        AddLayer("GlobalAveragePooling1D", GlobalAveragePooling1D.FromConfig);
        AddLayer("GlobalAveragePooling2D", GlobalAveragePooling2D.FromConfig);
        AddLayer("GlobalAveragePooling3D", GlobalAveragePooling3D.FromConfig);
        AddLayer("GlobalMaxPooling1D", GlobalMaxPooling1D.FromConfig);
        AddLayer("GlobalMaxPooling2D", GlobalMaxPooling2D.FromConfig);
        AddLayer("GlobalMaxPooling3D", GlobalMaxPooling3D.FromConfig);
        AddLayer("GroupNormalization", GroupNormalization.FromConfig);
        AddLayer("GroupQueryAttention", GroupQueryAttention.FromConfig);
        AddLayer("GRU", GRU.FromConfig);
        AddLayer("GRUCell", GRUCell.FromConfig);
        AddLayer("HashedCrossing", HashedCrossing.FromConfig);
        AddLayer("Hashing", Hashing.FromConfig);
        AddLayer("Identity", Identity.FromConfig);
        AddLayer("IndexLookup", IndexLookup.FromConfig);
        AddLayer("InputLayer", InputLayer.FromConfig);
        AddLayer("IntegerLookup", IntegerLookup.FromConfig);
        AddLayer("Lambda", Lambda.FromConfig);
        AddLayer("LayerNormalization", LayerNormalization.FromConfig);
        AddActivationLayer("LeakyReLU", LeakyReLU.FromConfig);
        AddLayer("LSTM", LSTM.FromConfig);
        AddLayer("LSTMCell", LSTMCell.FromConfig);
        AddLayer("Masking", Masking.FromConfig);
        AddLayer("Maximum", Maximum.FromConfig);
        AddLayer("MaxNumBoundingBoxes", MaxNumBoundingBoxes.FromConfig);
        AddLayer("MaxPooling1D", MaxPooling1D.FromConfig);
        AddLayer("MaxPooling2D", MaxPooling2D.FromConfig);
        AddLayer("MaxPooling3D", MaxPooling3D.FromConfig);
        AddLayer("MelSpectrogram", MelSpectrogram.FromConfig);
        AddLayer("Minimum", Minimum.FromConfig);
        AddLayer("MixUp", MixUp.FromConfig);
        AddLayer("MultiHeadAttention", MultiHeadAttention.FromConfig);
        AddLayer("Multiply", Multiply.FromConfig);
        AddLayer("Normalization", Normalization.FromConfig);
        AddLayer("Permute", Permute.FromConfig);
        AddLayer("Pipeline", Pipeline.FromConfig);
        AddActivationLayer("PReLU", PReLU.FromConfig);
        AddLayer("RandAugment", RandAugment.FromConfig);
        AddLayer("RandomBrightness", RandomBrightness.FromConfig);
        AddLayer("RandomColorDegeneration", RandomColorDegeneration.FromConfig);
        AddLayer("RandomColorJitter", RandomColorJitter.FromConfig);
        AddLayer("RandomContrast", RandomContrast.FromConfig);
        AddLayer("RandomCrop", RandomCrop.FromConfig);
        AddLayer("RandomElasticTransform", RandomElasticTransform.FromConfig);
        AddLayer("RandomErasing", RandomErasing.FromConfig);
        AddLayer("RandomFlip", RandomFlip.FromConfig);
        AddLayer("RandomGaussianBlur", RandomGaussianBlur.FromConfig);
        AddLayer("RandomGrayscale", RandomGrayscale.FromConfig);
        AddLayer("RandomHue", RandomHue.FromConfig);
        AddLayer("RandomInvert", RandomInvert.FromConfig);
        AddLayer("RandomPerspective", RandomPerspective.FromConfig);
        AddLayer("RandomPosterization", RandomPosterization.FromConfig);
        AddLayer("RandomRotation", RandomRotation.FromConfig);
        AddLayer("RandomSaturation", RandomSaturation.FromConfig);
        AddLayer("RandomSharpness", RandomSharpness.FromConfig);
        AddLayer("RandomShear", RandomShear.FromConfig);
        AddLayer("RandomTranslation", RandomTranslation.FromConfig);
        AddLayer("RandomZoom", RandomZoom.FromConfig);
        AddActivationLayer("ReLU", ReLU.FromConfig);
        AddLayer("RepeatVector", RepeatVector.FromConfig);
        AddLayer("Rescaling", Rescaling.FromConfig);
        AddLayer("Reshape", Reshape.FromConfig);
        AddLayer("Resizing", Resizing.FromConfig);
        AddLayer("ReversibleEmbedding", ReversibleEmbedding.FromConfig);
        AddLayer("RMSNormalization", RMSNormalization.FromConfig);
        AddLayer("RNN", RNN.FromConfig);
        AddLayer("SeparableConv1D", SeparableConv1D.FromConfig);
        AddLayer("SeparableConv2D", SeparableConv2D.FromConfig);
        AddLayer("SimpleRNN", SimpleRNN.FromConfig);
        AddLayer("SimpleRNNCell", SimpleRNNCell.FromConfig);
        AddActivationLayer("Softmax", Softmax.FromConfig);
        AddLayer("Solarization", Solarization.FromConfig);
        AddLayer("SpatialDropout1D", SpatialDropout1D.FromConfig);
        AddLayer("SpatialDropout2D", SpatialDropout2D.FromConfig);
        AddLayer("SpatialDropout3D", SpatialDropout3D.FromConfig);
        AddLayer("SpectralNormalization", SpectralNormalization.FromConfig);
        AddLayer("StackedRNNCells", StackedRNNCells.FromConfig);
        AddLayer("STFTSpectrogram", STFTSpectrogram.FromConfig);
        AddLayer("StringLookup", StringLookup.FromConfig);
        AddLayer("Subtract", Subtract.FromConfig);
        AddLayer("TextVectorization", TextVectorization.FromConfig);
        AddLayer("TFDIdentity", TFDIdentity.FromConfig);
        AddLayer("TimeDistributed", TimeDistributed.FromConfig);
        AddLayer("UnitNormalization", UnitNormalization.FromConfig);
        AddLayer("UpSampling1D", UpSampling1D.FromConfig);
        AddLayer("UpSampling2D", UpSampling2D.FromConfig);
        AddLayer("UpSampling3D", UpSampling3D.FromConfig);
        AddLayer("ZeroPadding1D", ZeroPadding1D.FromConfig);
        AddLayer("ZeroPadding2D", ZeroPadding2D.FromConfig);
        AddLayer("ZeroPadding3D", ZeroPadding3D.FromConfig);
    }

    /// <summary>A layer; what all layers have in common (type policy, trainable, activity regularizer) the registry restores.</summary>
    private static void AddLayer(string name, Func<Config, Layer> factory) => Register(name, factory);

    /// <summary>A layer that also serves as another layer's activation.</summary>
    private static void AddActivationLayer(string name, Func<Config, Layer> factory)
    {
        AddLayer(name, factory);
        Register<ActivationFunction>(name, config => Create<Layer>(name, config));
    }
}
