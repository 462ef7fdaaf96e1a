using Heed.Layers;

namespace Heed.Tests;

/// <summary>Samples of the layers in Reshaping.</summary>
internal static partial class LayerSamples
{
    static partial void AddReshaping(List<LayerSample> samples)
    {
        LayerSample[] all =
        [
            new("Cropping1D", () => new Cropping1D(), Numbers([2, 4, 3])),
            new("Cropping2D", () => new Cropping2D(), Numbers([2, 3, 2, 3])),
            new("Cropping2D: by side", () => new Cropping2D([[1, 0], [0, 2]], DataFormat.ChannelsFirst), Numbers([2, 2, 3, 4])),
            new("Cropping3D", () => new Cropping3D(), Numbers([2, 3, 4, 3, 2])),
            new("Permute", () => new Permute([3, 1, 2]), Numbers([2, 3, 4, 2])),
            new("RepeatVector", () => new RepeatVector(3), Numbers([2, 4])),
            new("UpSampling1D", () => new UpSampling1D(3), Numbers([2, 3, 2])),
            new("UpSampling2D", () => new UpSampling2D([2, 3]), Numbers([2, 2, 3, 2])),
            new("UpSampling2D: bilinear", () => new UpSampling2D(2, DataFormat.ChannelsFirst, Interpolation.Bilinear), Numbers([2, 2, 3, 4])),
            new("UpSampling2D: bicubic", () => new UpSampling2D([1, 3], interpolation: Interpolation.Bicubic), Numbers([2, 2, 3, 2])),
            new("UpSampling2D: lanczos3", () => new UpSampling2D([2, 1], interpolation: Interpolation.Lanczos3), Numbers([2, 4, 3, 2])),
            new("UpSampling2D: lanczos5", () => new UpSampling2D(2, interpolation: Interpolation.Lanczos5), Numbers([2, 4, 3, 2])),
            new("UpSampling3D", () => new UpSampling3D([2, 1, 3], DataFormat.ChannelsFirst), Numbers([2, 2, 2, 3, 2])),
            new("ZeroPadding1D", () => new ZeroPadding1D([1, 2], DataFormat.ChannelsFirst), Numbers([2, 3, 4])),
            new("ZeroPadding2D", () => new ZeroPadding2D(), Numbers([2, 2, 3, 2])),
            new("ZeroPadding2D: by side", () => new ZeroPadding2D([[0, 2], [1, 0]], DataFormat.ChannelsFirst), Numbers([2, 2, 3, 2])),
            new("ZeroPadding3D", () => new ZeroPadding3D([1, 0, 2]), Numbers([2, 2, 1, 2, 3])),
        ];
        samples.AddRange(all.Select(sample => sample with { MaskRule = MaskRule.Ends }));
    }
}
