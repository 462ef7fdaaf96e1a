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
        AddLayer("Add", Add.FromConfig);
        AddLayer("AdditiveAttention", AdditiveAttention.FromConfig);
        AddLayer("Attention", Attention.FromConfig);
        AddLayer("AveragePooling1D", AveragePooling1D.FromConfig);
        AddLayer("AveragePooling2D", AveragePooling2D.FromConfig);
        AddLayer("AveragePooling3D", AveragePooling3D.FromConfig);
        AddLayer("BatchNormalization", BatchNormalization.FromConfig);
        AddLayer("Bidirectional", Bidirectional.FromConfig);
        AddLayer("CategoryEncoding", CategoryEncoding.FromConfig);
        AddLayer("Concatenate", Concatenate.FromConfig);
        AddLayer("Conv1D", Conv1D.FromConfig);
        AddLayer("Conv1DTranspose", Conv1DTranspose.FromConfig);
        AddLayer("Conv2D", Conv2D.FromConfig);
        AddLayer("Conv2DTranspose", Conv2DTranspose.FromConfig);
        AddLayer("Conv3D", Conv3D.FromConfig);
        AddLayer("Conv3DTranspose", Conv3DTranspose.FromConfig);
        AddLayer("Dense", Dense.FromConfig);
        AddLayer("DepthwiseConv1D", DepthwiseConv1D.FromConfig);
        AddLayer("DepthwiseConv2D", DepthwiseConv2D.FromConfig);
        AddLayer("Discretization", Discretization.FromConfig);
        AddLayer("Dropout", Dropout.FromConfig);
        AddLayer("EinsumDense", EinsumDense.FromConfig);
        AddLayer("Embedding", Embedding.FromConfig);
        AddLayer("FeatureSpace", FeatureSpace.FromConfig);
        AddLayer("Flatten", Flatten.FromConfig);
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
        AddLayer("LSTM", LSTM.FromConfig);
        AddLayer("LSTMCell", LSTMCell.FromConfig);
        AddLayer("Masking", Masking.FromConfig);
        AddLayer("MaxPooling1D", MaxPooling1D.FromConfig);
        AddLayer("MaxPooling2D", MaxPooling2D.FromConfig);
        AddLayer("MaxPooling3D", MaxPooling3D.FromConfig);
        AddLayer("MultiHeadAttention", MultiHeadAttention.FromConfig);
        AddLayer("Multiply", Multiply.FromConfig);
        AddLayer("Normalization", Normalization.FromConfig);
        AddLayer("Pipeline", Pipeline.FromConfig);
        AddActivationLayer("ReLU", ReLU.FromConfig);
        AddLayer("Reshape", Reshape.FromConfig);
        AddLayer("RMSNormalization", RMSNormalization.FromConfig);
        AddLayer("RNN", RNN.FromConfig);
        AddLayer("SeparableConv1D", SeparableConv1D.FromConfig);
        AddLayer("SeparableConv2D", SeparableConv2D.FromConfig);
        AddLayer("SimpleRNN", SimpleRNN.FromConfig);
        AddLayer("SimpleRNNCell", SimpleRNNCell.FromConfig);
        AddActivationLayer("Softmax", Softmax.FromConfig);
        AddLayer("StackedRNNCells", StackedRNNCells.FromConfig);
        AddLayer("StringLookup", StringLookup.FromConfig);
        AddLayer("TextVectorization", TextVectorization.FromConfig);
        AddLayer("TFDIdentity", TFDIdentity.FromConfig);
        AddLayer("UnitNormalization", UnitNormalization.FromConfig);
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
