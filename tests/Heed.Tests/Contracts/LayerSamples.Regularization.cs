using Heed.Layers;

namespace Heed.Tests;

/// <summary>Samples of the layers that make training harder.</summary>
internal static partial class LayerSamples
{
    static partial void AddRegularization(List<LayerSample> samples) => samples.AddRange(
    [
        new("ActivityRegularization", () => new ActivityRegularization(0.1, 0.2), Numbers([2, 3, 4])),
        new("AlphaDropout", () => new AlphaDropout(0.3, [null, 1, null], seed: 1), Numbers([2, 3, 4])),
        new("GaussianDropout", () => new GaussianDropout(0.3, seed: 1), Numbers([2, 3, 4])),
        new("GaussianNoise", () => new GaussianNoise(0.3, seed: 1), Numbers([2, 3, 4])),
        new("SpatialDropout1D", () => new SpatialDropout1D(0.3, seed: 1), Numbers([2, 3, 4])),
        new("SpatialDropout2D", () => new SpatialDropout2D(0.3, DataFormat.ChannelsFirst, seed: 1), Numbers([2, 3, 2, 4])),
        new("SpatialDropout3D", () => new SpatialDropout3D(0.3, seed: 1), Numbers([2, 3, 2, 2, 4])),
    ]);
}
