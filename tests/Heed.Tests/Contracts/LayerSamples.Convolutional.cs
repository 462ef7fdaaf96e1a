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
            new("Conv2D", () => new Conv2D(3, [3, 2], [1, 2], Padding.Same, activation: "tanh", kernelRegularizer: new L2()), image),
            new("Conv2D: channels first", () => new Conv2D(10, 3, groups: 5, dataFormat: DataFormat.ChannelsFirst), image),
            new("Conv3D", () => new Conv3D(3, 2, 2), volume),
            new("MaxPooling1D", () => new MaxPooling1D(strides: 1), sequence),
            new("MaxPooling2D", () => new MaxPooling2D(3, 2, Padding.Same), image),
            new("MaxPooling3D", () => new MaxPooling3D(2, dataFormat: DataFormat.ChannelsFirst), volume),
        ];
        samples.AddRange(all.Select(sample => sample with { MaskRule = MaskRule.Ends }));
    }
}
