using Heed.Layers;

namespace Heed.Tests;

/// <summary>Samples of the poolings to lengths wanted.</summary>
internal static partial class LayerSamples
{
    static partial void AddPooling(List<LayerSample> samples)
    {
        LayerSample[] all =
        [
            new("AdaptiveAveragePooling1D", () => new AdaptiveAveragePooling1D(3), Numbers([2, 5, 3])),
            new("AdaptiveAveragePooling1D: longer", () => new AdaptiveAveragePooling1D(5), Numbers([2, 3, 2])),
            new("AdaptiveAveragePooling2D", () => new AdaptiveAveragePooling2D([2, 3], DataFormat.ChannelsFirst), Numbers([2, 2, 3, 4])),
            new("AdaptiveAveragePooling3D", () => new AdaptiveAveragePooling3D(2), Numbers([2, 3, 2, 4, 2])),
            new("AdaptiveMaxPooling1D", () => new AdaptiveMaxPooling1D(3, DataFormat.ChannelsFirst), Numbers([2, 2, 5])),
            new("AdaptiveMaxPooling2D", () => new AdaptiveMaxPooling2D([2, 3]), Numbers([2, 3, 4, 9])),
            new("AdaptiveMaxPooling3D", () => new AdaptiveMaxPooling3D([1, 2, 3]), Numbers([2, 2, 3, 4, 2])),
        ];
        samples.AddRange(all.Select(sample => sample with { MaskRule = MaskRule.Ends }));
    }
}
