using Heed.Layers;
using Heed.Regularizers;

namespace Heed.Tests;

/// <summary>Samples of the layers in Convolutional, and of those in Pooling that move a window.</summary>
internal static partial class LayerSamples
{
    static partial void AddConvolutional(List<LayerSample> samples)
    {
        Tensor sequence = Numbers([2, 7, 4]), image = Numbers([2, 5, 6, 4]), volume = Numbers([2, 4, 3, 5, 2]);
        LayerSample[] all =
        [
            new("AveragePooling1D", () => new AveragePooling1D(3, 2, Padding.Same), sequence),
            new("AveragePooling2D", () => new AveragePooling2D([2, 3]), image),
            new("AveragePooling3D", () => new AveragePooling3D(2, 1, dataFormat: DataFormat.ChannelsFirst), volume),
            new("Conv1D", () => new Conv1D(3, 3, activation: "relu"), sequence),
            new("Conv1D: causal", () => new Conv1D(4, 2, padding: Padding.Causal, dilationRate: 3, groups: 2, useBias: false), sequence),
            new("Conv1DTranspose", () => new Conv1DTranspose(3, 4, dilationRate: 2, activation: "relu"), sequence),
            new("Conv2D", () => new Conv2D(3, [3, 2], [1, 2], Padding.Same, activation: "tanh", kernelRegularizer: new L2()), image),
            new("Conv2D: channels first", () => new Conv2D(10, 3, groups: 5, dataFormat: DataFormat.ChannelsFirst), image),
            new("Conv2DTranspose", () => new Conv2DTranspose(3, [3, 2], [2, 3], Padding.Same, [1, 0], activation: "tanh"), image),
            new("Conv2DTranspose: channels first", () => new Conv2DTranspose(2, 2, 3, dataFormat: DataFormat.ChannelsFirst), image),
            new("Conv3DTranspose", () => new Conv3DTranspose(2, 2, 2, useBias: false), volume),
            new("Conv3D", () => new Conv3D(3, 2, 2), volume),
            new("DepthwiseConv1D", () => new DepthwiseConv1D(3, activation: "relu"), sequence),
            new("DepthwiseConv2D", () => new DepthwiseConv2D(3, 2, Padding.Same, 3, useBias: false), image),
            new("DepthwiseConv2D: channels first", () => new DepthwiseConv2D([2, 3], dataFormat: DataFormat.ChannelsFirst), image),
            new("GlobalAveragePooling2D", () => new GlobalAveragePooling2D(), image),
            new("GlobalAveragePooling3D", () => new GlobalAveragePooling3D(DataFormat.ChannelsFirst, keepdims: true), volume),
            new("GlobalMaxPooling1D", () => new GlobalMaxPooling1D(keepdims: true), sequence),
            new("GlobalMaxPooling2D", () => new GlobalMaxPooling2D(DataFormat.ChannelsFirst), image),
            new("GlobalMaxPooling3D", () => new GlobalMaxPooling3D(), volume),
            new("MaxPooling1D", () => new MaxPooling1D(strides: 1), sequence),
            new("MaxPooling2D", () => new MaxPooling2D(3, 2, Padding.Same), image),
            new("MaxPooling3D", () => new MaxPooling3D(2, dataFormat: DataFormat.ChannelsFirst), volume),
            new("SeparableConv1D", () => new SeparableConv1D(3, 2, dilationRate: 2, activation: "tanh"), sequence),
            new("SeparableConv2D", () => new SeparableConv2D(3, 2, 2, Padding.Same, depthMultiplier: 2), image),
        ];
        samples.AddRange(all.Select(sample => sample with { MaskRule = MaskRule.Ends }));
    }
}
